import { codePoints } from "../spec/json.js";
import { answerOf, messageIdOf } from "../engine/answer.js";
import type { Exchange } from "../engine/exchange.js";
import { expectSame, expectTrue } from "../engine/failure.js";
import { issuesOf } from "../reference/validate.js";
import { operations, sendInbox } from "../spec/operation.js";
import { controlLaw, law, postWithResult } from "./law.js";

export const messageIdUnique = law(
  { name: "message-id-unique", level: "documented", rule: "Every notification has a messageId of its own." },
  async (context) => {
    const ids = new Set<string>();
    const count = 50;
    for (let index = 0; index < count; index += 1) {
      for (const operation of operations) ids.add(messageIdOf(await context.post(operation, context.body(operation))));
    }
    expectSame(`different messageIds of ${2 * count} notifications`, ids.size, 2 * count, context.exchanges.at(-1));
  },
);

export const messageIdWellFormed = law(
  {
    name: "message-id-well-formed",
    level: "documented",
    rule: "messageId keeps the length and the characters of its schema.",
  },
  async (context) => {
    for (const operation of operations) {
      const schema = operation.response.properties?.["messageId"] ?? {};
      for (let index = 0; index < 25; index += 1) {
        const exchange = await context.post(operation, context.body(operation));
        const issues = issuesOf(schema, messageIdOf(exchange), { lengthOf: codePoints, allowsUnknown: true });
        expectSame("rules that the messageId breaks", issues, [], exchange);
      }
    }
  },
);

const expectNoMessageId = (exchange: Exchange): void => {
  const { json, resultStatus } = answerOf(exchange);
  expectTrue(`an answer ${String(resultStatus)} has no messageId`, !("messageId" in json), {
    expected: "no messageId",
    actual: exchange.text,
    exchange,
  });
};

export const successHasMessageId = controlLaw(
  {
    name: "success-has-message-id",
    level: "documented",
    rule: "S and A carry a messageId, F and U never. (E01)",
  },
  async (context) => {
    for (const operation of operations) {
      messageIdOf(await context.post(operation, context.body(operation)));
      for (const code of ["PROCESS_FAIL", "UNKNOWN_EXCEPTION"]) {
        expectNoMessageId(await postWithResult(context, { operation, body: context.body(operation), code }));
      }
    }
    messageIdOf(await postWithResult(context, { operation: sendInbox, body: context.body(sendInbox), code: "ACCEPT" }));
  },
);
