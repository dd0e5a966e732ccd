import type { Template, User } from "../model/config.js";
import type { Channel, Operation } from "../model/operation.js";
import type { Refusal, State } from "../model/state.js";
import { definitionOf } from "./operations/index.js";
import { isMask, maskToken } from "./pseudonym.js";
import type { Registry } from "./registry.js";
import { inferChannel } from "./rendering.js";
import type { Attempt, MessageRequest } from "./request.js";

export interface Verdict {
  readonly state: State;
  readonly code: string;
  readonly detail: string;
}

/** What the registries know about a request. */
export interface RegistryLookup {
  readonly operation: Operation;
  readonly body: MessageRequest;
  readonly registry: Registry;
  readonly user: User | undefined;
  readonly template: Template | undefined;
  readonly channel: Channel;
  /** Virtual ms. */
  readonly now: number;
}

/** The user of the token that a mask stands for. */
const findMasked = ({ users }: Registry, salt: string, accessToken: string): User | undefined => {
  if (!users || !isMask(accessToken)) return undefined;
  return [...users.values()].find((one) => maskToken(salt, one.accessToken) === accessToken);
};

interface LookupContext {
  readonly registry: Registry;
  readonly salt: string;
  /** Virtual ms. */
  readonly now: number;
}

export const lookUp = (
  attempt: Attempt,
  body: MessageRequest,
  { registry, salt, now }: LookupContext,
): RegistryLookup => {
  const { operation, unmasks } = attempt;
  const template = registry.templates?.get(body.templateCode);
  const channel = definitionOf(operation).channel ?? template?.channel ?? inferChannel(body.templates);
  const { accessToken } = body;
  const user = registry.users?.get(accessToken) ?? (unmasks ? findMasked(registry, salt, accessToken) : undefined);
  return { operation, body, registry, user, template, channel, now };
};

type Check = (lookup: RegistryLookup) => Verdict | undefined;

/** A refusal with the code that the operation has for it. */
export const refusal = ({ operation }: RegistryLookup, state: Refusal, detail: string): Verdict => ({
  state,
  code: definitionOf(operation).codes[state],
  detail,
});

const checkToken: Check = (lookup) => {
  const { registry, user, now } = lookup;
  if (!registry.users) return undefined;
  if (!user) return refusal(lookup, "token-unknown", "accessToken: is not seeded");
  if (user.expiresAt === undefined || Date.parse(user.expiresAt) > now) return undefined;
  return refusal(lookup, "token-expired", "accessToken: has expired");
};

/**
 * An authClientId is asked for only where some are seeded (erratum E18): a client that was seeded for its key says nothing
 * about it. For sendInbox it "is the appId for mini programs", so the apps know it as well.
 */
const knowsAuthClient = ({ registry, operation }: RegistryLookup, authClientId: string): boolean => {
  const { authClients } = registry;
  const apps = definitionOf(operation).authClientIdIsAppId ? registry.apps : undefined;
  return !(authClients || apps) || authClients?.has(authClientId) === true || apps?.has(authClientId) === true;
};

const checkClient: Check = (lookup) => {
  const { body, user } = lookup;
  const { authClientId } = body;
  if (authClientId === undefined) return undefined;
  if (!knowsAuthClient(lookup, authClientId))
    return refusal(lookup, "auth-client-unknown", "authClientId: is not seeded");
  if (user?.authClientId === undefined || user.authClientId === authClientId) return undefined;
  return refusal(lookup, "auth-client-of-other-token", "authClientId: the access token was given to another one");
};

const checkApp: Check = (lookup) => {
  const { body, registry } = lookup;
  if (!registry.apps || body.appId === undefined) return undefined;
  const app = registry.apps.get(body.appId);
  if (!app) return refusal(lookup, "app-unknown", "appId: is not seeded");
  if (app.features?.includes("Send_Message")) return undefined;
  return refusal(lookup, "app-without-feature", "appId: lacks Send_Message");
};

const INACTIVE = { LOCKED: "user-locked", UNREGISTERED: "user-unregistered" } as const;

const checkUser: Check = (lookup) => {
  const { user, body } = lookup;
  if (!user) return undefined;
  const { customerBelongsTo: superApp } = body;
  if (superApp !== undefined && user.customerBelongsTo !== undefined && user.customerBelongsTo !== superApp) {
    return refusal(lookup, "user-of-other-super-app", "customerBelongsTo: the user is another super app's");
  }
  if (user.status === "ACTIVE") return undefined;
  return refusal(lookup, INACTIVE[user.status], `accessToken: the user is ${user.status}`);
};

const checkTemplate: Check = (lookup) => {
  const { registry, template, channel } = lookup;
  if (!registry.templates) return undefined;
  if (!template) return refusal(lookup, "template-unknown", "templateCode: the template does not exist");
  if (template.channel === channel) return undefined;
  const detail = `templateCode: the template is of another channel than ${channel}`;
  return refusal(lookup, "template-of-other-channel", detail);
};

const checkSubscription: Check = (lookup) => {
  const { user, channel } = lookup;
  if (!user?.subscriptions || user.subscriptions.includes(channel)) return undefined;
  return refusal(lookup, "not-subscribed", `templateCode: the user does not subscribe to ${channel}`);
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
