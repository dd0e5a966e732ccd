import { answerOf, expectCode, expectStatus } from "../engine/answer.js";
import type { Exchange } from "../engine/exchange.js";
import { expectSame, expectTrue } from "../engine/failure.js";
import type { ServerContext } from "../engine/server-context.js";
import type { JsonObject } from "../spec/json.js";
import { sendInbox, sendMessage, type Operation } from "../spec/operation.js";
import { controlLaw, templateOf, userOf } from "./law.js";

/** One thing that refuses a request. */
interface Obstacle {
  readonly name: string;
  readonly body?: JsonObject;
  readonly user?: JsonObject;
  readonly config?: JsonObject;
  readonly fault?: string;
}

const strangers = {
  apps: [{ appId: "another-app" }],
  clients: [{ clientId: "another", keys: [], authClientIds: ["another"] }],
};

const parameters: Obstacle = { name: "parameters", body: { templates: [] } };
const trigger: Obstacle = { name: "trigger", body: { accessToken: "stub-PROCESS_FAIL" } };
const token: Obstacle = { name: "token", user: { accessToken: "another token" } };
const client: Obstacle = { name: "client", config: strangers };
const userStatus: Obstacle = { name: "user status", user: { status: "LOCKED" } };
const template: Obstacle = {
  name: "template",
  config: { templates: [templateOf({ templateCode: "another" }, "INBOX")] },
};
const subscription: Obstacle = { name: "subscription", user: { subscriptions: [] } };
const limits: Obstacle = { name: "limits", config: { limits: { perUser: { count: 0, window: "PT1H" } } } };
const fault: Obstacle = { name: "fault", fault: "PROCESS_FAIL" };

/** Neighbours in the order of verdicts, on an operation where their codes differ. */
const pairs: readonly (readonly [operation: Operation, earlier: Obstacle, later: Obstacle])[] = [
  [sendMessage, parameters, trigger],
  [sendMessage, trigger, token],
  [sendInbox, token, client],
  [sendInbox, client, userStatus],
  [sendInbox, userStatus, template],
  [sendMessage, userStatus, template],
  [sendMessage, template, subscription],
  [sendMessage, subscription, limits],
  [sendMessage, limits, fault],
];

const postAgainst = async (
  context: ServerContext,
  operation: Operation,
  obstacles: readonly Obstacle[],
): Promise<Exchange> => {
  const place = context.another();
  const body = context.body(operation, Object.assign({}, ...obstacles.map((obstacle) => obstacle.body)));
  const users = obstacles.flatMap((obstacle) => (obstacle.user === undefined ? [] : [obstacle.user]));
  await place.control.configure({
    ...Object.assign({}, ...obstacles.map((obstacle) => obstacle.config)),
    ...(users.length === 0 ? {} : { users: [userOf(body, Object.assign({}, ...users))] }),
  });
  for (const obstacle of obstacles) {
    if (obstacle.fault !== undefined) await place.control.planFault({ effect: { result: obstacle.fault } });
  }
  return place.post(operation, body);
};

/** What both together answer is what the earlier one answers alone. */
const expectEarlier = async (
  context: ServerContext,
  [operation, earlier, later]: readonly [Operation, Obstacle, Obstacle],
): Promise<void> => {
  const [first, second, both] = [
    await postAgainst(context, operation, [earlier]),
    await postAgainst(context, operation, [later]),
    await postAgainst(context, operation, [earlier, later]),
  ].map((exchange) => ({ exchange, code: answerOf(exchange).resultCode }));
  const what = `${operation.id}: ${earlier.name} before ${later.name}`;
  expectTrue(`${what}: the codes differ`, first?.code !== second?.code, {
    expected: "two codes",
    actual: first?.code,
    exchange: second?.exchange,
  });
  expectSame(what, both?.code, first?.code, both?.exchange);
};

/** What was stored is asked before the registries, and after the triggers. */
const expectReplayBetween = async (context: ServerContext): Promise<void> => {
  const early = context.body(sendMessage);
  expectStatus(await context.post(sendMessage, early), "S", "First send");
  const triggered = await context.post(sendMessage, { ...early, accessToken: "stub-PROCESS_FAIL" });
  expectCode(triggered, "PROCESS_FAIL", "trigger before replay");
  const late = context.body(sendMessage);
  expectStatus(await context.post(sendMessage, late), "S", "First send");
  await context.control.configure({ users: [userOf(late, { accessToken: "another token" })] });
  expectStatus(await context.post(sendMessage, late), "S", "replay before token");
};

export const orderOfVerdicts = controlLaw(
  {
    name: "order-of-verdicts",
    level: "policy",
    rule: "Of two faults at once the earlier verdict answers.",
    operations: ["sendMessage", "sendInbox"],
  },
  async (context) => {
    for (const pair of pairs) await expectEarlier(context, pair);
    await expectReplayBetween(context);
  },
);
