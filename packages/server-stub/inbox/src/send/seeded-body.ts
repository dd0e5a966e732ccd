import type { Channel, Config, Operation } from "../control/rows.js";

export type Body = Readonly<Record<string, unknown>>;

type User = NonNullable<Config["users"]>[number];
type Template = NonNullable<Config["templates"]>[number];

/** Variables of a template in one language, in the order of their first mention. */
const variablesOf = ({ title = "", body, link = "" }: Template["contents"][string]): readonly string[] => [
  ...new Set([...`${title}\n${body}\n${link}`.matchAll(/\$\{([^{}]*)\}/g)].map(([, name = ""]) => name)),
];

const isIn = (name: string, text: string | undefined): boolean => text?.includes(`\${${name}}`) === true;

/** Values to begin with: those of the documented samples, an address where a link is made of it, or the variable's name. */
const valuesFor = (template: Template, documented: Readonly<Record<string, string>>): Record<string, string> => {
  const content = Object.values(template.contents)[0];
  if (content === undefined) return {};
  const value = (name: string): string =>
    documented[name] ?? (isIn(name, content.link) ? "https://example.com/" : `test ${name}`);
  return Object.fromEntries(variablesOf(content).map((name) => [name, value(name)]));
};

/** What of a request's body a template decides. */
export const templateChange = (template: Template, documented: Readonly<Record<string, string>>): Body => ({
  templateCode: template.templateCode,
  templates: [
    { language: Object.keys(template.contents)[0] ?? "", templateParameters: valuesFor(template, documented) },
  ],
});

/** What of a request's body a user decides. The token is masked; the page sends its mask. */
export const userChange = ({ accessToken, customerBelongsTo, authClientId }: User): Body => ({
  accessToken,
  ...(customerBelongsTo === undefined ? {} : { customerBelongsTo }),
  ...(authClientId === undefined ? {} : { authClientId }),
});

/** What the registries of clients and apps decide. */
export const senderChange = ({ clients = [], apps = [] }: Config, operation: Operation): Body => {
  const app = apps.find(({ features }) => features?.includes("Send_Message") === true) ?? apps[0];
  const known = clients.flatMap(({ authClientIds = [] }) => authClientIds)[0];
  const authClientId = known ?? (operation === "sendInbox" ? app?.appId : undefined);
  return {
    ...(app === undefined ? {} : { appId: app.appId }),
    ...(authClientId === undefined ? {} : { authClientId }),
  };
};

const takes = ({ status, subscriptions, expiresAt }: User, channel: Channel, now: Date): boolean =>
  status === "ACTIVE" &&
  subscriptions?.includes(channel) !== false &&
  (expiresAt === undefined || Date.parse(expiresAt) > now.getTime());

/** The first user whom a message on this channel reaches, or else the first one. */
export const userFor = (users: readonly User[], channel: Channel, now: Date): User | undefined =>
  users.find((user) => takes(user, channel, now)) ?? users[0];

/** The first of these, each with its channel, that reaches a user. */
export const firstThatReaches = <Choice>(
  choices: readonly Choice[],
  channelOf: (choice: Choice) => Channel,
  users: readonly User[],
  now: Date,
): Choice | undefined =>
  choices.find((choice) => users.length === 0 || users.some((user) => takes(user, channelOf(choice), now))) ??
  choices[0];
