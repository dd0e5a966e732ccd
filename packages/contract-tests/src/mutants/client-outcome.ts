import { defaultClientRules as rules } from "../reference/client-rules.js";
import { operations } from "../spec/operation.js";
import type { ClientMutant } from "./mutant.js";

const knownCodes = new Set<string | undefined>(operations.flatMap(({ codes }) => codes.map(({ code }) => code)));

/** Wrong about what an answer means. */
export const outcomeMutants: readonly ClientMutant[] = [
  {
    id: "unknown-as-success",
    change: "U is treated as success.",
    violates: ["MS-060", "SI-040"],
    rules: { statusOf: (status, fields) => (status === "U" ? "succeeded" : rules.statusOf(status, fields)) },
  },
  {
    id: "status-ignored",
    change: "Every answer that can be read is a success.",
    violates: ["MS-056", "SI-035", "MS-062", "SI-042"],
    rules: { statusOf: () => "succeeded" },
  },
  {
    id: "message-id-dropped",
    change: "The messageId does not come back.",
    violates: ["MS-057", "SI-036", "SI-053"],
    rules: { messageIdOf: () => undefined },
  },
  {
    id: "accepted-as-success",
    change: "A is treated as success.",
    violates: ["SI-038"],
    rules: { statusOf: (status, fields) => (status === "A" ? "succeeded" : rules.statusOf(status, fields)) },
  },
  {
    id: "message-dropped",
    change: "The resultMessage does not come back.",
    violates: ["MS-078"],
    rules: { messageOf: () => undefined },
  },
  {
    id: "code-of-unknown-dropped",
    change: "The resultCode of U does not come back.",
    violates: ["MS-060", "SI-040"],
    rules: { codeOf: (code) => (code === "UNKNOWN_EXCEPTION" ? undefined : code) },
  },
  {
    id: "message-id-demanded",
    change: "An S without messageId is no answer.",
    violates: ["MS-047", "SI-029"],
    rules: {
      statusOf: (status, fields) =>
        status === "S" && fields.messageId === undefined ? undefined : rules.statusOf(status, fields),
    },
  },
  {
    id: "one-spelling-read",
    change: "Only extendInfo is read.",
    violates: ["MS-051", "MS-055"],
    rules: { extendInfoOf: (answer) => answer["extendInfo"] },
  },
  {
    id: "branches-on-text",
    change: "An S counts only with the message `success`.",
    violates: ["MS-059", "SI-037"],
    rules: {
      statusOf: (status, fields) =>
        status === "S" && fields.resultMessage !== "success" ? undefined : rules.statusOf(status, fields),
    },
  },
  {
    id: "closed-codes",
    change: "An unknown resultCode is no answer.",
    violates: ["MS-065", "SI-045"],
    rules: {
      statusOf: (status, fields) => (knownCodes.has(fields.resultCode) ? rules.statusOf(status, fields) : undefined),
    },
  },
  {
    id: "any-2xx",
    change: "Any HTTP status from 200 to 299 is an answer.",
    violates: [],
    rules: { acceptsHttp: (status) => status >= 200 && status < 300 },
  },
  { id: "follows-redirects", change: "Redirects are followed.", violates: [], rules: { redirect: "follow" } },
  {
    id: "unknown-status-as-failure",
    change: "An unknown resultStatus is a failure.",
    violates: [],
    rules: { statusOf: (status, fields) => rules.statusOf(status, fields) ?? "failed" },
  },
];
