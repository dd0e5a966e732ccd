import { defaultRules, type SignatureFailure } from "../reference/rules.js";
import { readSignatureHeader, type SignedContent } from "../signing/signer.js";
import { operations } from "../spec/operation.js";
import type { ServerMutant } from "./mutant.js";

const onFailure = (
  failure: SignatureFailure,
  code: string | undefined,
): Pick<ServerMutant["rules"], "signatureCode"> => ({
  signatureCode: (given) => (given === failure ? code : defaultRules.signatureCode(given)),
});

const body = (content: SignedContent, change: (text: string) => string): SignedContent => {
  const text = new TextDecoder().decode(content.body);
  try {
    return { ...content, body: new TextEncoder().encode(change(text)) };
  } catch {
    return content;
  }
};

/** Keys in the documented order, as a server that rebuilds the body from its own type has them. */
const documentedOrder = (text: string): string => {
  const value = new Map(Object.entries(Object(JSON.parse(text))));
  const known = operations.flatMap(({ request }) => Object.keys(request.properties ?? {}));
  const keys = [...new Set([...known.filter((key) => value.has(key)), ...value.keys()])];
  const ordered = JSON.stringify(Object.fromEntries(keys.map((key) => [key, value.get(key)])));
  // Bodies with white space pass as they are: this server only ever saw compact ones in another order.
  return text.length === ordered.length && [...value.keys()][0] !== keys[0] ? ordered : text;
};

/** Accepts a signature over something else as well. */
export const also = (change: (content: Uint8Array) => Uint8Array): Pick<ServerMutant["rules"], "verifies"> => ({
  verifies: (content, signature, key) =>
    defaultRules.verifies(content, signature, key) || defaultRules.verifies(change(content), signature, key),
});

/** Wrong about signatures. */
export const signatureMutants: readonly ServerMutant[] = [
  {
    id: "signature-ignored",
    change: "A wrong signature is accepted.",
    violates: [],
    rules: onFailure("signature", undefined),
  },
  {
    id: "signature-over-parsed-json",
    change: "The signature is checked over the body parsed and serialised again.",
    violates: ["MS-004"],
    rules: { signedContent: (content) => body(content, (text) => JSON.stringify(JSON.parse(text))) },
  },
  {
    id: "escapes-resolved",
    change: "Escaped slashes are resolved before the signature is checked.",
    violates: ["MS-004"],
    rules: { signedContent: (content) => body(content, (text) => text.replaceAll(String.raw`\u002f`, "/")) },
  },
  {
    id: "signature-in-documented-order",
    change: "The signature is checked over the body with its keys in the documented order.",
    violates: [],
    rules: { signedContent: (content) => body(content, documentedOrder) },
  },
  {
    id: "prefix-ignored",
    change: "The signature is checked over the path without the deployment's prefix.",
    violates: ["MS-004"],
    rules: { signedContent: (content, path) => ({ ...content, uri: path }) },
  },
  {
    id: "one-bit-forgiven",
    change: "A signature over the content with its first bit flipped is accepted as well.",
    violates: [],
    rules: also((content) => Uint8Array.from(content, (byte, index) => (index === 0 ? byte ^ 1 : byte))),
  },
  {
    id: "client-believed",
    change: "A client that signed rightly once is believed from then on.",
    violates: [],
    rules: { believesOnceVerified: true },
  },
  {
    id: "plus-as-space",
    change: "The signature is form-decoded: a plus becomes a space.",
    violates: [],
    rules: {
      // A reader of base64 skips spaces, so the plus is lost rather than kept.
      readHeader: (header) => readSignatureHeader(header.replaceAll("+", " ")),
    },
  },
  {
    id: "upper-case-hex-only",
    change: "Only upper-case hex is decoded.",
    violates: [],
    rules: {
      readHeader: (header) => {
        const read = readSignatureHeader(header);
        return /%[0-9A-F]?[a-f]/u.test(header) ? { ...read, signature: "" } : read;
      },
    },
  },
  {
    id: "separator-with-space-only",
    change: "The parts of the Signature header are split at a comma with a space.",
    violates: [],
    rules: {
      readHeader: (header) => readSignatureHeader(header.includes(", ") ? header : ""),
    },
  },
  {
    id: "first-key-meant",
    change: "Without keyVersion the first key is meant.",
    violates: [],
    rules: { keyMissing: "first" },
  },
  {
    id: "latest-key-only",
    change: "Only the latest key of a client is valid.",
    violates: [],
    rules: { acceptsOldKeys: false },
  },
  {
    id: "iso-time-only",
    change: "Epoch milliseconds in Request-Time are no time.",
    violates: [],
    rules: { readTime: (time) => (/^\d{13}$/u.test(time) ? 0 : Date.parse(time)) },
  },
  {
    id: "future-tolerated",
    change: "A Request-Time in the future is always tolerated.",
    violates: [],
    rules: { tolerates: (ahead, tolerance) => ahead <= tolerance },
  },
  {
    id: "stale-accepted",
    change: "requestTimeTolerance is ignored.",
    violates: [],
    rules: onFailure("stale", undefined),
  },
  {
    id: "missing-header-accepted",
    change: "A request without its signature headers is accepted.",
    violates: ["MS-004"],
    rules: onFailure("missing", undefined),
  },
  {
    id: "missing-header-as-parameter",
    change: "A missing header gets PARAM_ILLEGAL.",
    violates: [],
    rules: onFailure("missing", "PARAM_ILLEGAL"),
  },
  {
    id: "client-id-optional",
    change: "Without a Client-Id the only client is meant.",
    violates: [],
    rules: { demandsHeader: (name) => name !== "Client-Id" },
  },
  {
    id: "request-time-optional",
    change: "A request without Request-Time is accepted.",
    violates: [],
    rules: { demandsHeader: (name) => name !== "Request-Time" },
  },
  {
    id: "client-id-in-any-case",
    change: "Client-Ids are compared without case.",
    violates: [],
    rules: { clientOf: (known, id) => known.find((one) => one.toLowerCase() === id.toLowerCase()) },
  },
  {
    id: "unknown-client-as-signature",
    change: "An unknown client gets INVALID_SIGNATURE.",
    violates: [],
    rules: onFailure("client", "INVALID_SIGNATURE"),
  },
  {
    id: "unknown-key-as-signature",
    change: "An unknown keyVersion gets INVALID_SIGNATURE.",
    violates: [],
    rules: onFailure("key", "INVALID_SIGNATURE"),
  },
  {
    id: "signature-after-parameters",
    change: "Parameters are judged before the signature.",
    violates: [],
    rules: { order: ["parameters", "signature", ...defaultRules.order.slice(2)] },
  },
  {
    id: "answer-signed-over-another-path",
    change: "Answers are signed over the path without the namespace.",
    violates: [],
    rules: { answerContent: (content) => ({ ...content, uri: content.uri.replace(/^\/ns\/[^/]+/u, "") }) },
  },
  {
    id: "failures-unsigned",
    change: "An answer F is not signed.",
    violates: [],
    rules: { signsAnswer: (verified, status) => verified && status !== "F" },
  },
  {
    id: "answer-always-signed",
    change: "Answers to unverified requests are signed as well.",
    violates: [],
    rules: { signsAnswer: () => true },
  },
];
