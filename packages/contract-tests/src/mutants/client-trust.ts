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
    killer: "client/unsigned-success",
    change: "An unsigned S is believed.",
    violates: [],
    rules: { trustsUnsigned: () => true },
  },
  {
    id: "unsigned-failure-disbelieved",
    killer: "client/unsigned-failure",
    change: "An unsigned F is not believed.",
    violates: [],
    rules: { trustsUnsigned: () => false },
  },
  {
    id: "half-signed-believed",
    killer: "client/no-signature-but-time",
    change: "Half a signature counts as none.",
    violates: [],
    rules: { trustsHalfSigned: true },
  },
  {
    id: "other-client-believed",
    killer: "client/other-client",
    change: "The answer's Client-Id is not compared.",
    violates: [],
    rules: { checksClientId: false },
  },
  {
    id: "forgery-believed",
    killer: "client/other-key",
    change: "A wrong signature counts when the answer parses.",
    violates: [],
    rules: { believes: (right, text) => right || isJson(text) },
  },
  {
    id: "verified-over-parsed-json",
    killer: "client/white-space-in-answer",
    change: "The answer is parsed and serialised before it is verified.",
    violates: [],
    rules: { verifiedText: (text) => (isJson(text) ? JSON.stringify(JSON.parse(text)) : text) },
  },
  {
    id: "parsed-before-verified",
    killer: "client/verifies-before-parsing",
    change: "The answer is parsed before it is verified.",
    violates: [],
    rules: { parsesFirst: true },
  },
  {
    id: "unsigned-acceptance-believed",
    killer: "client/unsigned-accepted",
    change: "An unsigned A is believed.",
    violates: [],
    rules: { trustsUnsigned: (status) => status !== "succeeded" },
  },
  {
    id: "forgery-as-failure",
    killer: "client/forged-failure",
    change: "An answer with a wrong signature is a failure.",
    violates: [],
    rules: { withoutAnswer: (reason) => (reason === "unverified" ? "failed" : "unknown") },
  },
];
