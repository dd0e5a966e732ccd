import { defaultClientRules as rules } from "../reference/client-rules.js";
import type { ClientMutant } from "./mutant.js";

/** Wrong about when to try again. */
export const retryMutants: readonly ClientMutant[] = [
  {
    id: "never-retries",
    killer: "client/unknown-once/send-message",
    change: "Nothing is ever tried again.",
    violates: ["MS-060", "SI-040"],
    rules: { retries: () => false },
  },
  {
    id: "inbox-unknown-final",
    killer: "client/unknown-once/send-inbox",
    change: "A U of sendInbox is not tried again.",
    violates: ["SI-040"],
    rules: {
      retries: (verdict, operation) =>
        rules.retries(verdict, operation) && !(operation.deprecated && verdict.reason === "result"),
    },
  },
  {
    id: "traffic-limit-final",
    killer: "client/traffic-limit",
    change: "The traffic limit is not tried again.",
    violates: [],
    rules: { retries: (verdict, operation) => verdict.status !== "failed" && rules.retries(verdict, operation) },
  },
  {
    id: "network-error-as-failure",
    killer: "client/connection-lost-always",
    change: "A broken connection to the end is a failure.",
    violates: [],
    rules: {
      withoutAnswer: (reason) => (reason === "network" ? "failed" : "unknown"),
      retries: (verdict, operation) => verdict.reason === "network" || rules.retries(verdict, operation),
    },
  },
  {
    id: "network-error-final",
    killer: "client/lost-response/send-message",
    change: "A broken connection is not tried again.",
    violates: [],
    rules: { retries: (verdict, operation) => verdict.reason !== "network" && rules.retries(verdict, operation) },
  },
  {
    id: "server-error-final",
    killer: "client/http-503",
    change: "HTTP 5xx is not tried again.",
    violates: [],
    rules: { retries: (verdict, operation) => (verdict.http ?? 0) < 500 && rules.retries(verdict, operation) },
  },
  {
    id: "refusal-retried",
    killer: "client/clock-skew",
    change: "INVALID_SIGNATURE is tried again.",
    violates: [],
    rules: {
      retries: (verdict, operation) => verdict.resultCode === "INVALID_SIGNATURE" || rules.retries(verdict, operation),
    },
  },
  {
    id: "thirty-retries",
    killer: "client/back-off",
    change: "There are thirty retries, each as soon as the last.",
    violates: [],
    rules: { maxRetries: 30 },
  },
  {
    id: "timeout-final",
    killer: "client/slow-answer",
    change: "A timeout is not tried again.",
    violates: [],
    rules: { retries: (verdict, operation) => verdict.reason !== "timeout" && rules.retries(verdict, operation) },
  },
  {
    id: "timer-ends-with-headers",
    killer: "client/dripping-answer",
    change: "The timer does not cover the body.",
    violates: [],
    rules: { coversBody: false },
  },
  {
    id: "http-4xx-final",
    killer: "client/http-400",
    change: "HTTP 4xx is not tried again.",
    violates: [],
    rules: {
      retries: (verdict, operation) =>
        !(verdict.http !== undefined && verdict.http >= 400 && verdict.http < 500) && rules.retries(verdict, operation),
    },
  },
  {
    id: "unreadable-final",
    killer: "client/html",
    change: "An unreadable answer is not tried again.",
    violates: [],
    rules: { retries: (verdict, operation) => verdict.reason !== "protocol" && rules.retries(verdict, operation) },
  },
  {
    id: "failure-retried",
    killer: "client/failed/send-message/ACCESS_DENIED",
    change: "ACCESS_DENIED is tried again.",
    violates: ["MS-062", "SI-042"],
    rules: {
      retries: (verdict, operation) => verdict.resultCode === "ACCESS_DENIED" || rules.retries(verdict, operation),
    },
  },
  {
    id: "accept-retried",
    killer: "client/accepted",
    change: "A is tried again.",
    violates: ["SI-038"],
    rules: { retries: (verdict, operation) => verdict.status === "accepted" || rules.retries(verdict, operation) },
  },
  {
    id: "three-retries",
    killer: "client/max-retries",
    change: "There are three retries unless told.",
    violates: [],
    rules: { maxRetries: 3 },
  },
  {
    id: "retries-counted",
    killer: "client/max-retries",
    change: "`attempts` counts the retries alone.",
    violates: [],
    rules: { countsAttempts: (attempts) => attempts - 1 },
  },
  {
    id: "deadline-overrun",
    killer: "client/deadline",
    change: "A pause goes on beyond the deadline.",
    violates: [],
    rules: { keepsDeadline: false },
  },
  {
    id: "attempt-beyond-deadline",
    killer: "client/deadline",
    change: "The deadline does not end an attempt.",
    violates: [],
    rules: { cutsAttempts: false },
  },
  {
    id: "retry-after-ignored",
    killer: "client/retry-after",
    change: "Retry-After is ignored.",
    violates: [],
    rules: { retryAfter: () => 1 },
  },
  {
    id: "abort-as-network",
    killer: "client/aborted",
    change: "The caller's abort is a network error, and tried again.",
    violates: [],
    rules: { abortReason: "network" },
  },
];
