import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { namespaceAddress } from "../control/address.js";
import { changeConfig } from "../control/change-config.js";
import { operationIds, operationNames, type Config, type Operation, type Policies } from "../control/rows.js";
import { policyFacts } from "../../../src/generated/policies.js";
import { keysOf } from "../state/keys.js";
import { announce } from "../state/announce.js";
import type { Session } from "../state/session.js";
import { FailureView } from "./failure-view.js";
import { Field, Select } from "./field.js";
import { useChange, useRead } from "./use-control.js";

type Name = keyof typeof policyFacts;

/** `values` has the words of each value, for a policy that is one of several. */
type Fact = {
  readonly label: string;
  readonly meaning: string;
  readonly default: string | readonly string[];
  readonly values?: Readonly<Record<string, string>>;
};

const facts: Readonly<Record<Name, Fact>> = policyFacts;

const toggled = (list: readonly Operation[], operation: Operation): Operation[] =>
  list.includes(operation) ? list.filter((one) => one !== operation) : [...list, operation];

interface PolicyTextProps {
  readonly value: string;
  readonly onCommit: (value: string) => void;
}

/** Keeps what is being typed: the panel draws itself anew whenever something happens in the namespace. */
const PolicyText = ({ value, onCommit }: PolicyTextProps): JSX.Element => {
  const [draft, keep] = useState<string | undefined>(undefined);
  return (
    <input
      spellcheck={false}
      value={draft ?? value}
      onInput={(event) => keep(event.currentTarget.value)}
      onChange={(event) => {
        keep(undefined);
        onCommit(event.currentTarget.value);
      }}
    />
  );
};

interface PolicyFieldProps {
  readonly name: Name;
  readonly value: Policies[Name];
  readonly onPut: (change: Policies) => void;
}

/** A choice, a list of operations, or a text: what the specification makes of the policy. */
const PolicyField = ({ name, value, onPut }: PolicyFieldProps): JSX.Element => {
  const { label, meaning, values } = facts[name];
  const put = (next: Policies[Name]): void => onPut({ [name]: next });
  if (Array.isArray(value)) {
    return (
      <fieldset class="checks">
        <legend class="field-label">{label}</legend>
        {operationIds.map((operation) => (
          <label key={operation} class="check">
            <input
              type="checkbox"
              checked={value.includes(operation)}
              onChange={() => put(toggled(value, operation))}
            />
            <span>{operationNames[operation]}</span>
          </label>
        ))}
      </fieldset>
    );
  }
  if (values === undefined) {
    return (
      <Field label={label} hint={meaning}>
        <PolicyText value={value ?? ""} onCommit={put} />
      </Field>
    );
  }
  return (
    <Field label={label}>
      <Select value={value ?? ""} options={Object.entries(values)} onChoose={put} />
    </Field>
  );
};

/** The choices that the stub makes where the documents are silent; each acts at once. */
export const PoliciesPanel = ({ session }: { readonly session: Session }): JSX.Element => {
  const address = namespaceAddress(session.namespace, "config");
  const { failure, run } = useChange();
  const read = useRead<Config>(address, session.changes);
  // What was just chosen shows at once, and goes back when it is refused.
  const [wished, wish] = useState<Policies>({});
  const stored = read.answer?.policies;
  const policies = stored === undefined ? undefined : { ...stored, ...wished };
  useEffect(() => wish({}), [stored]);
  const put = (change: Policies): void => {
    wish((before) => ({ ...before, ...change }));
    run(async () => {
      try {
        await changeConfig(session.namespace, (config) => ({
          ...config,
          policies: { ...config.policies, ...change },
        }));
        announce("Policy changed.");
      } catch (thrown) {
        wish({});
        throw thrown;
      }
    });
  };
  if (policies === undefined) return <FailureView failure={read.failure} />;
  return (
    <div class="panel-form">
      <p class="panel-lead">Choices where the API pages are silent. Each takes effect at once.</p>
      <FailureView failure={failure} />
      {keysOf(facts).map((name) => (
        <PolicyField key={name} name={name} value={policies[name]} onPut={put} />
      ))}
    </div>
  );
};
