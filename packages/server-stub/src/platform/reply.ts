import type { Policies } from "../model/config.js";
import type { Operation, Result } from "../model/operation.js";
import { definitionOf } from "./operations/index.js";
import type { MessageRequest } from "./request.js";

const resultText = new WeakMap<Result, string>();

const resultJson = (result: Result): string => {
  let text = resultText.get(result);
  if (text === undefined) {
    const { resultCode, resultStatus, resultMessage } = result;
    text = `"result":${JSON.stringify({ resultCode, resultStatus, resultMessage })}`;
    resultText.set(result, text);
  }
  return text;
};

/** An answer without a message. */
export const failureBody = (result: Result): string => `{${resultJson(result)}}`;

const echo = (extendInfo: MessageRequest["extendInfo"], spelling: Policies["extendInfoSpelling"]): string => {
  if (extendInfo === undefined) return "";
  const value = JSON.stringify(extendInfo);
  if (spelling === "both") return `,"extendInfo":${value},"entendInfo":${value}`;
  return `,"${spelling}":${value}`;
};

/** An answer for a message that was taken, keys in the order of the operation's sample; extendInfo is echoed (erratum E02). */
export const takenBody = (
  operation: Operation,
  result: Result,
  messageId: string,
  { extendInfo, spelling }: { extendInfo: MessageRequest["extendInfo"]; spelling: Policies["extendInfoSpelling"] },
): string => {
  const definition = definitionOf(operation);
  return definition.takenBody({
    result: resultJson(result),
    messageId: `"messageId":"${messageId}"`,
    extendInfo: echo(extendInfo, definition.spellsExtendInfoByPolicy ? spelling : "extendInfo"),
  });
};
