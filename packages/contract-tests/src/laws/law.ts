import { readAnswer, type Answer } from "../engine/answer.js";
import { serverCase, type Requirement, type ServerCase } from "../engine/case.js";
import type { Exchange } from "../engine/exchange.js";
import { expectTrue } from "../engine/failure.js";
import type { Namespace, ServerContext } from "../engine/server-context.js";
import { type JsonObject, textOf } from "../spec/json.js";
import type { Claim } from "../spec/level.js";
import type { Operation, OperationId } from "../spec/operation.js";
import { operationOf } from "./answers.js";

export type LawFacts = Claim & {
  readonly name: string;
  readonly rule: string;
  readonly requires?: readonly Requirement[];
  readonly operations?: readonly OperationId[];
};

export const law = ({ name, ...facts }: LawFacts, run: (context: ServerContext) => Promise<void>): ServerCase =>
  serverCase({ id: `laws/${name}`, ...facts }, run);

/** A law that looks at or steers the server through its control API. */
export const controlLaw = (facts: LawFacts, run: (context: ServerContext) => Promise<void>): ServerCase =>
  law({ ...facts, requires: ["control"] }, run);

/** An answer to an ordinary request of an operation. */
export interface Looked {
  readonly operation: Operation;
  readonly answer: Answer;
  readonly exchange: Exchange;
}

/**
 * A law about every answer of the run, whichever case asked; `ask` makes sure that there are some. What has no envelope
 * is the matter of `envelope/path` alone.
 */
export const overallLaw = (
  { name, ...facts }: LawFacts,
  {
    ask,
    look,
  }: {
    readonly ask: (context: ServerContext) => Promise<void>;
    readonly look: (looked: Looked) => void;
  },
): ServerCase =>
  serverCase({ id: `laws/${name}`, overall: true, ...facts }, async (context) => {
    await ask(context);
    for (const exchange of context.seen) {
      const operation = operationOf(exchange);
      const answer = operation === undefined ? undefined : readAnswer(exchange);
      if (operation !== undefined && answer !== undefined) look({ operation, answer, exchange });
    }
  });

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
