import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { namespaceAddress } from "../control/address.js";
import { call } from "../control/call.js";
import type { NamespaceSummary, Snapshot } from "../control/rows.js";
import { Dialog } from "../frame/dialog.js";
import { announce } from "../state/announce.js";
import { go } from "../state/place.js";
import type { Session } from "../state/session.js";
import { journalTime } from "../state/time.js";
import { FailureView } from "./failure-view.js";
import { useChange } from "./use-control.js";

const Confirm = ({
  session,
  onCancel,
  onReset,
}: {
  readonly session: Session;
  readonly onCancel: () => void;
  readonly onReset: () => void;
}): JSX.Element => (
  <Dialog title={`Reset ${session.namespace}?`} onClose={onCancel}>
    <p>
      Every message and attempt goes, with stored results, faults and clock. The configuration stays. This cannot be
      undone.
    </p>
    <p class="panel-actions">
      <button type="button" class="button danger" onClick={onReset}>
        Reset
      </button>
      <button type="button" class="button" onClick={onCancel}>
        Cancel
      </button>
    </p>
  </Dialog>
);

/** Forgets the state, or puts one aside to come back to. */
export const ResetPanel = ({ session }: { readonly session: Session }): JSX.Element => {
  const { busy, failure, run } = useChange();
  const [asking, ask] = useState(false);
  const [snapshots, keep] = useState<readonly Snapshot[]>([]);
  const at = (name: string): string => namespaceAddress(session.namespace, name);

  const reset = (): void => {
    ask(false);
    run(async () => {
      await call<NamespaceSummary>(at("reset"), { method: "POST" });
      go({ intent: "", message: "" }, "replace");
      announce(`${session.namespace} is as new.`);
    });
  };
  const snapshot = (): void =>
    run(async () => {
      const taken = await call<Snapshot>(at("snapshots"), { method: "POST" });
      keep((before) => [taken, ...before]);
      announce("Snapshot taken.");
    });
  const restore = ({ id }: Snapshot): void =>
    run(async () => {
      await call<Snapshot>(at(`snapshots/${encodeURIComponent(id)}/restore`), { method: "POST" });
      announce("Snapshot restored.");
    });

  return (
    <div class="panel-form">
      <section>
        <h3>Start afresh</h3>
        <p class="panel-lead">Messages, journal, stored results, faults and clock go; the configuration stays.</p>
        <p class="panel-actions">
          <button type="button" class="button danger" disabled={busy} onClick={() => ask(true)}>
            Reset {session.namespace}
          </button>
        </p>
      </section>
      <section>
        <h3>Snapshots</h3>
        <p class="panel-lead">Puts everything aside, the configuration included.</p>
        <p class="panel-actions">
          <button type="button" class="button" disabled={busy} onClick={snapshot}>
            Take a snapshot
          </button>
        </p>
        {snapshots.length > 0 && (
          <ul class="faults">
            {snapshots.map((one) => (
              <li key={one.id} class="fault">
                <p>
                  {journalTime(one.at)}
                  <span class="fault-when">{one.id}</span>
                </p>
                <button type="button" class="button" disabled={busy} onClick={() => restore(one)}>
                  Restore
                </button>
              </li>
            ))}
          </ul>
        )}
      </section>
      <FailureView failure={failure} />
      {asking && <Confirm session={session} onCancel={() => ask(false)} onReset={reset} />}
    </div>
  );
};
