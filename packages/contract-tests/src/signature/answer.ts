import { serverCase } from "../engine/case.js";
import type { Exchange } from "../engine/exchange.js";
import { ContractFailure, expectSame, expectTrue } from "../engine/failure.js";
import { contentBytes, readSignatureHeader, uriOf, verifyContent } from "../signing/signer.js";
import { platformKey, seededIdentity, signedBody, signedRequest } from "./identity.js";

const header = (exchange: Exchange, name: string): string => {
  const value = exchange.headers.get(name);
  if (value === null)
    throw new ContractFailure(`header ${name} of the answer`, { expected: "present", actual: "missing", exchange });
  return value;
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
    for (const overrides of [{}, { templates: [] }]) {
      const body = JSON.stringify(signedBody(context, identity, overrides));
      const exchange = await context.send(signedRequest(context, identity, { body }));
      expectSame("client-id of the answer", header(exchange, "client-id"), identity.clientId, exchange);
      const content = contentBytes({
        method: "POST",
        uri: uriOf(exchange.request.url),
        clientId: identity.clientId,
        time: header(exchange, "response-time"),
        body: new TextEncoder().encode(exchange.text),
      });
      const right = verifyContent(content, readSignatureHeader(header(exchange, "signature")).signature, key);
      expectTrue("signature of the answer", right, {
        expected: "verifies with the platform's key",
        actual: "does not",
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

export const unverifiedAnswerUnsigned = serverCase(
  {
    id: "signature/unverified-answer-unsigned",
    level: "inferred",
    rule: "The answer to an unsigned or unverifiable request is unsigned. (E15)",
    requires: ["control"],
  },
  async (context) => {
    const identity = await seededIdentity(context, context, { signature: "optional" });
    const body = JSON.stringify(signedBody(context, identity));
    const wrong = signedRequest(context, identity, { body, content: (content) => ({ ...content, method: "GET" }) });
    expectUnsigned(await context.send(wrong), "A wrong signature");
    expectUnsigned(await context.send({ path: wrong.path, body, signer: false }), "No signature");
  },
);
