import { expectCode, expectStatus } from "../engine/answer.js";
import type { Namespace, ServerContext } from "../engine/server-context.js";
import { type JsonObject, textOf } from "../spec/json.js";
import { sendInbox, sendMessage, type Operation } from "../spec/operation.js";
import type { Level } from "../spec/statement.js";
import { controlLaw, law, templateOf, userOf } from "./law.js";

interface StateLaw {
  readonly name: string;
  readonly level: Level;
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
    level: "inferred",
    rule: "message/send: a token that belongs to no user gets ACCESS_DENIED.",
    operation: sendMessage,
    code: "ACCESS_DENIED",
    config: (body) => ({ users: [userOf(body, { accessToken: "another token" })] }),
  },
  {
    name: "app-unknown",
    level: "inferred",
    rule: "An appId that the platform did not assign gets ACCESS_DENIED.",
    operation: sendMessage,
    code: "ACCESS_DENIED",
    config: () => ({ apps: [{ appId: "another-app" }] }),
  },
  {
    name: "feature-required",
    level: "inferred",
    rule: "A mini program without the Send_Message feature gets ACCESS_DENIED. (E22)",
    operation: sendMessage,
    code: "ACCESS_DENIED",
    config: (body) => ({ apps: [{ appId: body["appId"] ?? "", features: [] }] }),
  },
  {
    name: "auth-client-unknown",
    level: "inferred",
    rule: "message/send: where authClientIds are seeded, another one gets ACCESS_DENIED. (E18)",
    operation: sendMessage,
    code: "ACCESS_DENIED",
    config: () => ({ clients: [authorizing("another")] }),
  },
  {
    name: "super-app-mismatch",
    level: "inferred",
    rule: "A token whose user belongs to another super app than customerBelongsTo gets ACCESS_DENIED. (E23)",
    operation: sendMessage,
    code: "ACCESS_DENIED",
    body: { customerBelongsTo: "GCASH" },
    config: (body) => ({ users: [userOf(body, { customerBelongsTo: "DANA" })] }),
  },
  {
    name: "code/send-message/ACCESS_DENIED",
    level: "policy",
    rule: "message/send: a locked or unregistered user gets ACCESS_DENIED.",
    operation: sendMessage,
    code: "ACCESS_DENIED",
    config: (body) => ({ users: [userOf(body, { status: "LOCKED" })] }),
  },
  {
    name: "code/send-message/EXPIRED_ACCESS_TOKEN",
    level: "inferred",
    rule: "An expired token gets EXPIRED_ACCESS_TOKEN.",
    operation: sendMessage,
    code: "EXPIRED_ACCESS_TOKEN",
    config: (body) => ({ users: [userOf(body, { expiresAt: aWhileAgo })] }),
  },
  {
    name: "code/send-message/TEMPLATE_NOT_EXIST",
    level: "documented",
    rule: "A template that does not exist gets TEMPLATE_NOT_EXIST.",
    operation: sendMessage,
    code: "TEMPLATE_NOT_EXIST",
    config: () => ({ templates: [templateOf({ templateCode: "another" }, "PUSH")] }),
  },
  {
    name: "code/send-message/USER_NOT_SUBSCRIBED",
    level: "documented",
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
    level: "documented",
    rule: "Notifications beyond the super app's limit get MESSAGE_SEND_EXCEED_LIMIT.",
    operation: sendMessage,
    code: "MESSAGE_SEND_EXCEED_LIMIT",
    before: 2,
    config: () => ({ limits: { perUser: { count: 2, window: "PT1H" } } }),
  },
  {
    name: "code/send-message/REQUEST_TRAFFIC_EXCEED_LIMIT",
    level: "policy",
    rule: "Requests beyond the client's limit get REQUEST_TRAFFIC_EXCEED_LIMIT.",
    operation: sendMessage,
    code: "REQUEST_TRAFFIC_EXCEED_LIMIT",
    before: 2,
    config: () => ({ limits: { traffic: { count: 2, window: "PT1H" } } }),
  },
  {
    name: "code/send-message/INVALID_API",
    level: "policy",
    rule: "An API that is not active gets INVALID_API.",
    operation: sendMessage,
    code: "INVALID_API",
    config: () => ({ policies: { inactiveApis: ["sendMessage"] } }),
  },
  {
    name: "code/send-inbox/INVALID_ACCESS_TOKEN",
    level: "documented",
    rule: "sendInbox: an invalid token gets INVALID_ACCESS_TOKEN.",
    operation: sendInbox,
    code: "INVALID_ACCESS_TOKEN",
    config: (body) => ({ users: [userOf(body, { accessToken: "another token" })] }),
  },
  {
    name: "code/send-inbox/INVALID_AUTH_CLIENT",
    level: "documented",
    rule: "sendInbox: an invalid authClientId gets INVALID_AUTH_CLIENT.",
    operation: sendInbox,
    code: "INVALID_AUTH_CLIENT",
    config: () => ({ apps: [{ appId: "another-app" }], clients: [authorizing("another")] }),
  },
  {
    name: "code/send-inbox/USER_STATUS_ERROR",
    level: "documented",
    rule: "sendInbox: a locked or unregistered user gets USER_STATUS_ERROR.",
    operation: sendInbox,
    code: "USER_STATUS_ERROR",
    config: (body) => ({ users: [userOf(body, { status: "UNREGISTERED" })] }),
  },
  {
    name: "code/send-inbox/PARAM_ILLEGAL",
    level: "policy",
    rule: "sendInbox: a template of another channel gets PARAM_ILLEGAL.",
    operation: sendInbox,
    code: "PARAM_ILLEGAL",
    config: (body) => ({ templates: [templateOf(body, "SMS")] }),
  },
  {
    name: "code/send-inbox/PROCESS_FAIL",
    level: "policy",
    rule: "sendInbox: a user without a subscription to the inbox gets PROCESS_FAIL.",
    operation: sendInbox,
    code: "PROCESS_FAIL",
    config: (body) => ({ users: [userOf(body, { subscriptions: ["SMS"] })] }),
  },
];

const expectState = async (context: ServerContext, state: StateLaw): Promise<void> => {
  const body = context.body(state.operation, state.body);
  await context.control.configure(state.config(body));
  for (let send = 0; send < (state.before ?? 0); send += 1) {
    const earlier = await context.post(state.operation, { ...body, requestId: context.requestId() });
    expectStatus(earlier, "S", "A send within the limit");
  }
  expectCode(await context.post(state.operation, body), state.code, state.rule);
};

export const stateToCode = stateLaws.map((state) =>
  controlLaw({ name: state.name, level: state.level, rule: state.rule }, (context) => expectState(context, state)),
);

export const authClientRegistries = controlLaw(
  {
    name: "auth-client-registries",
    level: "inferred",
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

/** As long as a requestId must not be: one more than the document allows. */
const longRequestId = "r".repeat((sendInbox.request.properties?.["requestId"]?.maxLength ?? 0) + 1);

export const requestIdCode = law(
  {
    name: "code/send-inbox/VERIFY_REQUEST_ID_INVALID",
    level: "documented",
    rule: "sendInbox: a requestId of illegal length alone gets VERIFY_REQUEST_ID_INVALID. (E13)",
  },
  async (context) => {
    const exchange = await context.post(sendInbox, context.body(sendInbox, { requestId: longRequestId }));
    expectCode(exchange, "VERIFY_REQUEST_ID_INVALID", "A requestId that is too long");
  },
);

export const requestIdInvalid = law(
  {
    name: "request-id-invalid",
    level: "inferred",
    rule: "sendInbox: a requestId that is missing, no string, or not the only fault gets PARAM_ILLEGAL. (E13)",
  },
  async (context) => {
    const { requestId: _, ...without } = context.body(sendInbox);
    const bodies = [without, { ...without, requestId: 7 }, { ...without, requestId: longRequestId, templates: [] }];
    for (const body of bodies) expectCode(await context.post(sendInbox, body), "PARAM_ILLEGAL", "requestId");
  },
);

export const replayCostsNoQuota = controlLaw(
  { name: "replay-costs-no-quota", level: "policy", rule: "A replay costs no quota." },
  async (context) => {
    await context.control.configure({ limits: { perUser: { count: 2, window: "PT1H" } } });
    const place: Namespace = context;
    const body = context.body(sendMessage);
    for (let send = 0; send < 5; send += 1) expectStatus(await place.post(sendMessage, body), "S", "A replay");
    expectStatus(await place.post(sendMessage, context.body(sendMessage)), "S", "The second notification of two");
  },
);

export const limitWindow = controlLaw(
  { name: "limit-window", level: "policy", rule: "A limit counts within its sliding window on the virtual clock." },
  async (context) => {
    await context.control.configure({ limits: { perUser: { count: 1, window: "PT1H" } } });
    expectStatus(await context.post(sendMessage, context.body(sendMessage)), "S", "The first of one");
    expectStatus(await context.post(sendMessage, context.body(sendMessage)), "F", "The second of one");
    await context.control.advance("PT61M");
    expectStatus(await context.post(sendMessage, context.body(sendMessage)), "S", "The first of the next hour");
  },
);
