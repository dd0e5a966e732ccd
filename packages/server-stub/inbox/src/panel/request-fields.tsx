import type { JSX } from "preact";
import { channelNames, superAppNames, type Config } from "../control/rows.js";
import { bodyIn, patched, textIn, variablesIn, withVariable } from "../send/request-text.js";
import { templateChange, userChange } from "../send/seeded-body.js";
import { Field, Select } from "./field.js";
import { templatesFor } from "./request-form.js";
import { documentedValues, type Sample } from "./samples.js";

type RequestFields = {
  readonly text: string;
  readonly sample: Sample;
  readonly samples: readonly Sample[];
  readonly config: Config;
  readonly onText: (text: string) => void;
};

type User = NonNullable<Config["users"]>[number];

const userWords = ({ customerBelongsTo, customerId, status }: User): string => {
  const name = customerBelongsTo === undefined ? customerId : `${superAppNames[customerBelongsTo]}, ${customerId}`;
  return status === "ACTIVE" ? name : `${name} (${status.toLowerCase()})`;
};

/** A seeded choice, and what stands in the body when it is none of these. */
const withOther = (
  options: readonly (readonly [value: string, words: string])[],
  value: string,
): readonly (readonly [value: string, words: string])[] =>
  options.some(([option]) => option === value)
    ? options
    : [[value, `${value === "" ? "none" : value} (not seeded)`], ...options];

/** What of the body people choose or fill in: user, template, variables. The text below is the truth; this is a view of it. */
export const RequestFields = ({ text, sample, samples, config, onText }: RequestFields): JSX.Element => {
  const body = bodyIn(text);
  const users = config.users ?? [];
  const templates = templatesFor(config, sample);
  const user = users.find(({ accessToken }) => accessToken === textIn(body, "accessToken"));
  const putUser = (token: string): void => {
    const chosen = users.find(({ accessToken }) => accessToken === token);
    if (chosen !== undefined) onText(patched(text, userChange(chosen)));
  };
  const putTemplate = (code: string): void => {
    const chosen = templates.find(({ templateCode }) => templateCode === code);
    if (chosen !== undefined) onText(patched(text, templateChange(chosen, documentedValues(samples))));
  };
  return (
    <>
      {users.length > 0 && (
        <Field label="User">
          <Select
            value={textIn(body, "accessToken")}
            options={withOther(
              users.map((one) => [one.accessToken, userWords(one)] as const),
              textIn(body, "accessToken"),
            )}
            onChoose={putUser}
          />
        </Field>
      )}
      {user?.customerBelongsTo === undefined && body !== undefined && Object.hasOwn(body, "customerBelongsTo") && (
        <Field label="Super app">
          <Select
            value={textIn(body, "customerBelongsTo")}
            options={Object.entries(superAppNames)}
            onChoose={(customerBelongsTo) => onText(patched(text, { customerBelongsTo }))}
          />
        </Field>
      )}
      {templates.length > 0 && (
        <Field label="Template">
          <Select
            value={textIn(body, "templateCode")}
            options={withOther(
              templates.map(
                ({ templateCode, channel }) => [templateCode, `${templateCode}, ${channelNames[channel]}`] as const,
              ),
              textIn(body, "templateCode"),
            )}
            onChoose={putTemplate}
          />
        </Field>
      )}
      <div class="variables">
        {variablesIn(body).map(([name, value]) => (
          <Field key={name} label={name}>
            <input
              spellcheck={false}
              value={value}
              onInput={(event) => onText(withVariable(text, name, event.currentTarget.value))}
            />
          </Field>
        ))}
      </div>
    </>
  );
};
