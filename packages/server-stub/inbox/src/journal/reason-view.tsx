import type { JSX } from "preact";
import type { Attempt, Verdict } from "../control/rows.js";
import { OutsideText } from "../phone/outside-text.js";
import { decidingVerdict, steps, type Reason } from "./reason.js";

const pageNames: Readonly<Record<string, string>> = {
  "v2-miniprogram-message-send": "API page of message/send",
  "v2-messages-sendInbox": "API page of sendInbox",
};

const verbs: Readonly<Record<Attempt["result"]["resultStatus"], string>> = {
  S: "Succeeded",
  A: "Accepted",
  F: "Rejected",
  U: "Unknown outcome",
};

const headline = ({ result }: Attempt, deciding: Verdict | undefined): string => {
  if (deciding?.step === "replay") return `Answered before: the stored ${result.resultCode} again`;
  const verb = verbs[result.resultStatus];
  if (deciding !== undefined) return `${verb} at ${steps[deciding.step].name.toLowerCase()}`;
  return result.resultStatus === "S" ? "Taken for delivery" : verb;
};

/** Why the attempt got its result, in words, with the sentence of the API page that says so. */
export const ReasonView = ({
  attempt,
  reason,
}: {
  readonly attempt: Attempt;
  readonly reason: Reason | undefined;
}): JSX.Element => {
  const deciding = decidingVerdict(attempt);
  const { resultStatus, resultCode, resultMessage } = attempt.result;
  const message = attempt.messageId;
  return (
    <section class={`reason reason-${resultStatus}`}>
      <h3>{headline(attempt, deciding)}</h3>
      {deciding?.detail !== undefined && deciding.step !== "replay" && (
        <p class="reason-detail" dir="auto">
          <OutsideText text={deciding.detail} />
        </p>
      )}
      <p class="reason-result">
        <code>{resultCode}</code> <OutsideText text={resultMessage} />
      </p>
      {reason?.action !== undefined && <p>What to do: {reason.action}</p>}
      {reason?.statement !== undefined && (
        <blockquote>
          <p>“{reason.statement.quote}”</p>
          <footer>
            <code>{reason.statement.id}</code> · {pageNames[reason.statement.page] ?? reason.statement.page}
          </footer>
        </blockquote>
      )}
      {reason?.borrowed === true && (
        <p class="reason-borrowed">The API pages do not list this code: the gateway of a sibling product answers it.</p>
      )}
      {message !== undefined && (
        <p class="reason-message">
          messageId{" "}
          <code>
            <OutsideText text={message} />
          </code>
        </p>
      )}
    </section>
  );
};
