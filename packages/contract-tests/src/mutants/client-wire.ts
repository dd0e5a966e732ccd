import type { ClientMutant } from "./mutant.js";

const fixedTime = "2026-01-02T03:04:05.006Z";

/** Wrong about what goes over the wire. */
export const wireMutants: readonly ClientMutant[] = [
  {
    id: "wrong-path",
    killer: "client/sample/send-message/push",
    change: "The path ends with a slash.",
    violates: ["MS-069", "MS-075", "MS-076", "MS-077", "SI-050", "SI-052"],
    rules: { path: (operation) => `${operation.path}/` },
  },
  {
    id: "no-media-type",
    killer: "client/sample/send-message/push",
    change: "The body goes out as text.",
    violates: ["MS-004"],
    rules: { contentType: "text/plain" },
  },
  {
    id: "unknown-keys-dropped",
    killer: "client/unknown-keys-kept",
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
  {
    id: "request-not-checked",
    killer: "client/invalid-request",
    change: "An illegal request goes out.",
    violates: [],
    rules: { validates: false },
  },
  {
    id: "third-attempt-changed",
    killer: "client/same-request-on-retry/send-message",
    change: "The third attempt has other bytes.",
    violates: ["MS-023", "SI-014"],
    rules: { bodyOfAttempt: (body, attempt) => (attempt > 2 ? `${body} ` : body) },
  },
  {
    id: "new-request-id-on-retry",
    killer: "client/same-request-on-retry/send-message",
    change: "Every retry has a new requestId.",
    violates: ["MS-023", "SI-014"],
    rules: {
      bodyOfAttempt: (body, attempt) => (attempt > 1 ? body.replace('"requestId":"', `"requestId":"${attempt}`) : body),
    },
  },
  {
    id: "body-taken-late",
    killer: "client/body-taken-synchronously",
    change: "The body is taken after the call has returned.",
    violates: [],
    rules: { freezesBody: false },
  },
  {
    id: "prefix-not-signed",
    killer: "client/deployment-prefix",
    change: "The signature leaves the deployment's prefix out.",
    violates: [],
    rules: { signedContent: (content) => ({ ...content, uri: content.uri.replace(/^.*(?=\/v2\/)/u, "") }) },
  },
  {
    id: "one-request-time",
    killer: "client/fresh-time-and-signature",
    change: "Every attempt has the same Request-Time.",
    violates: [],
    rules: { time: () => fixedTime },
  },
  {
    id: "signature-kept",
    killer: "client/fresh-time-and-signature",
    change: "A retry carries the first attempt's time and signature.",
    violates: [],
    rules: { keepsSignature: true },
  },
  {
    id: "client-id-withheld",
    killer: "client/unsigned-without-key",
    change: "An unsigned request has no Client-Id.",
    violates: [],
    rules: { sendsClientId: false },
  },
  {
    id: "token-in-events",
    killer: "client/redaction",
    change: "Events hold the access token.",
    violates: [],
    rules: { event: (event, request) => ({ ...event, accessToken: request["accessToken"] ?? "" }) },
  },
  {
    id: "bad-key-unnamed",
    killer: "client/bad-keys",
    change: "The error for a bad key does not say which key.",
    violates: [],
    rules: { namesBadKey: false },
  },
];
