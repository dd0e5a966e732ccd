import type { ServerMutant } from "./mutant.js";

/** Wrong about the signatures of answers. */
export const signatureAnswerMutants: readonly ServerMutant[] = [
  {
    id: "replay-unsigned",
    change: "A replay is not signed.",
    violates: [],
    rules: { signsAnswer: (verified, _, replayed) => verified && !replayed },
  },
  {
    id: "replay-signed-over-nothing",
    change: "The signature of a replay is over an empty body.",
    violates: [],
    rules: {
      answerContent: (content, replayed) => (replayed ? { ...content, body: new Uint8Array() } : content),
    },
  },
  {
    id: "answer-time-stands-still",
    change: "The response-time is that of the server's start.",
    violates: [],
    rules: { answerTime: () => "2026-01-01T00:00:00Z" },
  },
  {
    id: "answer-time-of-the-request",
    change: "The response-time is the Request-Time.",
    violates: [],
    rules: { answerTime: (_, requestTime) => requestTime },
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
