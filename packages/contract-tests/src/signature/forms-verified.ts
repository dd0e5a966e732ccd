import type { SignedContent } from "../signing/signer.js";
import type { JsonObject } from "../spec/json.js";
import { accepted } from "./accepted.js";
import {
  bodyText,
  expectNotTaken,
  expectPlainTaken,
  signedBody,
  signedRequest,
  signingCase,
  type SignedRequest,
  type SigningClient,
} from "./identity.js";

/** Requests that a server may treat apart, each with a wrong signature. */
const unusual = (client: SigningClient): readonly (readonly [string, SignedRequest])[] => {
  const wrong = (
    overrides: JsonObject = {},
    more: Readonly<Record<string, string | undefined>> = {},
  ): SignedRequest => {
    const body = bodyText(client, overrides);
    const request = signedRequest(client, { body, content: (content) => ({ ...content, method: "GET" }) });
    return { ...request, headers: { ...request.headers, ...more } };
  };
  const { templates = [] } = signedBody(client);
  return [
    ["A wrong signature without a Content-Type", wrong({}, { "Content-Type": undefined })],
    ["A wrong signature with another Accept", wrong({}, { Accept: "text/plain" })],
    [
      "A wrong signature with headers that nobody knows",
      wrong({}, { "X-Internal": "1", "X-Forwarded-For": "127.0.0.1" }),
    ],
    ["A wrong signature over an extendInfo that is null", wrong({ extendInfo: null })],
    ["A wrong signature over a short extendInfo", wrong({ extendInfo: "" })],
    ["A wrong signature over an unknown property", wrong({ padding: 1 })],
    ["A wrong signature over two templates", wrong({ templates: [templates, templates].flat() })],
  ];
};

/** Most tries of one form: whether it is looked at does not depend on chance. */
const fewForms = 3;

/** The same forms around a wrong signature: none of them is a way around it. */
export const formsVerified = signingCase(
  {
    id: "signature/forms-verified",
    level: "inferred",
    rule: "In whatever form header, time and body come, the signature is looked at.",
  },
  async (client) => {
    await expectPlainTaken(client);
    for (const [what, request] of unusual(client)) expectNotTaken(await client.context.send(request), what);
    for (const { rule, sends } of accepted) {
      for (const send of sends(client).slice(0, fewForms)) {
        const wrong = { ...send, content: (content: SignedContent) => ({ ...content, method: "GET" }) };
        const exchange = await client.context.send(signedRequest(client, wrong));
        expectNotTaken(exchange, `A wrong signature (${rule})`);
      }
    }
  },
  { requestTimeTolerance: "PT1H" },
);
