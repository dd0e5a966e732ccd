import type { Step } from "../model/attempt.js";
import type { Template, User } from "../model/config.js";
import type { Channel, Operation } from "../model/operation.js";
import type { Registry } from "./registry.js";
import { inferChannel } from "./rendering.js";
import type { Attempt, MessageRequest } from "./request.js";

export interface Verdict {
  readonly step: Step;
  readonly code: string;
  readonly detail: string;
}

/** What the registries know about a request. */
export interface RegistryLookup {
  readonly operation: Operation;
  readonly body: MessageRequest;
  readonly registry: Registry;
  /** Whether the clients registry may refuse: under `signature: optional` an unsigned request does not consult it. */
  readonly consultsClients: boolean;
  readonly user: User | undefined;
  readonly template: Template | undefined;
  readonly channel: Channel;
  /** Virtual ms. */
  readonly now: number;
}

export const lookUp = (attempt: Attempt, body: MessageRequest, registry: Registry, now: number): RegistryLookup => {
  const { operation, signature } = attempt;
  const consultsClients = registry.policies.signature !== "optional" || signature !== undefined;
  const template = registry.templates?.get(body.templateCode);
  const channel = operation === "sendInbox" ? "INBOX" : (template?.channel ?? inferChannel(body.templates));
  const user = registry.users?.get(body.accessToken);
  return { operation, body, registry, consultsClients, user, template, channel, now };
};

type Check = (lookup: RegistryLookup) => Verdict | undefined;

/** The code of a state, by operation. */
type Codes = readonly [sendMessage: string, sendInbox: string];

const verdict = (
  step: Step,
  { operation }: RegistryLookup,
  [sendMessage, sendInbox]: Codes,
  detail: string,
): Verdict => ({
  step,
  code: operation === "sendMessage" ? sendMessage : sendInbox,
  detail,
});

const checkToken: Check = (lookup) => {
  const { registry, user, now } = lookup;
  if (!registry.users) return undefined;
  if (!user) return verdict("token", lookup, ["ACCESS_DENIED", "INVALID_ACCESS_TOKEN"], "accessToken: is not seeded");
  if (user.expiresAt === undefined || Date.parse(user.expiresAt) > now) return undefined;
  return verdict("token", lookup, ["EXPIRED_ACCESS_TOKEN", "EXPIRED_ACCESS_TOKEN"], "accessToken: has expired");
};

/**
 * An authClientId is found in the clients or in the apps registry, either will do (erratum E18). Apps alone decide for
 * sendInbox only, whose authClientId "is the appId for mini programs"; message/send has an appId of its own. Clients
 * alone decide only where they are consulted at all.
 */
const knowsAuthClient = (lookup: RegistryLookup, authClientId: string): boolean => {
  const { clients, apps } = lookup.registry;
  const appsDecide = apps !== undefined && (lookup.operation === "sendInbox" || clients !== undefined);
  const isAsked = appsDecide || (clients !== undefined && lookup.consultsClients);
  return !isAsked || (clients?.has(authClientId) ?? false) || (apps?.has(authClientId) ?? false);
};

const checkClient: Check = (lookup) => {
  const { body, user } = lookup;
  const { authClientId } = body;
  if (authClientId === undefined) return undefined;
  const refuse = (detail: string) => verdict("client", lookup, ["ACCESS_DENIED", "INVALID_AUTH_CLIENT"], detail);
  if (!knowsAuthClient(lookup, authClientId)) return refuse("authClientId: is not seeded");
  if (user?.authClientId === undefined || user.authClientId === authClientId) return undefined;
  return refuse("authClientId: the access token was given to another one");
};

const checkApp: Check = (lookup) => {
  const { body, registry } = lookup;
  if (!registry.apps || body.appId === undefined) return undefined;
  const app = registry.apps.get(body.appId);
  const refuse = (detail: string) => verdict("client", lookup, ["ACCESS_DENIED", "ACCESS_DENIED"], detail);
  if (!app) return refuse("appId: is not seeded");
  return app.features?.includes("Send_Message") ? undefined : refuse("appId: lacks Send_Message");
};

const checkUser: Check = (lookup) => {
  const { user, body } = lookup;
  if (!user) return undefined;
  const refuse = (detail: string) => verdict("user", lookup, ["ACCESS_DENIED", "USER_STATUS_ERROR"], detail);
  const { customerBelongsTo: superApp } = body;
  if (superApp !== undefined && user.customerBelongsTo !== undefined && user.customerBelongsTo !== superApp) {
    return refuse("customerBelongsTo: the user is another super app's");
  }
  return user.status === "ACTIVE" ? undefined : refuse(`accessToken: the user is ${user.status}`);
};

const checkTemplate: Check = (lookup) => {
  const { registry, template, operation } = lookup;
  if (!registry.templates) return undefined;
  const refuse = (detail: string) => verdict("template", lookup, ["TEMPLATE_NOT_EXIST", "PARAM_ILLEGAL"], detail);
  if (!template) return refuse("templateCode: the template does not exist");
  if (operation === "sendMessage" || template.channel === "INBOX") return undefined;
  return refuse("templateCode: the template is of another channel than INBOX");
};

const checkSubscription: Check = (lookup) => {
  const { user, channel } = lookup;
  if (!user?.subscriptions || user.subscriptions.includes(channel)) return undefined;
  const detail = `templateCode: the user does not subscribe to ${channel}`;
  return verdict("subscription", lookup, ["USER_NOT_SUBSCRIBED", "PROCESS_FAIL"], detail);
};

const CHECKS: readonly Check[] = [checkToken, checkClient, checkApp, checkUser, checkTemplate, checkSubscription];

/** The first refusal from token to subscription. */
export const checkRegistries = (lookup: RegistryLookup): Verdict | undefined => {
  for (const check of CHECKS) {
    const refused = check(lookup);
    if (refused) return refused;
  }
  return undefined;
};
