import type { JSX } from "preact";
import type { Attempt } from "../control/rows.js";
import { Icon } from "../frame/icon.js";
import { FailureView } from "../panel/failure-view.js";
import { useChange } from "../panel/use-control.js";
import { KeyOffer } from "../send/key-offer.js";
import { canSendAgain, edit, requestOf } from "../send/resend.js";
import { useSending } from "../send/use-sending.js";
import { announce } from "../state/announce.js";
import { place } from "../state/place.js";

/** Sends the request of an attempt once more, as its sender would, or takes it to the form. */
export const Again = ({ attempt }: { readonly attempt: Attempt }): JSX.Element => {
  const { namespace } = place.get();
  const sending = useSending(namespace);
  const preparing = useChange();
  const busy = sending.busy || preparing.busy;
  if (!canSendAgain(attempt)) {
    return <p class="masked-note">The journal has not kept the whole body, so the page cannot send it again.</p>;
  }
  return (
    <section class="again" aria-label="Do it again">
      <p class="panel-actions">
        <button
          type="button"
          class="button"
          disabled={busy}
          title="The same body with the same requestId, as a retry"
          onClick={() =>
            sending.send(
              () => requestOf(namespace, attempt),
              ({ result }) => announce(`Sent again: ${result.resultStatus} ${result.resultCode}.`),
            )
          }
        >
          <Icon name="send" />
          Send again
        </button>
        <button
          type="button"
          class="button quiet"
          disabled={busy}
          onClick={() => preparing.run(async () => edit(await requestOf(namespace, attempt)))}
        >
          Edit and send
        </button>
      </p>
      {sending.keyNeededFor !== undefined && (
        <KeyOffer clientId={sending.keyNeededFor} busy={busy} onMake={sending.makeKey} />
      )}
      <FailureView failure={sending.failure ?? preparing.failure} />
    </section>
  );
};
