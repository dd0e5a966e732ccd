import { expectTakenAgain, isRefusedByWorld, isTaken, looksTaken, shortAnswer, take } from "../engine/acceptance.js";
import { answerOf, messageIdOf } from "../engine/answer.js";
import { serverCase, type Case } from "../engine/case.js";
import type { Exchange } from "../engine/exchange.js";
import { ContractFailure, expectSame, expectTrue } from "../engine/failure.js";
import type { ServerContext } from "../engine/server-context.js";
import { Inconclusive } from "../engine/verdict.js";
import { isObject, type JsonObject, textOf } from "../spec/json.js";
import { operations, sendMessage, type Operation } from "../spec/operation.js";

/** The sample as it is where a namespace keeps it apart; with a fresh requestId where other runs were here before. */
const isolated = (context: ServerContext, operation: Operation, sample: JsonObject): JsonObject =>
  context.target.controlUrl === undefined
    ? { ...sample, requestId: context.requestId(), ...context.target.values?.[operation.id] }
    : sample;

/**
 * A documented request is taken. A server whose own registries do not know its token, app or template may refuse it;
 * whatever else refuses it refuses what the page shows.
 */
const expectSampleTaken = (context: ServerContext, exchange: Exchange): void => {
  if (isTaken(exchange)) return;
  if (context.target.controlUrl === undefined && isRefusedByWorld(exchange)) {
    throw new Inconclusive(
      `The server does not know the sample's token, app or template (${shortAnswer(exchange)}): give those that it knows by --values.`,
      exchange,
    );
  }
  throw new ContractFailure("The documented request must be taken", {
    expected: "S or A",
    actual: exchange.text,
    exchange,
  });
};

/** The documented S, as far as it may be demanded: ids are the server's own, the message compares without case. */
const expectDocumentedAnswer = (exchange: Exchange, documented: JsonObject): void => {
  const answer = answerOf(exchange);
  const expected = isObject(documented["result"]) ? documented["result"] : {};
  if (answer.resultStatus !== expected["resultStatus"]) return;
  expectSame("resultCode of the sample", answer.resultCode, expected["resultCode"], exchange);
  expectSame("resultMessage of the sample", lower(answer.resultMessage), lower(expected["resultMessage"]), exchange);
};

const lower = (value: unknown): string => String(value).toLowerCase();

const sampleCases = (operation: Operation): readonly Case[] =>
  Object.entries(operation.samples).map(([name, sample]) =>
    serverCase(
      {
        id: `samples/${operation.slug}/${name}`,
        says: /request samples of notification delivery|Merchants send a request/u,
        rule: `The documented ${name} request answers the documented response.`,
        operations: [operation.id],
      },
      async (context) => {
        const exchange = await context.post(operation, isolated(context, operation, sample));
        expectSampleTaken(context, exchange);
        expectDocumentedAnswer(exchange, Object.values(operation.answers)[0] ?? {});
      },
    ),
  );

const fragmentCases = (operation: Operation): readonly Case[] =>
  Object.entries(operation.fragments).map(([name, templates]) =>
    serverCase(
      {
        id: `samples/${operation.slug}/templates-${name}`,
        says: /"templateParameters"/u,
        rule: `A request with the documented ${name} templates is accepted.`,
        operations: [operation.id],
      },
      async (context) => {
        // --values may name a template that has other variables.
        const own = context.target.values?.[operation.id]?.["templates"];
        if (own !== undefined) throw new Inconclusive("--values replaces the templates.");
        expectSampleTaken(context, await context.post(operation, context.body(operation, { templates })));
      },
    ),
  );

const collision = serverCase(
  {
    id: "samples/send-message/collision",
    says: /must return the same messageId/u,
    rule: "The three samples share one requestId: in one place those that are taken are one notification. (E14)",
    operations: ["sendMessage"],
  },
  async (context) => {
    const [first = {}, ...others] = Object.values(sendMessage.samples).map((sample) =>
      isolated(context, sendMessage, sample),
    );
    const requestId = first["requestId"] ?? "";
    const answer = await take(context, sendMessage, { body: first });
    const again = await context.post(sendMessage, first);
    expectTakenAgain(again, "The first sample, sent again,");
    for (const other of others) {
      const exchange = await context.post(sendMessage, { ...other, requestId });
      // Other content under a known requestId may be refused; what is taken is the notification of the first.
      if (!isTaken(exchange) && context.target.controlUrl === undefined) continue;
      expectSame("messageId of a sample with the same requestId", messageIdOf(exchange), messageIdOf(answer), exchange);
    }
    if (context.target.controlUrl === undefined) return;
    const messages = await context.control.messages({ requestId: textOf(requestId) });
    expectTrue("deliveries of three samples with one requestId", messages.length === 1, {
      expected: 1,
      actual: messages.length,
    });
  },
);

const anyTaken = (operation: Operation): Case =>
  serverCase(
    {
      id: `samples/${operation.slug}/any`,
      level: "inferred",
      rule: `The server takes at least one ${operation.id} request, the sample's or that of --values: else nothing else is proven.`,
      operations: [operation.id],
      runsIfAbsent: true,
    },
    async (context) => {
      let last: Exchange | undefined;
      for (const sample of Object.values(operation.samples)) {
        last = await context.another().post(operation, isolated(context, operation, sample));
        if (looksTaken(last)) return;
      }
      throw new ContractFailure(`No ${operation.id} request is taken`, {
        expected: "S or A for a sample, or for what --values puts in its place",
        actual: last?.text,
        exchange: last,
      });
    },
  );

export const sampleCasesOfServers: readonly Case[] = operations
  .flatMap((operation) => sampleCases(operation).concat(fragmentCases(operation), anyTaken(operation)))
  .concat(collision);
