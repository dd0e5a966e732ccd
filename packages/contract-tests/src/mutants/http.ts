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
      readHeader: (header) =>
        header.includes(", ") ? readSignatureHeader(header) : { keyVersion: undefined, signature: "" },
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
    id: "answer-always-signed",
    change: "Answers to unverified requests are signed as well.",
    violates: [],
    rules: { signsAnswer: () => true },
  },
];

const lenient = (text: string): unknown => JSON.parse(text.replace(/,$/u, ""));

/** Wrong about the envelope. */
export const envelopeMutants: readonly ServerMutant[] = [
  {
    id: "failure-as-http-400",
    change: "F is answered with HTTP 400.",
    violates: ["MS-001", "SI-004"],
    rules: { httpStatus: (status) => (status === "F" ? 400 : 200) },
  },
  { id: "trailing-comma", change: "A comma after the body is forgiven.", violates: [], rules: { parse: lenient } },
  {
    id: "serialised-twice",
    change: "A body that was serialised twice is taken apart twice.",
    violates: [],
    rules: { readValue: (value) => defaultRules.readValue(typeof value === "string" ? tryParse(value) : value) },
  },
  {
    id: "replacement-characters",
    change: "Invalid UTF-8 is read with replacement characters.",
    violates: [],
    rules: { decode: (bytes) => new TextDecoder().decode(bytes) },
  },
  { id: "no-size-limit", change: "Bodies of any size are taken.", violates: [], rules: { sizeLimit: Infinity } },
  {
    id: "any-media-type",
    change: "Any Content-Type is taken for JSON.",
    violates: [],
    rules: { acceptsMediaType: () => true },
  },
  {
    id: "media-type-required",
    change: "An absent Content-Type is refused.",
    violates: [],
    rules: { acceptsMediaType: (header) => header !== null && defaultRules.acceptsMediaType(header) },
  },
  {
    id: "any-method",
    change: "Any method is taken for POST.",
    violates: ["MS-001", "SI-004"],
    rules: { acceptsMethod: () => true },
  },
  {
    id: "path-in-any-case",
    change: "The path is compared without case.",
    violates: [],
    rules: {
      routePath: (path) =>
        operations.find((operation) => operation.path.toLowerCase() === path.toLowerCase())?.path ?? path,
    },
  },
  {
    id: "slash-forgiven",
    change: "A slash at the end of the path is forgiven.",
    violates: [],
    rules: { routePath: (path) => path.replace(/\/$/u, "") },
  },
  { id: "any-namespace", change: "Any text is a namespace.", violates: [], rules: { namespacePattern: /^/u } },
];

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
