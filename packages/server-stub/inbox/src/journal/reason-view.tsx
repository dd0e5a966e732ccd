import type { JSX } from "preact";
import type { Attempt } from "../control/rows.js";
import { OutsideText } from "../phone/outside-text.js";
import { outcomeNames } from "./outcome-words.js";
import { decidingVerdict, type Reason } from "./reason.js";

const pageNames: Readonly<Record<string, string>> = {
  "v2-miniprogram-message-send": "API page of message/send",
  "v2-messages-sendInbox": "API page of sendInbox",
};

/** The sentence of the API pages behind a result. */
const SpecWords = ({ reason: { statement, borrowed } }: { readonly reason: Reason }): JSX.Element => (
  <>
    {statement !== undefined && (
      <blockquote>
        <p>“{statement.quote}”</p>
        <footer>
          <code>{statement.id}</code> · {pageNames[statement.page] ?? statement.page}
        </footer>
      </blockquote>
    )}
    {borrowed && (
      <p class="reason-borrowed">The API pages do not list this code: the gateway of a sibling product answers it.</p>
    )}
  </>
);

/** What the user got and why, what to do about it, and the sentence of the API page that says so. */
export const ReasonView = ({
  attempt,
  reason,
}: {
  readonly attempt: Attempt;
  readonly reason: Reason | undefined;
}): JSX.Element => {
  const { outcome, messageId } = attempt;
  const { resultStatus, resultCode, resultMessage } = attempt.result;
  const detail = decidingVerdict(attempt)?.detail;
  const mend = outcome.mend ?? reason?.action;
  return (
    <section class={`reason reason-${outcome.status}`}>
      <h3>
        {outcomeNames[outcome.status]}: <OutsideText text={outcome.reason} />
      </h3>
      {detail !== undefined && detail !== outcome.reason && (
        <p class="reason-detail" dir="auto">
          <OutsideText text={detail} />
        </p>
      )}
      {mend !== undefined && (
        <p>
          What to do: <OutsideText text={mend} />
        </p>
      )}
      <p class="reason-result">
        Answered with <code>{resultStatus}</code> <code>{resultCode}</code> <OutsideText text={resultMessage} />
      </p>
      {reason !== undefined && <SpecWords reason={reason} />}
      {messageId !== undefined && (
        <p class="reason-message">
          messageId{" "}
          <code>
            <OutsideText text={messageId} />
          </code>
        </p>
      )}
    </section>
  );
};
