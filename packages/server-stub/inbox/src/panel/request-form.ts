import type { Channel, Config } from "../control/rows.js";
import { firstThatReaches, senderChange, templateChange, userChange, userFor, type Body } from "../send/seeded-body.js";
import { channelOf, documentedValues, newRequestId, type Sample } from "./samples.js";

/** A kind of message that the form begins with: a documented sample or, where templates are seeded, an operation. */
export type Beginning = { readonly sample: Sample; readonly label: string };

type Template = NonNullable<Config["templates"]>[number];

/** The templates that an operation can send. */
export const templatesFor = ({ templates = [] }: Config, { operation }: Sample): readonly Template[] =>
  operation === "sendInbox" ? templates.filter(({ channel }) => channel === "INBOX") : templates;

/** Where templates are seeded, the documented ones exist no more: what is left to choose is the operation. */
export const beginningsOf = (
  samples: readonly Sample[],
  config: Config,
  names: Readonly<Record<string, string>>,
): readonly Beginning[] => {
  const inactive: readonly string[] = config.policies?.inactiveApis ?? [];
  const active = samples.filter(({ operation }) => !inactive.includes(operation));
  const usable = active.length === 0 ? samples : active;
  if ((config.templates ?? []).length === 0) return usable.map((sample) => ({ sample, label: sample.label }));
  const first = usable.filter(
    (sample, index) => usable.findIndex(({ operation }) => operation === sample.operation) === index,
  );
  return first.map((sample) => ({ sample, label: names[sample.operation] ?? sample.label }));
};

/** Which of them to begin with: one that reaches a seeded user. */
export const firstBeginning = (beginnings: readonly Beginning[], config: Config, now: Date): number => {
  const { users = [], templates = [] } = config;
  if (templates.length > 0) {
    const usable = beginnings.findIndex(({ sample }) => templatesFor(config, sample).length > 0);
    return Math.max(0, usable);
  }
  const chosen = firstThatReaches(beginnings, ({ sample }) => channelOf(sample), users, now);
  return Math.max(
    0,
    beginnings.findIndex((one) => one === chosen),
  );
};

/** The body to begin with: the sample's, with whatever is seeded in place of what is documented. */
export const seededBody = (sample: Sample, samples: readonly Sample[], config: Config, now: Date): Body => {
  const { users = [] } = config;
  const templates = templatesFor(config, sample);
  const template = firstThatReaches(templates, ({ channel }) => channel, users, now);
  const channel: Channel = template?.channel ?? channelOf(sample);
  const user = userFor(users, channel, now);
  const change: Body = {
    requestId: newRequestId(),
    ...senderChange(config, sample.operation),
    ...(template === undefined ? {} : templateChange(template, documentedValues(samples))),
    ...(user === undefined ? {} : userChange(user)),
  };
  const known = Object.entries(change).filter(([name]) => Object.hasOwn(sample.body, name));
  return { ...sample.body, ...Object.fromEntries(known) };
};
