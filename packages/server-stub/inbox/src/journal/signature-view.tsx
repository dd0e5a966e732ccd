import type { JSX } from "preact";
import type { Attempt } from "../control/rows.js";
import { OutsideText } from "../phone/outside-text.js";

/** What the signature check found, with the first byte that differs where it is known. */
export const SignatureView = ({ attempt }: { readonly attempt: Attempt }): JSX.Element | null => {
  const { signature, clientId } = attempt;
  if (signature === undefined) return null;
  return (
    <section class="detail signature">
      <h4>Signature</h4>
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
      </p>
      {signature.reason !== undefined && (
        <p class="signature-reason">
          <OutsideText text={signature.reason} />
        </p>
      )}
      {signature.hint !== undefined && (
        <p>
          What to mend: <OutsideText text={signature.hint} />
        </p>
      )}
    </section>
  );
};
