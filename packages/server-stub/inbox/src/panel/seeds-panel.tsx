import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { namespaceAddress } from "../control/address.js";
import { call } from "../control/call.js";
import type { Config } from "../control/rows.js";
import { announce } from "../state/announce.js";
import type { Session } from "../state/session.js";
import { FailureView } from "./failure-view.js";
import { jsonFault } from "./json-fault.js";
import { useChange, useRead } from "./use-control.js";

const registries = ["clients", "apps", "templates", "users"] as const;

const Registries = ({ config }: { readonly config: Config }): JSX.Element => (
  <dl class="registries">
    {registries.map((name) => {
      const count = config[name]?.length ?? 0;
      return (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{count === 0 ? "everything is accepted" : `only these ${count}`}</dd>
        </div>
      );
    })}
  </dl>
);

/** The configuration as JSON: registries, limits, policies and webhooks. */
export const SeedsPanel = ({ session }: { readonly session: Session }): JSX.Element => {
  const address = namespaceAddress(session.namespace, "config");
  const read = useRead<Config>(address, session.changes);
  const { busy, failure, run } = useChange();
  const [edited, edit] = useState<string>();
  const stored = read.answer === undefined ? "" : JSON.stringify(read.answer, null, 2);
  const text = edited ?? stored;
  const broken = edited === undefined ? undefined : jsonFault(edited);
  const [saved, mark] = useState(0);
  useEffect(() => edit(undefined), [saved]);

  const save = (event: SubmitEvent): void => {
    event.preventDefault();
    run(async () => {
      await call<Config>(address, { method: "PUT", body: JSON.parse(text) });
      mark((count) => count + 1);
      announce("Configuration saved.");
    });
  };

  return (
    <form class="panel-form" onSubmit={save}>
      <p class="panel-lead">Seed one entry of a registry, and only what is seeded exists.</p>
      {read.answer !== undefined && <Registries config={read.answer} />}
      <label class="field">
        <span class="field-label">Configuration</span>
        <textarea
          class="code"
          rows={22}
          spellcheck={false}
          aria-invalid={broken !== undefined || failure !== undefined}
          aria-describedby="seeds-fault"
          value={text}
          onInput={(event) => edit(event.currentTarget.value)}
        />
        <span class="field-hint">Secrets are masked; a masked value that is saved stays as it was.</span>
      </label>
      <div id="seeds-fault">
        {broken !== undefined && (
          <p class="refusal" role="status">
            Line {broken.line}: {broken.expected} is expected here.
          </p>
        )}
        <FailureView failure={failure ?? read.failure} />
      </div>
      <p class="panel-actions">
        <button type="submit" class="button strong" disabled={busy || broken !== undefined || edited === undefined}>
          Save
        </button>
        <button type="button" class="button" disabled={edited === undefined} onClick={() => edit(undefined)}>
          Discard changes
        </button>
      </p>
    </form>
  );
};
