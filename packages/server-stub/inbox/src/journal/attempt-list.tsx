import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { Attempt } from "../control/rows.js";
import { Icon } from "../frame/icon.js";
import { copy } from "../state/clipboard.js";
import { journalTime } from "../state/time.js";
import { AttemptView } from "./attempt-view.js";
import { isLost } from "./answer.js";
import { contractCaseOf } from "./contract-case.js";
import type { Intent } from "./intents.js";

const note = (attempt: Attempt): string | undefined => {
  if (isLost(attempt)) return "answer lost";
  return attempt.replay === true ? "replay" : undefined;
};

type AttemptRow = {
  readonly attempt: Attempt;
  readonly number: number;
  readonly open: boolean;
  readonly onToggle: () => void;
};

const AttemptRow = ({ attempt, number, open, onToggle }: AttemptRow): JSX.Element => {
  const said = note(attempt);
  return (
    <button type="button" class="attempt-row" aria-expanded={open} onClick={onToggle}>
      <span class={`mark mark-${attempt.result.resultStatus}${isLost(attempt) ? " mark-lost" : ""}`}>
        {attempt.result.resultStatus}
      </span>
      <span class="attempt-name">
        Attempt {number}
        {said !== undefined && <span class="tag">{said}</span>}
      </span>
      <span class="attempt-code">{attempt.result.resultCode}</span>
      <time dateTime={attempt.at}>{journalTime(attempt.at)}</time>
      <Icon name="chevron" />
    </button>
  );
};

/** The attempts of an intent, oldest first; the last one is open. */
export const AttemptList = ({ intent }: { readonly intent: Intent }): JSX.Element => {
  const [chosen, choose] = useState<number | "last" | "none">("last");
  const open = chosen === "last" ? intent.last.sequence : chosen;
  return (
    <div class="attempts">
      <ol>
        {intent.attempts.map((attempt, index) => (
          <li key={attempt.sequence} class={open === attempt.sequence ? "attempt attempt-open" : "attempt"}>
            <AttemptRow
              attempt={attempt}
              number={index + 1}
              open={open === attempt.sequence}
              onToggle={() => choose(open === attempt.sequence ? "none" : attempt.sequence)}
            />
            {open === attempt.sequence && <AttemptView attempt={attempt} />}
          </li>
        ))}
      </ol>
      <p class="attempts-foot">
        <button
          type="button"
          class="button quiet"
          onClick={() => void copy(contractCaseOf(intent), "the contract case")}
        >
          <Icon name="copy" />
          Copy as contract case
        </button>
      </p>
    </div>
  );
};
