import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { namespaceAddress } from "../control/address.js";
import { call } from "../control/call.js";
import { operationIds, operationNames, type Config, type Operation, type Policies } from "../control/rows.js";
import { keysOf } from "../state/keys.js";
import { announce } from "../state/announce.js";
import type { Session } from "../state/session.js";
import { FailureView } from "./failure-view.js";
import { Field, Select } from "./field.js";
import { useChange, useRead } from "./use-control.js";

type ChoiceName = "signature" | "idempotencyMismatch" | "extendInfoSpelling" | "superAppLeg";
type TextName = "requestTimeTolerance" | "idempotencyRetention" | "namespaceRetention";

type Choice<Name extends ChoiceName> = readonly [value: NonNullable<Policies[Name]>, words: string];

const choices: {
  readonly [Name in ChoiceName]: { readonly label: string; readonly options: readonly Choice<Name>[] };
} = {
  signature: {
    label: "Request signature",
    options: [
      ["off", "Not looked at"],
      ["optional", "Verified when present"],
      ["required", "Required"],
    ],
  },
  idempotencyMismatch: {
    label: "Same requestId, other content",
    options: [
      ["replay", "Replay the stored result"],
      ["reject", "Reject as inconsistent"],
    ],
  },
  extendInfoSpelling: {
    label: "extendInfo in the answer of message/send",
    options: [
      ["both", "Both spellings"],
      ["extendInfo", "extendInfo"],
      ["entendInfo", "entendInfo"],
    ],
  },
  superAppLeg: {
    label: "Messages go to",
    options: [
      ["inbox", "These phones"],
      ["webhook", "The super app's webhook"],
    ],
  },
};

const texts: Readonly<Record<TextName, { readonly label: string; readonly hint: string }>> = {
  requestTimeTolerance: { label: "Request-Time tolerance", hint: "off, or a duration such as PT5M" },
  idempotencyRetention: { label: "Stored results are kept for", hint: "A duration such as P30D, on the virtual clock" },
  namespaceRetention: { label: "Unused namespaces are kept for", hint: "A duration such as P7D, in real time" },
};

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

/** The choices that the stub makes where the documents are silent; each acts at once. */
export const PoliciesPanel = ({ session }: { readonly session: Session }): JSX.Element => {
  const address = namespaceAddress(session.namespace, "config");
  const { failure, run } = useChange();
  const read = useRead<Config>(address, session.changes);
  // What was just chosen shows at once, and goes back when it is refused.
  const [wished, wish] = useState<Policies>({});
  const stored = read.answer?.policies;
  const policies = stored === undefined ? undefined : { ...stored, ...wished };
  const inactive = policies?.inactiveApis ?? [];
  useEffect(() => wish({}), [stored]);
  const put = (change: Policies): void => {
    wish((before) => ({ ...before, ...change }));
    run(async () => {
      try {
        // Read again first: somebody else may have changed the seeds meanwhile.
        const config = await call<Config>(address);
        await call<Config>(address, {
          method: "PUT",
          body: { ...config, policies: { ...config.policies, ...change } },
        });
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
      {keysOf(choices).map((name) => (
        <Field key={name} label={choices[name].label}>
          <Select
            value={policies[name] ?? ""}
            options={choices[name].options}
            onChoose={(value) => put({ [name]: value })}
          />
        </Field>
      ))}
      {keysOf(texts).map((name) => (
        <Field key={name} label={texts[name].label} hint={texts[name].hint}>
          <PolicyText value={policies[name] ?? ""} onCommit={(value) => put({ [name]: value })} />
        </Field>
      ))}
      <fieldset class="checks">
        <legend class="field-label">Inactive: answers INVALID_API</legend>
        {operationIds.map((operation) => (
          <label key={operation} class="check">
            <input
              type="checkbox"
              checked={inactive.includes(operation)}
              onChange={() => put({ inactiveApis: toggled(inactive, operation) })}
            />
            <span>{operationNames[operation]}</span>
          </label>
        ))}
      </fieldset>
    </div>
  );
};
