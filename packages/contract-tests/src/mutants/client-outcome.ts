import { defaultClientRules as rules } from "../reference/client-rules.js";
import { operations } from "../spec/operation.js";
import type { ClientMutant } from "./mutant.js";

const knownCodes = new Set<string | undefined>(operations.flatMap(({ codes }) => codes.map(({ code }) => code)));

/** Wrong about what an answer means. */
export const outcomeMutants: readonly ClientMutant[] = [
  {
    id: "unknown-as-success",
    killer: "client/unknown-always/send-message",
    change: "U is treated as success.",
    violates: ["MS-060", "SI-040"],
    rules: { statusOf: (status, fields) => (status === "U" ? "succeeded" : rules.statusOf(status, fields)) },
  },
  {
    id: "status-ignored",
    killer: "client/failed/send-message/ACCESS_DENIED",
    change: "Every answer that can be read is a success.",
    violates: ["MS-056", "SI-035", "MS-062", "SI-042"],
    rules: { statusOf: () => "succeeded" },
  },
  {
    id: "message-id-dropped",
    killer: "client/sample/send-message/push",
    change: "The messageId does not come back.",
    violates: ["MS-057", "SI-036", "SI-053"],
    rules: { messageIdOf: () => undefined },
  },
  {
    id: "accepted-as-success",
    killer: "client/accepted",
    change: "A is treated as success.",
    violates: ["SI-038"],
    rules: { statusOf: (status, fields) => (status === "A" ? "succeeded" : rules.statusOf(status, fields)) },
  },
  {
    id: "message-dropped",
    killer: "client/sample/send-message/response",
    change: "The resultMessage does not come back.",
    violates: ["MS-078"],
    rules: { messageOf: () => undefined },
  },
  {
    id: "code-of-unknown-dropped",
    killer: "client/unknown-always/send-message",
    change: "The resultCode of U does not come back.",
    violates: ["MS-060", "SI-040"],
    rules: { codeOf: (code) => (code === "UNKNOWN_EXCEPTION" ? undefined : code) },
  },
  {
    id: "message-id-demanded",
    killer: "client/success-without-message-id",
    change: "An S without messageId is no answer.",
    violates: ["MS-047", "SI-029"],
    rules: {
      statusOf: (status, fields) =>
        status === "S" && fields.messageId === undefined ? undefined : rules.statusOf(status, fields),
    },
  },
  {
    id: "one-spelling-read",
    killer: "client/extend-info-either",
    change: "Only extendInfo is read.",
    violates: ["MS-051", "MS-055"],
    rules: { extendInfoOf: (answer) => answer["extendInfo"] },
  },
  {
    id: "branches-on-text",
    killer: "client/success-any-case",
    change: "An S counts only with the message `success`.",
    violates: ["MS-059", "SI-037"],
    rules: {
      statusOf: (status, fields) =>
        status === "S" && fields.resultMessage !== "success" ? undefined : rules.statusOf(status, fields),
    },
  },
  {
    id: "closed-codes",
    killer: "client/unknown-code/failed",
    change: "An unknown resultCode is no answer.",
    violates: ["MS-065", "SI-045"],
    rules: {
      statusOf: (status, fields) => (knownCodes.has(fields.resultCode) ? rules.statusOf(status, fields) : undefined),
    },
  },
  {
    id: "any-2xx",
    killer: "client/non-200",
    change: "Any HTTP status from 200 to 299 is an answer.",
    violates: [],
    rules: { acceptsHttp: (status) => status >= 200 && status < 300 },
  },
  {
    id: "http-error-as-failure",
    killer: "client/http-400-with-failure",
    change: "An HTTP status other than 200 is a failure.",
    violates: [],
    rules: { withoutAnswer: (reason) => (reason === "http" ? "failed" : "unknown") },
  },
  {
    id: "refusal-ignored",
    killer: "client/illegal-request",
    change: "An illegal request goes out, and its refusal is taken for success.",
    violates: [],
    rules: {
      validates: false,
      statusOf: (status, fields) =>
        fields.resultCode === "PARAM_ILLEGAL" ? "succeeded" : rules.statusOf(status, fields),
    },
  },
  {
    id: "unreadable-as-failure",
    killer: "client/garbage",
    change: "An answer that cannot be read is a failure.",
    violates: [],
    rules: { withoutAnswer: (reason) => (reason === "protocol" ? "failed" : "unknown") },
  },
  {
    id: "follows-redirects",
    killer: "client/redirect-307",
    change: "Redirects are followed.",
    violates: [],
    rules: { redirect: "follow" },
  },
  {
    id: "unknown-status-as-failure",
    killer: "client/unknown-status",
    change: "An unknown resultStatus is a failure.",
    violates: [],
    rules: { statusOf: (status, fields) => rules.statusOf(status, fields) ?? "failed" },
  },
];
