import type { KeyObject } from "node:crypto";
import { isTaken, shortAnswer } from "../engine/acceptance.js";
import type { ServerCase, ServerCaseFacts } from "../engine/case.js";
import type { Exchange } from "../engine/exchange.js";
import { expectTrue } from "../engine/failure.js";
import { Inconclusive } from "../engine/verdict.js";
import {
  bodyText,
  expectPlainTaken,
  plainRequest,
  platformKey,
  signedRequest,
  signingCase,
  unsigned,
  type SigningClient,
} from "./identity.js";
import { sampleNotTaken } from "./sample-not-taken.js";
import { expectVerified, headerOf } from "./verified.js";

/** A case about the signature of answers, which takes the platform's key to read. */
const answerCase = (
  facts: Pick<ServerCaseFacts, "id" | "rule">,
  run: (client: SigningClient, key: KeyObject) => Promise<void>,
): ServerCase =>
  signingCase({ ...facts, level: "inferred", requires: ["platform-key"] }, async (client) =>
    run(client, await platformKey(client.context)),
  );

export const responseSigned = answerCase(
  {
    id: "signature/response-signed",
    rule: "The answer to a verified request is signed over method and URI of the request, client, response time and its exact bytes. (E15)",
  },
  async (client, key) => {
    await expectPlainTaken(client);
    for (const overrides of [{}, { templates: [] }]) {
      expectVerified(await client.context.send(plainRequest(client, overrides)), client.identity, key);
    }
    const asked = await client.context.send(signedRequest(client, { body: bodyText(client), query: "?a=1" }));
    if (asked.headers.has("signature")) expectVerified(asked, client.identity, key);
  },
);

export const answerNonAscii = answerCase(
  {
    id: "signature/answer-non-ascii",
    rule: "The signature of an answer covers its UTF-8 bytes, whatever characters they hold and however many. (E15)",
  },
  async (client, key) => {
    for (const extendInfo of ["\u00E4\u4F60\u{1F600}", "\u4F60".repeat(4096)]) {
      const exchange = await client.context.send(plainRequest(client, { extendInfo }));
      if (exchange.status >= 400 || !isTaken(exchange)) {
        throw new Inconclusive(`The server does not take such an extendInfo (${shortAnswer(exchange)}).`, exchange);
      }
      expectVerified(exchange, client.identity, key);
    }
  },
);

export const answerHeader = answerCase(
  {
    id: "signature/answer-header",
    rule: "The Signature of an answer reads `algorithm=RSA256, keyVersion=…, signature=…`, in this order, with percent-encoded base64.",
  },
  async (client) => {
    const exchange = await expectPlainTaken(client);
    const value = headerOf(exchange, "signature");
    const usual = /^algorithm=RSA256,\s*keyVersion=[^,\s]+,\s*signature=(?:[A-Za-z0-9]|%2B|%2F|%3D)+$/iu.test(value);
    expectTrue("signature of the answer", usual, {
      expected: "algorithm=RSA256, keyVersion=<v>, signature=<percent-encoded base64>",
      actual: value,
      exchange,
    });
  },
);

const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)$/u;

export const answerTime = answerCase(
  {
    id: "signature/answer-time",
    rule: "The response-time of a signed answer is an ISO 8601 time with its offset.",
  },
  async (client) => {
    const exchange = await expectPlainTaken(client);
    const value = headerOf(exchange, "response-time");
    expectTrue("response-time", isoTime.test(value), {
      expected: "2019-04-04T12:08:56+05:30",
      actual: value,
      exchange,
    });
  },
);

/** Longer than the second that a response-time tells. */
const aMoment = 1100;

/** Lets the server's clock go on: the virtual one where there is one. */
const goOn = async ({ context }: SigningClient): Promise<void> => {
  if (context.target.controlUrl !== undefined) await context.control.advance("PT1M");
  else await new Promise((resolve) => void setTimeout(resolve, aMoment));
};

const ago = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();

export const answerTimeGoesOn = answerCase(
  {
    id: "signature/answer-time-goes-on",
    rule: "The response-time is the time of the answer, a replay's too: it goes on from one to the next, whatever Request-Time says.",
  },
  async (client) => {
    const body = bodyText(client);
    const send = (text: string, time: string): Promise<Exchange> =>
      client.context.send(signedRequest(client, { body: text, time }));
    const first = await send(body, ago(0));
    if (!isTaken(first)) throw sampleNotTaken(first);
    const begin = Date.parse(headerOf(first, "response-time"));
    const refused = bodyText(client, { templates: [] });
    await send(refused, ago(0));
    await goOn(client);
    const later = { "a replay": body, "a refusal": refused, "a later answer": bodyText(client) };
    for (const [what, text] of Object.entries(later)) {
      const exchange = await send(text, ago(2));
      if (!exchange.headers.has("response-time")) continue;
      const time = headerOf(exchange, "response-time");
      expectTrue(`response-time of ${what}`, Date.parse(time) > begin, {
        expected: `later than ${headerOf(first, "response-time")}`,
        actual: time,
        exchange,
      });
    }
  },
);

const expectUnsigned = (exchange: Exchange, what: string): void =>
  expectTrue(
    `${what}: an unsigned answer`,
    !exchange.headers.has("signature") && !exchange.headers.has("response-time"),
    {
      expected: "neither signature nor response-time",
      actual: exchange.headers.get("signature") === null ? "response-time" : "signature",
      exchange,
    },
  );

export const unverifiedAnswerUnsigned = signingCase(
  {
    id: "signature/unverified-answer-unsigned",
    level: "inferred",
    rule: "The answer to an unsigned or unverifiable request is unsigned. (E15)",
  },
  async (client) => {
    const { context, identity } = client;
    const wrong = signedRequest(client, {
      body: bodyText(client),
      content: (content) => ({ ...content, method: "GET" }),
    });
    const stranger = { ...client, identity: { ...identity, clientId: "nobody-knows-this-client" } };
    expectUnsigned(await context.send(wrong), "A wrong signature");
    expectUnsigned(await context.send(unsigned(plainRequest(client))), "No signature");
    expectUnsigned(await context.send(plainRequest(stranger)), "An unknown client");
  },
  { signature: "optional" },
);
