import type { JsonObject } from "../spec/json.js";
import type { Operation } from "../spec/operation.js";
import { answerOf } from "./answer.js";
import { codeIn } from "./codes-seen.js";
import type { Exchange } from "./exchange.js";
import { ContractFailure } from "./failure.js";
import type { SendOptions } from "./send.js";
import type { Namespace, ServerContext } from "./server-context.js";
import { Inconclusive } from "./verdict.js";

/** S, or A where the operation knows it: a server may answer every request with A. */
export const isTaken = (exchange: Exchange): boolean => {
  const { resultStatus } = answerOf(exchange);
  return resultStatus === "S" || resultStatus === "A";
};

const statusIn = (text: string): string | undefined => /"resultStatus"\s*:\s*"([^"\\]*)"/u.exec(text)?.[1];

/** The same without judging the envelope. */
export const looksTaken = ({ text }: Exchange): boolean => ["S", "A"].includes(statusIn(text) ?? "");

export const shortAnswer = ({ status, text }: Exchange): string => {
  const code = codeIn(text);
  return code === undefined ? `HTTP ${status}` : `${statusIn(text) ?? ""} ${code}`.trim();
};

// Codes that speak of who sends to whom and how often, not of what is sent.
const ofTheWorld = new Set<unknown>([
  "ACCESS_DENIED",
  "EXPIRED_ACCESS_TOKEN",
  "INVALID_ACCESS_TOKEN",
  "INVALID_AUTH_CLIENT",
  "USER_STATUS_ERROR",
  "TEMPLATE_NOT_EXIST",
  "USER_NOT_SUBSCRIBED",
  "MESSAGE_SEND_EXCEED_LIMIT",
  "REQUEST_TRAFFIC_EXCEED_LIMIT",
  "PROCESS_FAIL",
  "UNKNOWN_EXCEPTION",
  "INVALID_API",
]);

/** Whether a refusal is about registries, users and limits, which only the owner of the server knows. */
export const isRefusedByWorld = ({ text }: Exchange): boolean => ofTheWorld.has(codeIn(text));

const triesAfterUnknown = 2;

/** Sends a request; U invites another try of the same, so it is tried again before anything is concluded. */
export const postAgainAfterUnknown = async (
  place: Namespace,
  operation: Operation,
  { body, options = {} }: { readonly body: JsonObject; readonly options?: SendOptions },
): Promise<Exchange> => {
  let exchange = await place.post(operation, body, options);
  for (let tries = 0; tries < triesAfterUnknown && statusIn(exchange.text) === "U"; tries += 1) {
    exchange = await place.post(operation, body, options);
  }
  return exchange;
};

/** Sends what a server that knows the sample must take; where it does not, the case has no verdict. */
export const take = async (
  context: ServerContext,
  operation: Operation,
  {
    body = context.body(operation),
    place = context,
    options = {},
  }: { readonly body?: JsonObject; readonly place?: Namespace; readonly options?: SendOptions } = {},
): Promise<Exchange> => {
  const exchange = await postAgainAfterUnknown(place, operation, { body, options });
  if (isTaken(exchange)) return exchange;
  return notTaken(context, operation, exchange);
};

/**
 * A request was not taken. In a namespace of its own nothing is seeded and nothing may refuse it; elsewhere the server's
 * own registries may, and then nothing is proven.
 */
export const notTaken = (context: ServerContext, operation: Operation, exchange: Exchange): never => {
  if (context.target.controlUrl !== undefined) {
    throw new ContractFailure(`${operation.id}: a request that nothing refuses must be taken`, {
      expected: operation.codes.some(({ status }) => status === "A") ? "S or A" : "S",
      actual: exchange.text,
      exchange,
    });
  }
  throw new Inconclusive(
    `The server never took a ${operation.id} request that the case needs (${shortAnswer(exchange)}).`,
    exchange,
  );
};

/** Fails unless the same request is taken again: it was taken before. */
export const expectTakenAgain = (exchange: Exchange, what: string): void => {
  if (isTaken(exchange)) return;
  if (codeIn(exchange.text) === "MESSAGE_SEND_EXCEED_LIMIT") {
    throw new Inconclusive(
      "The user's limit was reached (MESSAGE_SEND_EXCEED_LIMIT): give a user without one.",
      exchange,
    );
  }
  throw new ContractFailure(`${what} must be answered as the first`, {
    expected: "S or A",
    actual: exchange.text,
    exchange,
  });
};
