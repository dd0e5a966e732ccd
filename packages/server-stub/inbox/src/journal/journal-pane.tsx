import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { Nothing } from "../frame/nothing.js";
import { olderWords } from "../list/older-words.js";
import { WindowedList } from "../list/windowed-list.js";
import { filterIntents } from "../state/filter.js";
import { useObservable } from "../state/observable.js";
import { go, place } from "../state/place.js";
import type { Session } from "../state/session.js";
import { journalTime } from "../state/time.js";
import { IntentRow } from "./intent-row.js";
import { intentsOf, intentWords, spanWords, type Intent } from "./intents.js";
import { OutcomeFilter } from "./outcome-filter.js";

const keyOf = ({ key }: Intent): string => key;

const toggle = ({ key, messages }: Intent): void =>
  go(place.get().intent === key ? { intent: "", message: "" } : { intent: key, message: messages[0]?.messageId ?? "" });

type JournalPane = { readonly session: Session; readonly onOlder: () => void };

/** What was attempted: one row per intent, which opens into its attempts. */
export const JournalPane = ({ session, onOlder }: JournalPane): JSX.Element => {
  const where = useObservable(place);
  const all = useMemo(
    () => intentsOf(session.attempts.rows, session.messages.rows),
    [session.attempts, session.messages],
  );
  const intents = useMemo(() => filterIntents(all, where), [all, where]);
  return (
    <section class="pane journal" aria-labelledby="journal-title" id="journal" tabIndex={-1}>
      <header class="pane-head">
        <h2 id="journal-title">Journal</h2>
        <p>
          <span>{intentWords(intents)}</span>{" "}
          <span>
            {spanWords(intents, journalTime)}
            {olderWords(session.attempts.older, session.forgotten.attempts)}
          </span>
        </p>
        <OutcomeFilter where={where} />
      </header>
      {intents.length === 0 ? (
        <Nothing what="attempt" where={where} yet="The first request to the API shows here." />
      ) : (
        <WindowedList label="Intents" items={intents} keyOf={keyOf} estimate={64} shown={where.intent} onEnd={onOlder}>
          {(intent, stop) => (
            <IntentRow
              intent={intent}
              tabIndex={stop}
              open={intent.key === where.intent}
              onToggle={() => toggle(intent)}
            />
          )}
        </WindowedList>
      )}
    </section>
  );
};
