import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { namespaceAddress } from "../control/address.js";
import type { Finding, TrafficReport } from "../control/rows.js";
import { OutsideText } from "../phone/outside-text.js";
import { go } from "../state/place.js";
import type { Session } from "../state/session.js";
import { FailureView } from "./failure-view.js";
import { useRead } from "./use-control.js";

/** How long after an attempt the report is read again, in ms: a burst is graded once. */
const PAUSE = 1000;

const levels: Readonly<Record<Finding["level"], string>> = {
  documented: "Breaks the API pages",
  inferred: "Sensible to mend",
  policy: "Hint",
};

/** Grows a moment after the last attempt. */
const useQuiet = (newest: number | undefined): number => {
  const [quiet, settle] = useState(0);
  useEffect(() => {
    if (newest === undefined) return undefined;
    const timer = setTimeout(() => settle(newest), PAUSE);
    return () => clearTimeout(timer);
  }, [newest]);
  return quiet;
};

/** Opens the intent of an attempt, or looks for it when its row is not loaded. */
const show = (session: Session, { requestId }: Finding, sequence: number): void => {
  const attempt = session.attempts.rows.find((row) => row.sequence === sequence);
  if (attempt === undefined) go({ search: requestId, intent: "", message: "", pane: "journal" });
  else go({ intent: `${attempt.operation} ${attempt.requestId}`, message: "", pane: "journal" });
};

type FindingView = { readonly finding: Finding; readonly session: Session };

const FindingView = ({ finding, session }: FindingView): JSX.Element => (
  <li class={`finding finding-${finding.level}`}>
    <p class="finding-level">{levels[finding.level]}</p>
    <p>
      <OutsideText text={finding.message} />
    </p>
    <p class="finding-attempts">
      <code>
        <OutsideText text={finding.requestId} />
      </code>
      {finding.attempts.map((sequence, index) => (
        <button key={sequence} type="button" class="button quiet" onClick={() => show(session, finding, sequence)}>
          Attempt {index + 1}
        </button>
      ))}
    </p>
  </li>
);

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;

/** What the journal says of the client that sent it: retries, signatures, requestIds. */
export const ClientPanel = ({ session }: { readonly session: Session }): JSX.Element => {
  const quiet = useQuiet(session.attempts.rows.at(-1)?.sequence);
  const { answer, failure } = useRead<TrafficReport>(
    namespaceAddress(session.namespace, "report"),
    session.changes + quiet,
  );
  if (answer === undefined) return <FailureView failure={failure} />;
  const { findings, intents, attempts } = answer;
  return (
    <div class="panel-form">
      <h3>Your client</h3>
      <p class="panel-lead">
        What {counted(attempts, "attempt")} for {counted(intents, "intent")} say of the client that sent them.
      </p>
      <FailureView failure={failure} />
      {findings.length === 0 ? (
        <p class="panel-none">
          {attempts === 0
            ? "Nothing was sent yet."
            : "Nothing to mend: it repeats, retries and signs as the API pages say."}
        </p>
      ) : (
        <ul class="findings">
          {findings.map((finding) => (
            <FindingView key={`${finding.id} ${finding.attempts.join()}`} finding={finding} session={session} />
          ))}
        </ul>
      )}
    </div>
  );
};
