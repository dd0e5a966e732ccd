import { defaultRules } from "../reference/rules.js";
import { textOf } from "../spec/json.js";
import { operations } from "../spec/operation.js";
import type { ServerMutant } from "./mutant.js";

const lenient = (text: string): unknown => JSON.parse(text.replace(/,$/u, ""));

/** Bodies that this server refuses with a code of its own. */
const ownCodeFor = (name: string, isIt: (body: string) => boolean): ServerMutant => ({
  id: `own-code/${name}`,
  change: `A body that is wrong in one way (${name}) gets a code of its own.`,
  violates: [],
  rules: { malformedCode: (body) => (isIt(body) ? "MALFORMED" : defaultRules.malformedCode(body)) },
});

/** Refuses what is to be refused, with another code. */
const wrongCodes: readonly ServerMutant[] = [
  ownCodeFor("malformed-json", (body) => body === "{"),
  ownCodeFor("almost-json", (body) => body.startsWith("/*")),
  ownCodeFor("not-an-object", (body) => body === "7"),
  ownCodeFor("invalid-utf8", (body) => body.includes("\uFFFD")),
  ownCodeFor("oversized", (body) => body.length > defaultRules.sizeLimit),
  {
    id: "own-code/media-type",
    change: "Another media type gets PARAM_ILLEGAL.",
    violates: [],
    rules: { mediaTypeCode: "PARAM_ILLEGAL" },
  },
  {
    id: "own-code/method",
    change: "Another method gets INVALID_API.",
    violates: [],
    rules: { methodCode: "INVALID_API" },
  },
  {
    id: "own-code/unknown-path",
    change: "An unknown path gets PARAM_ILLEGAL.",
    violates: [],
    rules: { pathCode: (path) => (path.startsWith("/v2/unknown") ? "PARAM_ILLEGAL" : "INVALID_API") },
  },
  {
    id: "own-code/trailing-slash",
    change: "A slash at the end of the path gets PARAM_ILLEGAL.",
    violates: [],
    rules: { pathCode: (path) => (path.endsWith("/") ? "PARAM_ILLEGAL" : "INVALID_API") },
  },
];

/** Wrong about the envelope. */
export const envelopeMutants: readonly ServerMutant[] = [
  {
    id: "failure-as-http-400",
    change: "F is answered with HTTP 400.",
    violates: [],
    rules: { httpStatus: (status) => (status === "F" ? 400 : 200) },
  },
  { id: "trailing-comma", change: "A comma after the body is forgiven.", violates: [], rules: { parse: lenient } },
  {
    id: "comma-before-brace",
    change: "A comma before a closing brace or bracket is forgiven.",
    violates: [],
    rules: { parse: (text) => JSON.parse(text.replaceAll(/,(?=\s*[}\]])/gu, "")) },
  },
  {
    id: "escaped-slash-refused",
    change: "An escaped slash in the JSON of a request is refused.",
    violates: [],
    rules: { parse: (text) => (text.includes(String.raw`\/`) ? undefined : JSON.parse(text)) },
  },
  {
    id: "no-envelope-for-long-token",
    change: "An accessToken that is too long is refused without a result.",
    violates: ["MS-001", "SI-004"],
    rules: {
      answer: (fields) =>
        textOf(fields.result["resultMessage"]).includes("accessToken: at most")
          ? { error: "too long" }
          : defaultRules.answer(fields),
    },
  },
  {
    id: "byte-order-mark",
    change: "Answers begin with a byte order mark.",
    violates: [],
    rules: { serialise: (value) => `\uFEFF${JSON.stringify(value)}` },
  },
  {
    id: "answers-as-text",
    change: "Answers are of type text/plain.",
    violates: [],
    rules: { answerType: "text/plain; charset=UTF-8" },
  },
  {
    id: "unknown-header-refused",
    change: "A request with a Trace-Id is refused.",
    violates: [],
    rules: { acceptsHeaders: (headers) => !headers.has("Trace-Id") },
  },
  {
    id: "charset-required",
    change: "A Content-Type without a charset is refused.",
    violates: [],
    rules: {
      acceptsMediaType: (header) => header === null || /^application\/json\s*;\s*charset="?utf-8"?$/iu.test(header),
    },
  },
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
    id: "put-as-post",
    change: "PUT is taken for POST.",
    violates: [],
    rules: { acceptsMethod: (method) => method === "POST" || method === "PUT" },
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
  ...wrongCodes,
  { id: "any-namespace", change: "Any text is a namespace.", violates: [], rules: { namespacePattern: /^/u } },
];

function tryParse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
