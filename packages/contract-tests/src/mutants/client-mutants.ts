import { defaultClientRules as rules } from "../reference/client-rules.js";
import { operations } from "../spec/operation.js";
import type { ClientMutant } from "./mutant.js";

const knownCodes: readonly (string | undefined)[] = operations.flatMap(({ codes }) => codes.map(({ code }) => code));

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

const fixedTime = "2026-01-02T03:04:05.006Z";

/** Wrong about what an answer means. */
const outcomeMutants: readonly ClientMutant[] = [
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
      statusOf: (status, fields) =>
        knownCodes.includes(fields.resultCode) ? rules.statusOf(status, fields) : undefined,
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

/** Wrong about what goes over the wire. */
const wireMutants: readonly ClientMutant[] = [
  {
    id: "wrong-path",
    change: "The path ends with a slash.",
    violates: ["MS-069", "MS-075", "MS-076", "MS-077", "SI-050", "SI-052"],
    rules: { path: (operation) => `${operation.path}/` },
  },
  {
    id: "no-media-type",
    change: "The body goes out as text.",
    violates: ["MS-004"],
    rules: { contentType: "text/plain" },
  },
  {
    id: "unknown-keys-dropped",
    change: "Only documented properties are sent.",
    violates: [],
    rules: {
      body: (request) =>
        JSON.stringify(request, [
          "appId",
          "authClientId",
          "requestId",
          "accessToken",
          "templateCode",
          "customerBelongsTo",
          "templates",
          "templateParameters",
          "language",
          "extendInfo",
          "pushContentUrl",
          "customTitle",
          "customContent",
          "headerLink",
          "bodyUrl",
          "firstLinkName",
          "firstLinkUrl",
          "who",
        ]),
    },
  },
  { id: "request-not-checked", change: "An illegal request goes out.", violates: [], rules: { validates: false } },
  {
    id: "third-attempt-changed",
    change: "The third attempt has other bytes.",
    violates: ["MS-023", "SI-014"],
    rules: { bodyOfAttempt: (body, attempt) => (attempt > 2 ? `${body} ` : body) },
  },
  {
    id: "new-request-id-on-retry",
    change: "Every retry has a new requestId.",
    violates: ["MS-023", "SI-014"],
    rules: {
      bodyOfAttempt: (body, attempt) => (attempt > 1 ? body.replace('"requestId":"', `"requestId":"${attempt}`) : body),
    },
  },
  {
    id: "body-taken-late",
    change: "The body is taken after the call has returned.",
    violates: [],
    rules: { freezesBody: false },
  },
  {
    id: "prefix-not-signed",
    change: "The signature leaves the deployment's prefix out.",
    violates: [],
    rules: { signedContent: (content) => ({ ...content, uri: content.uri.replace(/^.*(?=\/v2\/)/u, "") }) },
  },
  {
    id: "one-request-time",
    change: "Every attempt has the same Request-Time.",
    violates: [],
    rules: { time: () => fixedTime },
  },
  {
    id: "signature-kept",
    change: "A retry carries the first attempt's time and signature.",
    violates: [],
    rules: { keepsSignature: true },
  },
  {
    id: "client-id-withheld",
    change: "An unsigned request has no Client-Id.",
    violates: [],
    rules: { sendsClientId: false },
  },
  {
    id: "token-in-events",
    change: "Events hold the access token.",
    violates: [],
    rules: { event: (event, request) => ({ ...event, accessToken: request["accessToken"] ?? "" }) },
  },
  {
    id: "bad-key-unnamed",
    change: "The error for a bad key does not say which key.",
    violates: [],
    rules: { namesBadKey: false },
  },
];

/** Wrong about when to try again. */
const retryMutants: readonly ClientMutant[] = [
  {
    id: "never-retries",
    change: "Nothing is ever tried again.",
    violates: ["MS-060", "SI-040"],
    rules: { retries: () => false },
  },
  {
    id: "inbox-unknown-final",
    change: "A U of sendInbox is not tried again.",
    violates: ["SI-040"],
    rules: {
      retries: (verdict, operation) =>
        rules.retries(verdict, operation) && !(operation.deprecated && verdict.reason === "result"),
    },
  },
  {
    id: "traffic-limit-final",
    change: "The traffic limit is not tried again.",
    violates: [],
    rules: { retries: (verdict, operation) => verdict.status !== "failed" && rules.retries(verdict, operation) },
  },
  {
    id: "network-error-as-failure",
    change: "A broken connection to the end is a failure.",
    violates: [],
    rules: {
      networkStatus: "failed",
      retries: (verdict, operation) => verdict.reason === "network" || rules.retries(verdict, operation),
    },
  },
  {
    id: "timeout-final",
    change: "A timeout is not tried again.",
    violates: [],
    rules: { retries: (verdict, operation) => verdict.reason !== "timeout" && rules.retries(verdict, operation) },
  },
  {
    id: "timer-ends-with-headers",
    change: "The timer does not cover the body.",
    violates: [],
    rules: { coversBody: false },
  },
  {
    id: "http-4xx-final",
    change: "HTTP 4xx is not tried again.",
    violates: [],
    rules: {
      retries: (verdict, operation) =>
        !(verdict.http !== undefined && verdict.http >= 400 && verdict.http < 500) && rules.retries(verdict, operation),
    },
  },
  {
    id: "unreadable-final",
    change: "An unreadable answer is not tried again.",
    violates: [],
    rules: { retries: (verdict, operation) => verdict.reason !== "protocol" && rules.retries(verdict, operation) },
  },
  {
    id: "failure-retried",
    change: "ACCESS_DENIED is tried again.",
    violates: ["MS-062", "SI-042"],
    rules: {
      retries: (verdict, operation) => verdict.resultCode === "ACCESS_DENIED" || rules.retries(verdict, operation),
    },
  },
  {
    id: "accept-retried",
    change: "A is tried again.",
    violates: ["SI-038"],
    rules: { retries: (verdict, operation) => verdict.status === "accepted" || rules.retries(verdict, operation) },
  },
  { id: "three-retries", change: "There are three retries unless told.", violates: [], rules: { maxRetries: 3 } },
  {
    id: "retries-counted",
    change: "`attempts` counts the retries alone.",
    violates: [],
    rules: { countsAttempts: (attempts) => attempts - 1 },
  },
  {
    id: "deadline-overrun",
    change: "A pause goes on beyond the deadline.",
    violates: [],
    rules: { keepsDeadline: false },
  },
  {
    id: "attempt-beyond-deadline",
    change: "The deadline does not end an attempt.",
    violates: [],
    rules: { cutsAttempts: false },
  },
  { id: "retry-after-ignored", change: "Retry-After is ignored.", violates: [], rules: { retryAfter: () => 1 } },
  {
    id: "abort-as-network",
    change: "The caller's abort is a network error, and tried again.",
    violates: [],
    rules: { abortReason: "network" },
  },
];

/** Wrong about whom to believe. */
const trustMutants: readonly ClientMutant[] = [
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

export const clientMutants: readonly ClientMutant[] = [
  ...outcomeMutants,
  ...wireMutants,
  ...retryMutants,
  ...trustMutants,
];
