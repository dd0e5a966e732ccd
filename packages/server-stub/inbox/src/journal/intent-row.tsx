import type { JSX } from "preact";
import { operationNames, type Attempt } from "../control/rows.js";
import { Icon } from "../frame/icon.js";
import { OutsideText } from "../phone/outside-text.js";
import { journalTime } from "../state/time.js";
import { AttemptList } from "./attempt-list.js";
import { isLost } from "./answer.js";
import { intentWords, type Intent } from "./intents.js";
import { outcomeNames, recipientWords } from "./outcome-words.js";
import { renderingMarks } from "./rendering.js";

const trailLength = 8;

/** One mark per attempt, the newest last: how the sender got to the result. */
const Trail = ({ attempts }: { readonly attempts: readonly Attempt[] }): JSX.Element => (
  <span class="trail" aria-hidden="true">
    {attempts.length > trailLength && <span class="trail-more">+{attempts.length - trailLength}</span>}
    {attempts.slice(-trailLength).map((attempt) => (
      <span
        key={attempt.sequence}
        class={`mark mark-${attempt.result.resultStatus}${isLost(attempt) ? " mark-lost" : ""}${attempt.replay === true ? " mark-replay" : ""}`}
      >
        {attempt.result.resultStatus}
      </span>
    ))}
  </span>
);

type IntentRow = {
  readonly intent: Intent;
  readonly tabIndex: 0 | -1;
  readonly open: boolean;
  readonly onToggle: () => void;
};

/** An intent in one line; opened, its attempts below. */
export const IntentRow = ({ intent, tabIndex, open, onToggle }: IntentRow): JSX.Element => {
  const { last, requestId, operation, attempts } = intent;
  const name = requestId === "" ? "requestId not readable" : requestId;
  const recipient = recipientWords(last);
  const marks = renderingMarks(last);
  const walk = (event: KeyboardEvent): void => {
    if ((event.key === "ArrowRight" && !open) || (event.key === "ArrowLeft" && open)) {
      event.preventDefault();
      onToggle();
    }
  };
  return (
    <div class={open ? "intent intent-open" : "intent"}>
      <button
        type="button"
        class="intent-row"
        data-stop
        tabIndex={tabIndex}
        aria-expanded={open}
        onClick={onToggle}
        onKeyDown={walk}
      >
        <Icon name="chevron" />
        <span class="intent-outcome" data-outcome={last.outcome.status}>
          {outcomeNames[last.outcome.status]}
        </span>
        <span class="intent-reason">
          <OutsideText text={last.outcome.reason} />
        </span>
        <span class="intent-id">
          <OutsideText text={name} />
        </span>
        <span class="intent-words">
          {recipient !== "" && (
            <>
              <OutsideText text={recipient} />
              {" · "}
            </>
          )}
          <span>{intentWords([intent])}</span> · {operationNames[operation]} ·{" "}
          <span class="intent-code" data-status={last.result.resultStatus}>
            {last.result.resultStatus} {last.result.resultCode}
          </span>
          {marks.map((mark) => (
            <span key={mark} class="tag">
              {mark}
            </span>
          ))}
        </span>
        <span class="intent-when">
          <Trail attempts={attempts} />
          <time dateTime={last.at}>{journalTime(last.at)}</time>
        </span>
      </button>
      {open && <AttemptList intent={intent} />}
    </div>
  );
};
