import type { JSX } from "preact";
import { namespaceAddress } from "../control/address.js";
import { call } from "../control/call.js";
import type { Fault, FaultList, PlannedFault } from "../control/rows.js";
import { Icon } from "../frame/icon.js";
import { OutsideText } from "../phone/outside-text.js";
import { announce } from "../state/announce.js";
import type { Session } from "../state/session.js";
import { FailureView } from "./failure-view.js";
import { FaultForm } from "./fault-form.js";
import { faultWords, isUsedUp } from "./fault-words.js";
import { useChange, useRead } from "./use-control.js";

const presets: readonly { readonly words: string; readonly fault: Fault }[] = [
  { words: "Lose the next answer", fault: { times: 1, effect: { lostResponse: true } } },
  { words: "Next one unknown", fault: { times: 1, effect: { result: "UNKNOWN_EXCEPTION" } } },
  { words: "Reset the next", fault: { times: 1, effect: { reset: true } } },
  { words: "Everything 2 s late", fault: { effect: { latency: 2000 } } },
];

const FaultRow = ({
  fault,
  onRemove,
}: {
  readonly fault: PlannedFault;
  readonly onRemove: () => void;
}): JSX.Element => {
  const { what, when } = faultWords(fault);
  return (
    <li class={isUsedUp(fault) ? "fault fault-over" : "fault"}>
      <p>
        <OutsideText text={what} />
        <span class="fault-when">
          <OutsideText text={when} />
        </span>
      </p>
      <button type="button" class="button bare" aria-label={`Remove: ${what}`} onClick={onRemove}>
        <Icon name="close" />
      </button>
    </li>
  );
};

/** What will go wrong, by plan. */
export const FaultsPanel = ({ session }: { readonly session: Session }): JSX.Element => {
  const address = namespaceAddress(session.namespace, "faults");
  const { busy, failure, run } = useChange();
  // An attempt may have used a fault up.
  const read = useRead<FaultList>(address, session.changes + (session.attempts.rows.at(-1)?.sequence ?? 0));
  const faults = read.answer?.faults ?? [];
  const plan = (fault: Fault): void =>
    run(async () => {
      await call<PlannedFault>(address, { method: "POST", body: fault });
      announce("Fault planned.");
    });
  const remove = (query: string): void =>
    run(async () => {
      await call<FaultList>(`${address}${query}`, { method: "DELETE" });
      announce("Fault removed.");
    });
  return (
    <div class="panel-form">
      <section>
        <h3>At a click</h3>
        <div class="presets">
          {presets.map(({ words, fault }) => (
            <button key={words} type="button" class="button" disabled={busy} onClick={() => plan(fault)}>
              {words}
            </button>
          ))}
        </div>
      </section>
      <FailureView failure={failure ?? read.failure} />
      <section>
        <h3>Planned</h3>
        {faults.length === 0 ? (
          <p class="panel-none">Nothing: every request takes its normal course.</p>
        ) : (
          <>
            <ul class="faults">
              {faults.map((fault) => (
                <FaultRow key={fault.id} fault={fault} onRemove={() => remove(`?id=${encodeURIComponent(fault.id)}`)} />
              ))}
            </ul>
            <button type="button" class="button quiet" disabled={busy} onClick={() => remove("")}>
              Remove all
            </button>
          </>
        )}
      </section>
      <FaultForm busy={busy} onPlan={plan} />
    </div>
  );
};
