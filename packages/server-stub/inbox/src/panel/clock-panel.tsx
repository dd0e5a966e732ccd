import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { namespaceAddress } from "../control/address.js";
import { call } from "../control/call.js";
import type { Clock } from "../control/rows.js";
import { announce } from "../state/announce.js";
import type { Session } from "../state/session.js";
import { durationWords } from "../state/time.js";
import { FailureView } from "./failure-view.js";
import { Field } from "./field.js";
import { useChange, useRead } from "./use-control.js";

const jumps = [
  ["PT1M", "1 minute"],
  ["PT1H", "1 hour"],
  ["P1D", "1 day"],
  ["P30D", "30 days"],
] as const;

const full = new Intl.DateTimeFormat("en-GB", { dateStyle: "full", timeStyle: "medium" });

/** The namespace's own time, which only goes forward. */
export const ClockPanel = ({ session }: { readonly session: Session }): JSX.Element => {
  const address = namespaceAddress(session.namespace, "clock");
  const read = useRead<Clock>(address, session.changes);
  const { busy, failure, run } = useChange();
  const [duration, type] = useState("PT15M");
  const advance = (by: string): void =>
    run(async () => {
      await call<Clock>(address, { method: "POST", body: { advance: by } });
      announce(`The clock went forward by ${durationWords(by)}.`);
    });
  const clock = read.answer;
  const ahead = clock === undefined ? "" : durationWords(clock.advanced);
  return (
    <div class="panel-form">
      {clock !== undefined && (
        <p class="clock-now">
          <time dateTime={clock.now}>{full.format(new Date(clock.now))}</time>
          <span>{ahead === "" ? "In step with the real time" : `${ahead} ahead of the real time`}</span>
        </p>
      )}
      <FailureView failure={failure ?? read.failure} />
      <section>
        <h3>Go forward by</h3>
        <div class="presets">
          {jumps.map(([by, words]) => (
            <button key={by} type="button" class="button" disabled={busy} onClick={() => advance(by)}>
              {words}
            </button>
          ))}
        </div>
      </section>
      <form
        class="field-pair"
        onSubmit={(event) => {
          event.preventDefault();
          advance(duration);
        }}
      >
        <Field label="Another duration" hint="ISO 8601, such as PT15M">
          <input spellcheck={false} value={duration} onInput={(event) => type(event.currentTarget.value)} />
        </Field>
        <button type="submit" class="button" disabled={busy}>
          Go forward
        </button>
      </form>
      <p class="panel-lead">
        Tokens expire, windows slide and stored results go by this clock. Reset sets it back to now.
      </p>
    </div>
  );
};
