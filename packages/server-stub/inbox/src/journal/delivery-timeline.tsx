import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { namespaceAddress } from "../control/address.js";
import { call } from "../control/call.js";
import type { Attempt, DeliveryCallList } from "../control/rows.js";
import { OutsideText } from "../phone/outside-text.js";
import { place } from "../state/place.js";
import { journalTime } from "../state/time.js";

type Calls = DeliveryCallList["deliveries"];

const callWords = { delivered: "taken", retry: "sent again", failed: "refused" } as const;

/** The calls for a message, read again whenever its delivery went on. */
const useCalls = (messageId: string | undefined, outcome: Attempt["outcome"]): Calls => {
  const [calls, take] = useState<Calls>([]);
  useEffect(() => {
    if (messageId === undefined) return undefined;
    let wanted = true;
    const address = namespaceAddress(place.get().namespace, `messages/${encodeURIComponent(messageId)}/deliveries`);
    call<DeliveryCallList>(address).then(
      ({ deliveries }) => wanted && take(deliveries),
      // A message that is no longer kept has no calls to show.
      () => wanted && take([]),
    );
    return () => {
      wanted = false;
    };
  }, [messageId, outcome]);
  return calls;
};

/** Every call to the super app for the attempt's message: when, what it answered, and when it is called again. */
export const DeliveryTimeline = ({ attempt }: { readonly attempt: Attempt }): JSX.Element | null => {
  const calls = useCalls(attempt.messageId, attempt.outcome);
  if (calls.length === 0) return null;
  return (
    <section class="detail">
      <h3>Calls to the super app</h3>
      <ol class="timeline">
        {calls.map(({ at, status, httpStatus, answer, reason, nextRetryAt }, index) => (
          <li key={`${at} ${index}`} class={`call call-${status}`}>
            <time dateTime={at}>{journalTime(at)}</time>
            <span class="call-status">{callWords[status]}</span>
            {httpStatus !== undefined && <span>HTTP {httpStatus}</span>}
            {reason !== undefined && <OutsideText text={reason} />}
            {answer !== undefined && (
              <code>
                <OutsideText text={answer} />
              </code>
            )}
            {nextRetryAt !== undefined && <span class="call-next">next call {journalTime(nextRetryAt)}</span>}
          </li>
        ))}
      </ol>
    </section>
  );
};
