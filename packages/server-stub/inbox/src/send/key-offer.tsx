import type { JSX } from "preact";
import { OutsideText } from "../phone/outside-text.js";

type KeyOffer = { readonly clientId: string; readonly busy: boolean; readonly onMake: () => void };

/** The namespace demands signatures: the page can make itself a key. */
export const KeyOffer = ({ clientId, busy, onMake }: KeyOffer): JSX.Element => (
  <div class="key-offer" role="status">
    <p>
      This namespace demands signatures, and the page has no key of client{" "}
      <code>
        <OutsideText text={clientId} />
      </code>
      . It can make one: the public half is added to the client in the configuration, the private half stays in this
      browser.
    </p>
    <button type="button" class="button" disabled={busy} onClick={onMake}>
      Make a test key
    </button>
  </div>
);
