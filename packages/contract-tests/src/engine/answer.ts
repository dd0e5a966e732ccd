import { isObject } from "../spec/json.js";
import type { Exchange } from "./exchange.js";
import { ContractFailure, expectSame, expectTrue } from "./failure.js";

export interface Answer {
  readonly resultStatus: unknown;
  readonly resultCode: unknown;
  readonly resultMessage: unknown;
  readonly messageId: unknown;
  readonly json: Readonly<Record<string, unknown>>;
}

/** Reads the result envelope, if there is one. */
export const readAnswer = (exchange: Exchange): Answer | undefined => {
  const json = parse(exchange);
  if (!isObject(json) || !isObject(json["result"])) return undefined;
  const { resultStatus, resultCode, resultMessage } = json["result"];
  return { resultStatus, resultCode, resultMessage, messageId: json["messageId"], json };
};

/** Reads the result envelope; anything else is a failure of whatever case asked. */
export const answerOf = (exchange: Exchange): Answer => {
  const answer = readAnswer(exchange);
  if (answer !== undefined) return answer;
  throw new ContractFailure("The answer has no result envelope.", {
    expected: '{ "result": { "resultCode", "resultStatus", "resultMessage" }, … }',
    actual: `HTTP ${exchange.status} ${exchange.text.slice(0, 300)}`,
    exchange,
  });
};

const parse = (exchange: Exchange): unknown => {
  try {
    return JSON.parse(exchange.text);
  } catch {
    return undefined;
  }
};

export const expectStatus = (exchange: Exchange, status: string, what = "Result status"): void => {
  const answer = answerOf(exchange);
  if (answer.resultStatus !== status) {
    throw new ContractFailure(`${what}: resultStatus`, { expected: status, actual: briefly(answer), exchange });
  }
};

export const expectCode = (exchange: Exchange, code: string, what = "Result code"): void => {
  const answer = answerOf(exchange);
  if (answer.resultCode !== code) {
    throw new ContractFailure(`${what}: resultCode`, { expected: code, actual: briefly(answer), exchange });
  }
};

export const expectHttp = (exchange: Exchange, status: number): void =>
  expectSame("HTTP status", exchange.status, status, exchange);

/** The messageId of an answer that must have one. */
export const messageIdOf = (exchange: Exchange): string => {
  const { messageId } = answerOf(exchange);
  expectTrue("messageId", typeof messageId === "string" && messageId !== "", {
    expected: "a messageId",
    actual: exchange.text,
    exchange,
  });
  return String(messageId);
};

const briefly = (answer: Answer): string =>
  `${String(answer.resultStatus)} ${String(answer.resultCode)} (${String(answer.resultMessage)})`;
