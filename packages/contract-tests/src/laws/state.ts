import { expectCode, expectStatus } from "../engine/answer.js";
import { evoke } from "../engine/evoke.js";
import type { ServerContext } from "../engine/server-context.js";
import { type JsonObject, textOf } from "../spec/json.js";
import { sendInbox, sendMessage, type Operation } from "../spec/operation.js";
import type { Claim } from "../spec/level.js";
import { controlLaw, law, templateOf, userOf } from "./law.js";

interface StateLaw {
  readonly name: string;
  readonly claim: Claim;
  readonly rule: string;
  readonly operation: Operation;
  readonly code: string;
  readonly config: (body: JsonObject) => JsonObject;
  readonly body?: JsonObject;
  /** Sends that succeed before the one that is refused. */
  readonly before?: number;
}

/** An app that may send. */
const mayMessage = (appId: JsonObject[string]): JsonObject => ({ appId, features: ["Send_Message"] });

/** A client that is seeded for the merchants it may send for. */
const authorizing = (...authClientIds: readonly string[]): JsonObject => ({
  clientId: `client of ${authClientIds.join(", ")}`,
  keys: [],
  authClientIds,
});

const aWhileAgo = "2020-01-01T00:00:00Z";

/** A state of the world, and the code that it leads to. The table is the one of the public contract. */
const stateLaws: readonly StateLaw[] = [
  {
    name: "token-unknown",
    claim: { level: "inferred" },
    rule: "message/send: a token that belongs to no user gets ACCESS_DENIED.",
    operation: sendMessage,
    code: "ACCESS_DENIED",
    config: (body) => ({ users: [userOf(body, { accessToken: "another token" })] }),
  },
  {
    name: "app-unknown",
    claim: { level: "inferred" },
    rule: "An appId that the platform did not assign gets ACCESS_DENIED.",
    operation: sendMessage,
    code: "ACCESS_DENIED",
    config: () => ({ apps: [{ appId: "another-app" }] }),
  },
  {
    name: "feature-required",
    claim: { level: "inferred" },
    rule: "A mini program without the Send_Message feature gets ACCESS_DENIED. (E22)",
    operation: sendMessage,
    code: "ACCESS_DENIED",
    config: (body) => ({ apps: [{ appId: body["appId"] ?? "", features: [] }] }),
  },
  {
    name: "auth-client-unknown",
    claim: { level: "inferred" },
    rule: "message/send: where authClientIds are seeded, another one gets ACCESS_DENIED. (E18)",
    operation: sendMessage,
    code: "ACCESS_DENIED",
    config: () => ({ clients: [authorizing("another")] }),
  },
  {
    name: "super-app-mismatch",
    claim: { level: "inferred" },
    rule: "A token whose user belongs to another super app than customerBelongsTo gets ACCESS_DENIED. (E23)",
    operation: sendMessage,
    code: "ACCESS_DENIED",
    body: { customerBelongsTo: "GCASH" },
    config: (body) => ({ users: [userOf(body, { customerBelongsTo: "DANA" })] }),
  },
  {
    name: "code/send-message/ACCESS_DENIED",
    claim: { level: "policy" },
    rule: "message/send: a locked or unregistered user gets ACCESS_DENIED.",
    operation: sendMessage,
    code: "ACCESS_DENIED",
    config: (body) => ({ users: [userOf(body, { status: "LOCKED" })] }),
  },
  {
    name: "code/send-message/EXPIRED_ACCESS_TOKEN",
    claim: { level: "inferred" },
    rule: "An expired token gets EXPIRED_ACCESS_TOKEN.",
    operation: sendMessage,
    code: "EXPIRED_ACCESS_TOKEN",
    config: (body) => ({ users: [userOf(body, { expiresAt: aWhileAgo })] }),
  },
  {
    name: "code/send-message/TEMPLATE_NOT_EXIST",
    claim: { says: /TEMPLATE_NOT_EXIST/u },
    rule: "A template that does not exist gets TEMPLATE_NOT_EXIST.",
    operation: sendMessage,
    code: "TEMPLATE_NOT_EXIST",
    config: () => ({ templates: [templateOf({ templateCode: "another" }, "PUSH")] }),
  },
  {
    name: "code/send-message/USER_NOT_SUBSCRIBED",
    claim: { says: /USER_NOT_SUBSCRIBED/u },
    rule: "A user without a subscription to the template's channel gets USER_NOT_SUBSCRIBED.",
    operation: sendMessage,
    code: "USER_NOT_SUBSCRIBED",
    config: (body) => ({
      users: [userOf(body, { subscriptions: ["SMS", "INBOX"] })],
      templates: [templateOf(body, "PUSH")],
    }),
  },
  {
    name: "code/send-message/MESSAGE_SEND_EXCEED_LIMIT",
    claim: { says: /MESSAGE_SEND_EXCEED_LIMIT/u },
    rule: "Notifications beyond the super app's limit get MESSAGE_SEND_EXCEED_LIMIT.",
    operation: sendMessage,
    code: "MESSAGE_SEND_EXCEED_LIMIT",
    before: 2,
    config: () => ({ limits: { perUser: { count: 2, window: "PT1H" } } }),
  },
  {
    name: "code/send-message/REQUEST_TRAFFIC_EXCEED_LIMIT",
    claim: { level: "policy" },
    rule: "Requests beyond the client's limit get REQUEST_TRAFFIC_EXCEED_LIMIT.",
    operation: sendMessage,
    code: "REQUEST_TRAFFIC_EXCEED_LIMIT",
    before: 2,
    config: () => ({ limits: { traffic: { count: 2, window: "PT1H" } } }),
  },
  {
    name: "code/send-message/INVALID_API",
    claim: { level: "policy" },
    rule: "An API that is not active gets INVALID_API.",
    operation: sendMessage,
    code: "INVALID_API",
    config: () => ({ policies: { inactiveApis: ["sendMessage"] } }),
  },
  {
    name: "code/send-inbox/INVALID_ACCESS_TOKEN",
    claim: { says: /INVALID_ACCESS_TOKEN/u },
    rule: "sendInbox: an invalid token gets INVALID_ACCESS_TOKEN.",
    operation: sendInbox,
    code: "INVALID_ACCESS_TOKEN",
    config: (body) => ({ users: [userOf(body, { accessToken: "another token" })] }),
  },
  {
    name: "code/send-inbox/INVALID_AUTH_CLIENT",
    claim: { says: /INVALID_AUTH_CLIENT/u },
    rule: "sendInbox: an invalid authClientId gets INVALID_AUTH_CLIENT.",
    operation: sendInbox,
    code: "INVALID_AUTH_CLIENT",
    config: () => ({ apps: [{ appId: "another-app" }], clients: [authorizing("another")] }),
  },
  {
    name: "code/send-inbox/USER_STATUS_ERROR",
    claim: { says: /USER_STATUS_ERROR/u },
    rule: "sendInbox: a locked or unregistered user gets USER_STATUS_ERROR.",
    operation: sendInbox,
    code: "USER_STATUS_ERROR",
    config: (body) => ({ users: [userOf(body, { status: "UNREGISTERED" })] }),
  },
  {
    name: "code/send-inbox/PARAM_ILLEGAL",
    claim: { level: "policy" },
    rule: "sendInbox: a template of another channel gets PARAM_ILLEGAL.",
    operation: sendInbox,
    code: "PARAM_ILLEGAL",
    config: (body) => ({ templates: [templateOf(body, "SMS")] }),
  },
  {
    name: "code/send-inbox/PROCESS_FAIL",
    claim: { level: "policy" },
    rule: "sendInbox: a user without a subscription to the inbox gets PROCESS_FAIL.",
    operation: sendInbox,
    code: "PROCESS_FAIL",
    config: (body) => ({ users: [userOf(body, { subscriptions: ["SMS"] })] }),
  },
];

const isListed = ({ name, code }: StateLaw): boolean => name.endsWith(`/${code}`);

const expectState = async (context: ServerContext, state: StateLaw): Promise<void> => {
  const { operation, code, rule } = state;
  const body = context.body(operation, state.body);
  if (context.target.controlUrl === undefined) {
    expectCode(await evoke(context, operation, { body, code }), code, rule);
    return;
  }
  await context.control.configure(state.config(body));
  for (let send = 0; send < (state.before ?? 0); send += 1) {
    const earlier = await context.post(operation, { ...body, requestId: context.requestId() });
    expectStatus(earlier, "S", "A send within the limit");
  }
  expectCode(await context.post(operation, body), code, rule);
};

/** A law about a code needs no control API where --values says how to evoke it. */
export const stateToCode = stateLaws.map((state) =>
  (isListed(state) ? law : controlLaw)(
    { name: state.name, rule: state.rule, operations: [state.operation.id], ...state.claim },
    (context) => expectState(context, state),
  ),
);

export const authClientRegistries = controlLaw(
  {
    name: "auth-client-registries",
    level: "inferred",
    operations: ["sendMessage", "sendInbox"],
    rule: "An authClientId is asked for only where some are seeded: with any client, or for sendInbox as an appId. (E18)",
  },
  async (context) => {
    for (const operation of [sendMessage, sendInbox]) {
      const body = context.body(operation, { authClientId: "merchant" });
      const apps = [mayMessage(textOf(body["appId"] ?? "app"))];
      const nowhere = { clients: [{ clientId: "another", keys: [] }], ...(operation === sendMessage ? { apps } : {}) };
      const withClients = { clients: [authorizing("another"), authorizing("other", "merchant")], apps };
      const asApp = { clients: [authorizing("another")], apps: [...apps, { appId: "merchant" }] };
      for (const config of [nowhere, withClients, ...(operation === sendInbox ? [asApp] : [])]) {
        const place = context.another();
        await place.control.configure(config);
        expectStatus(await place.post(operation, body), "S", "An authClientId that may send");
      }
    }
  },
);
