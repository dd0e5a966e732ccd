import { serverCase, type Requirement, type ServerCase } from "../engine/case.js";
import type { Exchange } from "../engine/exchange.js";
import { expectTrue } from "../engine/failure.js";
import type { Namespace, ServerContext } from "../engine/server-context.js";
import { type JsonObject, textOf } from "../spec/json.js";
import type { Operation } from "../spec/operation.js";
import type { Level } from "../spec/statement.js";

interface LawFacts {
  readonly name: string;
  readonly level: Level;
  readonly rule: string;
  readonly requires?: readonly Requirement[];
}

export const law = ({ name, ...facts }: LawFacts, run: (context: ServerContext) => Promise<void>): ServerCase =>
  serverCase({ id: `laws/${name}`, ...facts }, run);

/** A law that looks at or steers the server through its control API. */
export const controlLaw = (
  facts: Omit<LawFacts, "requires">,
  run: (context: ServerContext) => Promise<void>,
): ServerCase => law({ ...facts, requires: ["control"] }, run);

/** Fails unless the requestId was taken for delivery exactly this often. */
export const expectDeliveries = async (
  place: Namespace,
  requestId: unknown,
  count: number,
  exchange?: Exchange,
): Promise<void> => {
  const messages = await place.control.messages({ requestId: textOf(requestId) });
  expectTrue(`deliveries of requestId ${textOf(requestId)}`, messages.length === count, {
    expected: count,
    actual: messages.length,
    exchange,
  });
};

/** Sends one request whose answer is the given code, as if the platform itself had said so. */
export const postWithResult = async (
  place: Namespace,
  { operation, body, code }: { operation: Operation; body: JsonObject; code: string },
): Promise<Exchange> => {
  await place.control.planFault({ requestId: textOf(body["requestId"]), times: 1, effect: { result: code } });
  return place.post(operation, body);
};

/** A seeded user whom the request's access token belongs to. */
export const userOf = (body: JsonObject, changes: JsonObject = {}): JsonObject => ({
  accessToken: body["accessToken"] ?? "",
  customerId: "customer-1",
  status: "ACTIVE",
  ...changes,
});

/** A seeded template that the request's templateCode names. */
export const templateOf = (body: JsonObject, channel: string, content: JsonObject = { body: "text" }): JsonObject => ({
  templateCode: body["templateCode"] ?? "",
  channel,
  contents: { "en-US": content },
});
