import type { SignedMessage } from "../message.js";
import { bodyText, bodyVariants } from "./body-variants.js";
import type { Candidate } from "./candidate.js";
import { type Variant, variantsOf } from "./cause.js";
import { newlineVariants } from "./newline-variants.js";
import { driftVariants, timeVariants } from "./time-variants.js";
import { type Route, uriVariants } from "./uri-variants.js";

type Part = Exclude<keyof Candidate, symbol>;

/** What was signed instead of the message, and the variants that lead there. */
export interface Found {
  readonly message: Candidate;
  readonly variants: readonly Variant[];
}

/** Whether a candidate is what was signed. */
export type Matches = (candidate: Candidate) => boolean | Promise<boolean>;

/** With the hash of a runtime that is a millisecond; the pairs of the usual mistakes are half of it. */
const MOST_CANDIDATES = 1000;

/** What one diagnosis may hash: large bodies get the single mistakes alone. */
const MOST_BYTES = 2_097_152;

/** So many variants of each part, the likeliest, are tried together with those of another part. */
const USUAL = 8;

const methodVariants = (): Variant[] =>
  variantsOf(
    "method-changed",
    ["post", "GET", "PUT", ""].map((method) => [`“${method}” was signed`, method]),
  );

const clientIdVariants = (clientId: string): Variant[] =>
  variantsOf("client-id-changed", [
    ["it was trimmed", clientId.trim()],
    ["it was in small letters", clientId.toLowerCase()],
    ...["", "undefined", "null"].map((text): [string, string] => [`“${text}” was signed`, text]),
  ]);

/** Named one by one, since a thousand objects are spread in more time than they are hashed in. */
const withPart = (message: Candidate, part: Part, { value }: Variant): Candidate => {
  const { method, uri, clientId, time, body, newline } = message;
  return { method, uri, clientId, time, body, newline, [part]: value };
};

const single = function* (message: SignedMessage, part: Part, variants: Iterable<Variant>): Generator<Found> {
  for (const variant of variants) yield { message: withPart(message, part, variant), variants: [variant] };
};

const pairs = function* (message: SignedMessage, parts: readonly (readonly [Part, readonly Variant[]])[]) {
  for (const [index, [part, variants]] of parts.entries()) {
    for (const [otherPart, others] of parts.slice(index + 1)) {
      for (const variant of variants) {
        for (const other of others) {
          const candidate = withPart(withPart(message, part, variant), otherPart, other);
          yield { message: candidate, variants: [variant, other] };
        }
      }
    }
  }
};

/** Passes variants on that change something, and keeps the first of them. */
const keepUsual = function* (from: Iterable<Variant>, original: unknown, usual: Variant[]): Generator<Variant> {
  for (const variant of from) {
    if (variant.value === original) continue;
    if (usual.length < USUAL) usual.push(variant);
    yield variant;
  }
};

/** Every usual mistake, then pairs of the likeliest in different parts, and last a clock that was read twice. */
const candidatesOf = function* (request: SignedMessage, route: Route): Generator<Found> {
  // Text is encoded in one go with what stands before it.
  const message = { ...request, body: bodyText(request.body) ?? request.body };
  const usual: [Part, Variant[]][] = [
    ["uri", []],
    ["newline", []],
    ["time", []],
    ["body", []],
  ];
  const variants: Record<string, () => Iterable<Variant>> = {
    uri: () => uriVariants(message.uri, route),
    newline: newlineVariants,
    time: () => timeVariants(message.time),
    body: () => bodyVariants(message.body),
  };
  const original: Candidate = message;
  for (const [part, kept] of usual) {
    yield* single(message, part, keepUsual(variants[part]?.() ?? [], original[part], kept));
  }
  yield* single(message, "method", methodVariants());
  yield* single(message, "clientId", clientIdVariants(message.clientId));
  yield* pairs(message, usual);
  yield* single(message, "time", driftVariants(message.time));
};

/** Finds what was signed instead of `message`, within a bound that no request can move. */
export const searchSigned = async (
  message: SignedMessage,
  route: Route,
  matches: Matches,
): Promise<Found | undefined> => {
  let candidates = MOST_CANDIDATES;
  let bytes = MOST_BYTES;
  for (const found of candidatesOf(message, route)) {
    candidates -= 1;
    bytes -= found.message.body.length + found.message.uri.length;
    if (candidates < 0 || bytes < 0) return undefined;
    const isMatch = matches(found.message);
    if (typeof isMatch === "boolean" ? isMatch : await isMatch) return found;
  }
  return undefined;
};
