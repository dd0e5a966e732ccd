import type { SignedMessage } from "../message.js";
import { bodyVariants } from "./body-variants.js";
import { type Variant, variantsOf } from "./cause.js";
import { driftVariants, timeVariants } from "./time-variants.js";
import { uriVariants } from "./uri-variants.js";

type Part = keyof SignedMessage;

/** What was signed instead of the message, and the variants that lead there. */
export interface Found {
  readonly message: SignedMessage;
  readonly variants: readonly Variant[];
}

/** Whether a candidate is what was signed. */
export type Matches = (candidate: SignedMessage) => Promise<boolean>;

/** Requests beyond this get single variants alone: the pairs would hash gigabytes. */
const PAIR_LIMIT = 64 * 1024;

const withPart = (message: SignedMessage, part: Part, variant: Variant): SignedMessage => ({
  ...message,
  [part]: variant.value,
});

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

/** Tries every usual mistake, then every pair of two in different parts, and last a clock that was read twice. */
export const searchSigned = async (
  message: SignedMessage,
  { host, prefixes }: { host: string | undefined; prefixes: readonly string[] },
  matches: Matches,
): Promise<Found | undefined> => {
  const parts: [Part, Variant[]][] = [
    ["uri", uriVariants(message.uri, host, prefixes)],
    ["time", timeVariants(message.time)],
    ["body", bodyVariants(message.body)],
    ["method", methodVariants()],
    ["clientId", clientIdVariants(message.clientId)],
  ];
  for (const [part, variants] of parts) {
    for (const variant of variants) {
      const candidate = withPart(message, part, variant);
      if (await matches(candidate)) return { message: candidate, variants: [variant] };
    }
  }
  if (message.body.length + message.uri.length > PAIR_LIMIT) return undefined;
  return (await searchPairs(message, parts.slice(0, 3), matches)) ?? (await searchDrift(message, matches));
};

const searchPairs = async (
  message: SignedMessage,
  parts: readonly [Part, Variant[]][],
  matches: Matches,
): Promise<Found | undefined> => {
  for (const [index, [part, variants]] of parts.entries()) {
    for (const [otherPart, others] of parts.slice(index + 1)) {
      for (const variant of variants) {
        for (const other of others) {
          const candidate = withPart(withPart(message, part, variant), otherPart, other);
          if (await matches(candidate)) return { message: candidate, variants: [variant, other] };
        }
      }
    }
  }
  return undefined;
};

const searchDrift = async (message: SignedMessage, matches: Matches): Promise<Found | undefined> => {
  for (const variant of driftVariants(message.time)) {
    const candidate = withPart(message, "time", variant);
    if (await matches(candidate)) return { message: candidate, variants: [variant] };
  }
  return undefined;
};
