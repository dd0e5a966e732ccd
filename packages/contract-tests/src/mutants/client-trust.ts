import type { ClientMutant } from "./mutant.js";

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** Wrong about whom to believe. */
export const trustMutants: readonly ClientMutant[] = [
  {
    id: "unsigned-success-believed",
    change: "An unsigned S is believed.",
    violates: [],
    rules: { trustsUnsigned: () => true },
  },
  {
    id: "unsigned-failure-disbelieved",
    change: "An unsigned F is not believed.",
    violates: [],
    rules: { trustsUnsigned: () => false },
  },
  {
    id: "half-signed-believed",
    change: "Half a signature counts as none.",
    violates: [],
    rules: { trustsHalfSigned: true },
  },
  {
    id: "other-client-believed",
    change: "The answer's Client-Id is not compared.",
    violates: [],
    rules: { checksClientId: false },
  },
  {
    id: "forgery-believed",
    change: "A wrong signature counts when the answer parses.",
    violates: [],
    rules: { believes: (right, text) => right || isJson(text) },
  },
  {
    id: "verified-over-parsed-json",
    change: "The answer is parsed and serialised before it is verified.",
    violates: [],
    rules: { verifiedText: (text) => (isJson(text) ? JSON.stringify(JSON.parse(text)) : text) },
  },
  {
    id: "parsed-before-verified",
    change: "The answer is parsed before it is verified.",
    violates: [],
    rules: { parsesFirst: true },
  },
];
