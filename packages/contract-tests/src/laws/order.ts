import { expectCode, expectStatus } from "../engine/exchange.js";
import type { ServerContext } from "../engine/server-context.js";
import type { JsonObject } from "../spec/json.js";
import { sendInbox, sendMessage, type Operation } from "../spec/operation.js";
import { controlLaw, templateOf, userOf } from "./law.js";

interface Pair {
  readonly earlier: string;
  readonly later: string;
  readonly operation: Operation;
  readonly code: string;
  readonly body?: JsonObject;
  readonly config?: (body: JsonObject) => JsonObject;
  readonly fault?: string;
}

const otherTemplate = [templateOf({ templateCode: "another" }, "INBOX")];
const strangers = { apps: [{ appId: "another-app" }], clients: [{ clientId: "another", keys: [] }] };
const none = { perUser: { count: 0, window: "PT1H" } };

/** Two faults at once; the earlier verdict answers. */
const pairs: readonly Pair[] = [
  {
    earlier: "parameters",
    later: "trigger",
    operation: sendMessage,
    code: "PARAM_ILLEGAL",
    body: { templates: [], accessToken: "stub-PROCESS_FAIL" },
  },
  {
    earlier: "token",
    later: "client",
    operation: sendInbox,
    code: "INVALID_ACCESS_TOKEN",
    config: (body) => ({ users: [userOf(body, { accessToken: "another token" })], ...strangers }),
  },
  {
    earlier: "client",
    later: "user status",
    operation: sendInbox,
    code: "INVALID_AUTH_CLIENT",
    config: (body) => ({ users: [userOf(body, { status: "LOCKED" })], ...strangers }),
  },
  {
    earlier: "user status",
    later: "template",
    operation: sendMessage,
    code: "ACCESS_DENIED",
    config: (body) => ({ users: [userOf(body, { status: "LOCKED" })], templates: otherTemplate }),
  },
  {
    earlier: "template",
    later: "subscription",
    operation: sendInbox,
    code: "PARAM_ILLEGAL",
    config: (body) => ({ users: [userOf(body, { subscriptions: [] })], templates: otherTemplate }),
  },
  {
    earlier: "subscription",
    later: "limits",
    operation: sendMessage,
    code: "USER_NOT_SUBSCRIBED",
    config: (body) => ({ users: [userOf(body, { subscriptions: [] })], limits: none }),
  },
  {
    earlier: "limits",
    later: "fault",
    operation: sendMessage,
    code: "MESSAGE_SEND_EXCEED_LIMIT",
    config: () => ({ limits: none }),
    fault: "PROCESS_FAIL",
  },
];

const expectEarlier = async (context: ServerContext, pair: Pair): Promise<void> => {
  const { control, post } = context.another();
  const body = context.body(pair.operation, pair.body);
  if (pair.config !== undefined) await control.configure(pair.config(body));
  if (pair.fault !== undefined) await control.planFault({ effect: { result: pair.fault } });
  expectCode(await post(pair.operation, body), pair.code, `${pair.earlier} before ${pair.later}`);
};

/** What was stored is asked before the registries, and after the triggers. */
const expectReplayBetween = async (context: ServerContext): Promise<void> => {
  const body = context.body(sendMessage);
  expectStatus(await context.post(sendMessage, body), "S", "First send");
  const triggered = await context.post(sendMessage, { ...body, accessToken: "stub-PROCESS_FAIL" });
  expectCode(triggered, "PROCESS_FAIL", "trigger before replay");
  await context.control.configure({ users: [userOf(body, { accessToken: "another token" })] });
  expectStatus(await context.post(sendMessage, body), "S", "replay before token");
};

export const orderOfVerdicts = controlLaw(
  { name: "order-of-verdicts", level: "policy", rule: "Of two faults at once the earlier verdict answers." },
  async (context) => {
    for (const pair of pairs) await expectEarlier(context, pair);
    await expectReplayBetween(context);
  },
);
