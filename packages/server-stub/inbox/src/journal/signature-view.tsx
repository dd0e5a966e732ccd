import type { JSX } from "preact";
import type { Attempt } from "../control/rows.js";
import { OutsideText } from "../phone/outside-text.js";

type Difference = NonNullable<NonNullable<Attempt["signature"]>["firstDifference"]>;

const parts: Readonly<Record<Difference["part"], string>> = {
  method: "method",
  uri: "URI",
  clientId: "Client-Id",
  time: "time",
  body: "body",
};

const byteWords = (byte: number | undefined): string => {
  if (byte === undefined) return "the end";
  const hex = `0x${byte.toString(16).padStart(2, "0")}`;
  return byte > 0x20 && byte < 0x7f ? `${hex} ${String.fromCodePoint(byte)}` : hex;
};

const DifferenceView = ({ difference }: { readonly difference: Difference }): JSX.Element => (
  <dl class="difference">
    <div>
      <dt>First differing byte</dt>
      <dd>
        {difference.offset} of the string to sign: byte {difference.partOffset} of the {parts[difference.part]}
      </dd>
    </div>
    <div>
      <dt>Arrived</dt>
      <dd>
        <code>{byteWords(difference.expected)}</code>
      </dd>
    </div>
    <div>
      <dt>Was signed</dt>
      <dd>
        <code>{byteWords(difference.signed)}</code>
      </dd>
    </div>
  </dl>
);

/** What the signature check found, with the first byte that differs where it is known. */
export const SignatureView = ({ attempt }: { readonly attempt: Attempt }): JSX.Element | null => {
  const { signature, clientId } = attempt;
  if (signature === undefined) return null;
  return (
    <section class="detail signature">
      <h3>Signature</h3>
      <p>
        {signature.verified ? "Verified" : "Not verified"}
        {clientId !== undefined && (
          <>
            {" for "}
            <code>
              <OutsideText text={clientId} />
            </code>
          </>
        )}
        {signature.cause !== undefined && (
          <>
            {": "}
            <code>{signature.cause}</code>
          </>
        )}
      </p>
      {signature.reason !== undefined && (
        <p>
          <OutsideText text={signature.reason} />
        </p>
      )}
      {signature.firstDifference !== undefined && <DifferenceView difference={signature.firstDifference} />}
    </section>
  );
};
