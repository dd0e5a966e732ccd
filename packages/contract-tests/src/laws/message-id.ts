import { take } from "../engine/acceptance.js";
import { answerOf, messageIdOf } from "../engine/answer.js";
import { canEvoke, evoke } from "../engine/evoke.js";
import { expectSame, expectTrue } from "../engine/failure.js";
import type { ServerContext } from "../engine/server-context.js";
import { forEach } from "../engine/verdict.js";
import { codePoints } from "../spec/json.js";
import type { Operation } from "../spec/operation.js";
import { issuesOf } from "../reference/validate.js";
import { statusesOf, variety } from "./answers.js";
import { law, overallLaw, type Looked } from "./law.js";

const rounds = 5;

const atOnce = 7;

export const messageIdUnique = law(
  { name: "message-id-unique", says: /un(?:ique|qiue) ID/u, rule: "Every notification has a messageId of its own." },
  async (context) => {
    const ids: string[] = [];
    for (let round = 0; round < rounds; round += 1) {
      await forEach(context.operations, async (operation) => {
        // At the same time, since an id that is made of the time repeats only then.
        const taken = await Promise.all(Array.from({ length: atOnce }, () => take(context, operation)));
        ids.push(...taken.map((exchange) => answerOf(exchange).messageId).filter((id) => typeof id === "string"));
      });
    }
    expectSame(
      "different messageIds of as many notifications",
      new Set(ids).size,
      ids.length,
      context.exchanges.at(-1),
    );
  },
);

const askMany = (context: ServerContext): Promise<void> =>
  forEach(context.operations, async (operation) => {
    for (let index = 0; index < 25; index += 1) await take(context, operation);
  });

export const messageIdWellFormed = overallLaw(
  {
    name: "message-id-well-formed",
    says: /[Ll]ength|Characters not allowed/u,
    rule: "messageId keeps the length and the characters of its schema.",
  },
  {
    ask: askMany,
    look: ({ operation, answer: { messageId }, exchange }) => {
      if (messageId === undefined || messageId === null) return;
      const schema = operation.response.properties?.["messageId"] ?? {};
      const issues = issuesOf(schema, messageId, { lengthOf: codePoints, allowsUnknown: true });
      expectSame("rules that the messageId breaks", issues, [], exchange);
    },
  },
);

const takesOf =
  (id: Operation["id"]) =>
  (context: ServerContext): Promise<void> =>
    forEach(
      context.operations.filter((operation) => operation.id === id),
      async (operation) => {
        await take(context, operation);
        await context.post(operation, context.body(operation, { extendInfo: "x".repeat(2000) }));
        if (statusesOf(operation).includes("A") && canEvoke(context, operation, "ACCEPT")) {
          await evoke(context, operation, { body: context.body(operation), code: "ACCEPT" });
        }
      },
    );

const expectMessageId =
  (id: Operation["id"]) =>
  ({ operation, answer: { resultStatus }, exchange }: Looked): void => {
    if (operation.id === id && (resultStatus === "S" || resultStatus === "A")) messageIdOf(exchange);
  };

export const successHasMessageId = overallLaw(
  {
    name: "success-has-message-id",
    says: /^messageId String Yes$/u,
    rule: "message/send: S carries a messageId.",
    operations: ["sendMessage"],
  },
  { ask: takesOf("sendMessage"), look: expectMessageId("sendMessage") },
);

export const inboxMessageId = overallLaw(
  {
    name: "inbox-message-id",
    level: "inferred",
    rule: "sendInbox: S and A carry a messageId. (E01)",
    operations: ["sendInbox"],
  },
  { ask: takesOf("sendInbox"), look: expectMessageId("sendInbox") },
);

const askFailures = (context: ServerContext): Promise<void> =>
  forEach(context.operations, async (operation) => {
    await variety(context, operation);
    for (const code of ["PROCESS_FAIL", "UNKNOWN_EXCEPTION"].filter((one) => canEvoke(context, operation, one))) {
      await evoke(context, operation, { body: context.body(operation), code });
    }
  });

export const failureHasNoMessageId = overallLaw(
  {
    name: "failure-has-no-message-id",
    level: "inferred",
    rule: "F and U carry no messageId. (E01)",
  },
  {
    ask: askFailures,
    look: ({ answer: { messageId, resultStatus }, exchange }) => {
      if (resultStatus !== "F" && resultStatus !== "U") return;
      expectTrue(`an answer ${resultStatus} has no messageId`, messageId === undefined || messageId === null, {
        expected: "no messageId",
        actual: exchange.text,
        exchange,
      });
    },
  },
);
