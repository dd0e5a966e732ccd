import { looksTaken, take } from "../engine/acceptance.js";
import { messageIdOf, readAnswer } from "../engine/answer.js";
import { canEvoke, evoke } from "../engine/evoke.js";
import { serverCase } from "../engine/case.js";
import type { Exchange } from "../engine/exchange.js";
import { expectSame, expectTrue } from "../engine/failure.js";
import type { ServerContext } from "../engine/server-context.js";
import { forEach } from "../engine/verdict.js";
import { codePoints } from "../spec/json.js";
import type { Operation } from "../spec/operation.js";
import { issuesOf } from "../reference/validate.js";
import { operationOf, statusesOf, variety } from "./answers.js";
import { overallLaw, type Looked } from "./law.js";

const rounds = 5;

const atOnce = 7;

/** The requestId of a request, if it is one that cannot be taken for another: digits, and as many as in the sample. */
const plainRequestId = ({ request: { body } }: Exchange): string | undefined =>
  typeof body === "string" ? /"requestId":"(\d{29})"/u.exec(body)?.[1] : undefined;

/** Fails when two requestIds of one place have one messageId. */
const expectApart = (exchanges: readonly Exchange[]): void => {
  const owners = new Map<string, string>();
  for (const exchange of exchanges) {
    const requestId = plainRequestId(exchange);
    if (requestId === undefined || operationOf(exchange) === undefined || !looksTaken(exchange)) continue;
    const messageId = readAnswer(exchange)?.messageId;
    if (typeof messageId !== "string") continue;
    const place = `${exchange.request.url} ${messageId}`;
    const owner = owners.get(place) ?? requestId;
    expectTrue(`messageId of ${requestId}, which ${owner} has`, owner === requestId, {
      expected: "another messageId",
      actual: messageId,
      exchange,
    });
    owners.set(place, owner);
  }
};

export const messageIdUnique = serverCase(
  {
    id: "laws/message-id-unique",
    says: /un(?:ique|qiue) ID/u,
    rule: "Every notification has a messageId of its own, in a whole run.",
    overall: true,
  },
  async (context) => {
    for (let round = 0; round < rounds; round += 1) {
      await forEach(context.operations, async (operation) => {
        // At the same time, since an id that is made of the time repeats only then.
        await Promise.all(Array.from({ length: atOnce }, () => take(context, operation)));
      });
    }
    expectApart(context.seen);
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
