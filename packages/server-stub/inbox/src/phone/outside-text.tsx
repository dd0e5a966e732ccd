import type { JSX } from "preact";
import { cutAtAddresses, safeAddress } from "./link.js";

/** Text from outside: a text node in a direction of its own, so that it cannot rearrange what stands around it. */
export const OutsideText = ({ text }: { readonly text: string }): JSX.Element => <bdi class="outside">{text}</bdi>;

/** An address from outside: a link when it leads to http or https, else its text. */
export const OutsideLink = ({ address }: { readonly address: string }): JSX.Element => {
  const safe = safeAddress(address);
  if (safe === undefined) {
    return (
      <span class="no-link" title="Only http and https addresses can be opened">
        <OutsideText text={address} />
      </span>
    );
  }
  return (
    <a class="outside-link" href={safe} target="_blank" rel="noopener noreferrer" title={safe}>
      <OutsideText text={safe} />
    </a>
  );
};

/** Running text whose web addresses can be opened, as phones do. */
export const OutsideProse = ({ text }: { readonly text: string }): JSX.Element => (
  <bdi class="outside">
    {cutAtAddresses(text).map((part, index) =>
      index % 2 === 1 && safeAddress(part) !== undefined ? <OutsideLink key={index} address={part} /> : part,
    )}
  </bdi>
);
