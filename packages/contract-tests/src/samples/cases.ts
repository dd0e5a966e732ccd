import { serverCase, type Case } from "../engine/case.js";
import { answerOf, expectStatus, messageIdOf } from "../engine/answer.js";
import type { Exchange } from "../engine/exchange.js";
import { expectSame, expectTrue } from "../engine/failure.js";
import type { ServerContext } from "../engine/server-context.js";
import { isObject, type JsonObject, textOf } from "../spec/json.js";
import { operations, sendMessage, type Operation } from "../spec/operation.js";

/** The sample as it is where a namespace keeps it apart; with a fresh requestId where other runs were here before. */
const isolated = (context: ServerContext, operation: Operation, sample: JsonObject): JsonObject =>
  context.target.controlUrl === undefined
    ? { ...sample, requestId: context.requestId(), ...context.target.values?.[operation.id] }
    : sample;

/**
 * The documented answer, as far as it may be demanded: ids are the server's own, the message compares without case, and
 * that extendInfo comes back is a law of its own (`laws/extend-info-echo`), since only the stub promises it (E02).
 */
const expectDocumentedAnswer = (exchange: Exchange, documented: JsonObject): void => {
  const answer = answerOf(exchange);
  const expected = isObject(documented["result"]) ? documented["result"] : {};
  expectSame("resultStatus of the sample", answer.resultStatus, expected["resultStatus"], exchange);
  expectSame("resultCode of the sample", answer.resultCode, expected["resultCode"], exchange);
  expectSame("resultMessage of the sample", lower(answer.resultMessage), lower(expected["resultMessage"]), exchange);
  if ("messageId" in documented) messageIdOf(exchange);
};

const lower = (value: unknown): string => String(value).toLowerCase();

const sampleCases = (operation: Operation): readonly Case[] =>
  Object.entries(operation.samples).map(([name, sample]) =>
    serverCase(
      {
        id: `samples/${operation.slug}/${name}`,
        level: "documented",
        rule: `The documented ${name} request answers the documented response.`,
      },
      async (context) => {
        const exchange = await context.post(operation, isolated(context, operation, sample));
        expectDocumentedAnswer(exchange, Object.values(operation.answers)[0] ?? {});
      },
    ),
  );

const fragmentCases = (operation: Operation): readonly Case[] =>
  Object.entries(operation.fragments).map(([name, templates]) =>
    serverCase(
      {
        id: `samples/${operation.slug}/templates-${name}`,
        level: "documented",
        rule: `A request with the documented ${name} templates is accepted.`,
      },
      async (context) =>
        expectStatus(
          await context.post(operation, context.body(operation, { templates })),
          "S",
          "Documented templates",
        ),
    ),
  );

const collision = serverCase(
  {
    id: "samples/send-message/collision",
    level: "documented",
    rule: "The three samples share one requestId: in one place they are one notification. (E14)",
  },
  async (context) => {
    const [first, ...others] = Object.values(sendMessage.samples).map((sample) =>
      isolated(context, sendMessage, sample),
    );
    const requestId = first?.["requestId"] ?? "";
    const answer = await context.post(sendMessage, first ?? {});
    for (const other of others) {
      const again = await context.post(sendMessage, { ...other, requestId });
      expectSame("messageId of a sample with the same requestId", messageIdOf(again), messageIdOf(answer), again);
    }
    if (context.target.controlUrl === undefined) return;
    const messages = await context.control.messages({ requestId: textOf(requestId) });
    expectTrue("deliveries of three samples with one requestId", messages.length === 1, {
      expected: 1,
      actual: messages.length,
    });
  },
);

export const sampleCasesOfServers: readonly Case[] = [
  ...operations.flatMap((operation) => sampleCases(operation).concat(fragmentCases(operation))),
  collision,
];
