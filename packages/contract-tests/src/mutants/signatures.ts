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
    rules: { proof: ({ givenId }) => givenId },
  },
  {
    id: "signature-remembered",
    change: "A signature that was right once is right for every request.",
    violates: [],
    rules: { proof: ({ header }) => header ?? "" },
  },
  {
    id: "moment-remembered",
    change: "A client that signed rightly is believed for requests of the same time.",
    violates: [],
    rules: { proof: ({ givenId, time }) => `${givenId} ${time}` },
  },
  {
    id: "body-remembered",
    change: "A body that was signed rightly once needs no signature again.",
    violates: [],
    rules: { proof: ({ givenId, body: sent }) => `${givenId} ${Buffer.from(sent).toString("base64")}` },
  },
  {
    id: "version-as-number",
    change: "Key versions are compared as numbers.",
    violates: [],
    rules: { sameVersion: (known, given) => Number(known) === Number(given) },
  },
  {
    id: "any-key-of-the-client",
    change: "Whatever keyVersion says, any key of the client will do.",
    violates: [],
    rules: { triesAllKeys: true },
  },
  {
    id: "client-id-by-its-beginning",
    change: "A Client-Id that begins with a known one is that one.",
    violates: [],
    rules: { clientOf: (known, id) => known.find((one) => id.startsWith(one)) },
  },
  {
    id: "query-refused",
    change: "The signature of a request with a query is never right.",
    violates: [],
    rules: { signedContent: (content) => (content.uri.includes("?") ? { ...content, uri: "" } : content) },
  },
  {
    id: "long-body-refused",
    change: "The signature of a body over 8 KiB is never right.",
    violates: [],
    rules: { signedContent: (content) => (content.body.length > 8192 ? { ...content, uri: "" } : content) },
  },
  {
    id: "long-body-cut",
    change: "The signature is checked over the first 8 KiB of a body.",
    violates: [],
    rules: { signedContent: (content) => ({ ...content, body: content.body.subarray(0, 8192) }) },
  },
  {
    id: "no-time-tolerated",
    change: "A Request-Time that is none is never stale.",
    violates: [],
    rules: { tolerates: (ahead, tolerance) => !(Math.abs(ahead) > tolerance) },
  },
  {
    id: "time-without-offset-refused",
    change: "A Request-Time without an offset is no time.",
    violates: [],
    rules: { readTime: (time) => (/T[^Z+-]*$/u.test(time) ? Number.NaN : defaultRules.readTime(time)) },
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
    id: "tolerance-doubled",
    change: "Twice the requestTimeTolerance is tolerated.",
    violates: [],
    rules: { tolerates: (ahead, tolerance) => Math.abs(ahead) <= 2 * tolerance },
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
];
