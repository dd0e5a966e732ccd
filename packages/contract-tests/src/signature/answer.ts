import type { KeyObject } from "node:crypto";
import { isTaken, shortAnswer } from "../engine/acceptance.js";
import { serverCase } from "../engine/case.js";
import type { Exchange } from "../engine/exchange.js";
import { ContractFailure, expectSame, expectTrue } from "../engine/failure.js";
import type { ServerContext } from "../engine/server-context.js";
import { Inconclusive } from "../engine/verdict.js";
import { contentBytes, readSignatureHeader, uriOf, verifyContent, type Signer } from "../signing/signer.js";
import { expectPlainTaken, platformKey, seededIdentity, signedBody, signedRequest, plainRequest } from "./identity.js";

const header = (exchange: Exchange, name: string): string => {
  const value = exchange.headers.get(name);
  if (value === null)
    throw new ContractFailure(`header ${name} of the answer`, { expected: "present", actual: "missing", exchange });
  return value;
};

const expectVerified = (exchange: Exchange, { clientId }: Signer, key: KeyObject): void => {
  expectSame("client-id of the answer", header(exchange, "client-id"), clientId, exchange);
  const content = contentBytes({
    method: "POST",
    uri: uriOf(exchange.request.url),
    clientId,
    time: header(exchange, "response-time"),
    body: exchange.bytes,
  });
  const right = verifyContent(content, readSignatureHeader(header(exchange, "signature")).signature, key);
  expectTrue("signature of the answer", right, {
    expected: "verifies with the platform's key",
    actual: "does not; check that --platform-public-key is the platform's key, not your own",
    exchange,
  });
};

export const responseSigned = serverCase(
  {
    id: "signature/response-signed",
    level: "inferred",
    rule: "The answer to a verified request is signed over method and URI of the request, client, response time and its exact bytes. (E15)",
    requires: ["platform-key"],
  },
  async (context) => {
    const key = await platformKey(context);
    const identity = await seededIdentity(context, context);
    await expectPlainTaken(context, identity);
    for (const overrides of [{}, { templates: [] }]) {
      const body = JSON.stringify(signedBody(context, overrides));
      expectVerified(await context.send(signedRequest(context, identity, { body })), identity, key);
    }
  },
);

export const answerNonAscii = serverCase(
  {
    id: "signature/answer-non-ascii",
    level: "inferred",
    rule: "The signature of an answer covers its UTF-8 bytes, whatever characters they hold. (E15)",
    requires: ["platform-key"],
  },
  async (context) => {
    const key = await platformKey(context);
    const identity = await seededIdentity(context, context);
    const body = JSON.stringify(signedBody(context, { extendInfo: "\u00E4\u4F60\u{1F600}" }));
    const exchange = await context.send(signedRequest(context, identity, { body }));
    if (exchange.status >= 400 || !isTaken(exchange)) {
      throw new Inconclusive(`The server does not take such an extendInfo (${shortAnswer(exchange)}).`, exchange);
    }
    expectVerified(exchange, identity, key);
  },
);

/** An answer to a verified request that carries a signature at all; whether it must is `response-signed`. */
const signedAnswer = async (context: ServerContext): Promise<Exchange> => {
  const identity = await seededIdentity(context, context);
  await expectPlainTaken(context, identity);
  return context.send(plainRequest(context, identity));
};

export const answerHeader = serverCase(
  {
    id: "signature/answer-header",
    level: "inferred",
    rule: "The Signature of an answer reads `algorithm=RSA256, keyVersion=…, signature=…`, in this order, with percent-encoded base64.",
    requires: ["platform-key"],
  },
  async (context) => {
    const exchange = await signedAnswer(context);
    const value = header(exchange, "signature");
    const usual = /^algorithm=RSA256,\s*keyVersion=[^,\s]+,\s*signature=(?:[A-Za-z0-9]|%2B|%2F|%3D)+$/iu.test(value);
    expectTrue("signature of the answer", usual, {
      expected: "algorithm=RSA256, keyVersion=<v>, signature=<percent-encoded base64>",
      actual: value,
      exchange,
    });
  },
);

const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)$/u;

export const answerTime = serverCase(
  {
    id: "signature/answer-time",
    level: "inferred",
    rule: "The response-time of a signed answer is an ISO 8601 time with its offset.",
    requires: ["platform-key"],
  },
  async (context) => {
    const exchange = await signedAnswer(context);
    const value = header(exchange, "response-time");
    expectTrue("response-time", isoTime.test(value), {
      expected: "2019-04-04T12:08:56+05:30",
      actual: value,
      exchange,
    });
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

export const unverifiedAnswerUnsigned = serverCase(
  {
    id: "signature/unverified-answer-unsigned",
    level: "inferred",
    rule: "The answer to an unsigned or unverifiable request is unsigned. (E15)",
    requires: ["signing"],
  },
  async (context) => {
    const identity = await seededIdentity(context, context, { signature: "optional" });
    const body = JSON.stringify(signedBody(context));
    const wrong = signedRequest(context, identity, { body, content: (content) => ({ ...content, method: "GET" }) });
    expectUnsigned(await context.send(wrong), "A wrong signature");
    expectUnsigned(await context.send({ path: wrong.path, body, signer: false }), "No signature");
  },
);
