import { expectTakenAgain, looksTaken, postAgainAfterUnknown, take } from "../engine/acceptance.js";
import { answerOf } from "../engine/answer.js";
import { serverCase } from "../engine/case.js";
import type { Exchange } from "../engine/exchange.js";
import { expectSame } from "../engine/failure.js";
import type { ServerContext } from "../engine/server-context.js";
import { forEach } from "../engine/verdict.js";
import { isJsonObject, type JsonObject } from "../spec/json.js";
import type { Operation } from "../spec/operation.js";
import { operationOf } from "./answers.js";

const others = 60;

const bodyOf = ({ request }: Exchange): JsonObject => {
  const value: unknown = typeof request.body === "string" ? JSON.parse(request.body) : {};
  return isJsonObject(value) ? value : {};
};

/** The first request of the run that was taken; in a namespace of its own one that many others follow. */
const firstTaken = async (context: ServerContext, operation: Operation): Promise<Exchange> => {
  const early = context.seen.find(
    (exchange) => operationOf(exchange)?.id === operation.id && exchange.status === 200 && looksTaken(exchange),
  );
  if (context.target.controlUrl === undefined && early !== undefined) return early;
  const first = await take(context, operation);
  for (let other = 0; other < others; other += 1) await context.post(operation, context.body(operation));
  return first;
};

export const replayLater = serverCase(
  {
    id: "laws/replay-after-others",
    level: "inferred",
    rule: "A requestId is remembered although many others came after it.",
    overall: true,
  },
  async (context) =>
    forEach(context.operations, async (operation) => {
      const first = await firstTaken(context, operation);
      const again = await postAgainAfterUnknown(context, operation, { body: bodyOf(first) });
      expectTakenAgain(again, "The first request of the run, sent again at its end,");
      expectSame("messageId of a later replay", answerOf(again).messageId, answerOf(first).messageId, again);
    }),
);
