import type { JSX } from "preact";
import type { Config } from "../control/rows.js";
import type { Session } from "../state/session.js";
import { ConflictView } from "./conflict-view.js";
import { FailureView } from "./failure-view.js";
import { jsonFault, type JsonFault } from "./json-fault.js";
import { useConfigEdit, type ConfigEdit } from "./use-config-edit.js";

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

/** What keeps the text from being saved: it is no JSON, the stub refuses it, or a merge left something to look at. */
const Faults = ({
  edit,
  broken,
}: {
  readonly edit: ConfigEdit;
  readonly broken: JsonFault | undefined;
}): JSX.Element => (
  <div id="seeds-fault">
    {broken !== undefined && (
      <p class="refusal" role="status">
        Line {broken.line}: {broken.expected} is expected here.
      </p>
    )}
    {edit.clashes.length > 0 && (
      <p class="refusal" role="status">
        Both changed {edit.clashes.join(", ")}: yours stands.
      </p>
    )}
    <FailureView failure={edit.refused ?? edit.unread} />
  </div>
);

/** The configuration as JSON: registries, limits, policies and webhooks. */
export const SeedsPanel = ({ session }: { readonly session: Session }): JSX.Element => {
  const edit = useConfigEdit(session);
  const { text, stored, edited, overtaken, busy } = edit;
  const broken = edited ? jsonFault(text) : undefined;
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    edit.save();
  };
  return (
    <form class="panel-form" onSubmit={submit}>
      <p class="panel-lead">Seed one entry of a registry, and only what is seeded exists.</p>
      {stored !== undefined && <Registries config={stored} />}
      <label class="field">
        <span class="field-label">Configuration</span>
        <textarea
          class="code"
          rows={22}
          spellcheck={false}
          aria-invalid={broken !== undefined || edit.refused !== undefined}
          aria-describedby="seeds-fault"
          value={text}
          onInput={(event) => edit.type(event.currentTarget.value)}
        />
        <span class="field-hint">Secrets are masked; a masked value that is saved stays as it was.</span>
      </label>
      <Faults edit={edit} broken={broken} />
      {overtaken !== undefined && stored !== undefined && (
        <ConflictView
          base={overtaken}
          theirs={stored}
          canMerge={broken === undefined}
          busy={busy}
          onMerge={edit.merge}
          onOverwrite={edit.overwrite}
        />
      )}
      <p class="panel-actions">
        <button
          type="submit"
          class="button strong"
          disabled={busy || !edited || overtaken !== undefined || broken !== undefined}
        >
          Save
        </button>
        <button type="button" class="button" disabled={!edited} onClick={edit.discard}>
          Discard changes
        </button>
      </p>
    </form>
  );
};
