/** The steps of the order of verdicts. */
export const STEPS = [
  "transport",
  "signature",
  "parameters",
  "trigger",
  "replay",
  "token",
  "client",
  "user",
  "template",
  "subscription",
  "limits",
  "fault",
  "delivery",
] as const;
export type Step = (typeof STEPS)[number];

/** What may decide an attempt, each with the step that finds it. */
export const STATES = {
  "connection-reset": "transport",
  "answered-by-proxy": "transport",
  "signature-missing": "signature",
  "signature-part-missing": "signature",
  "signature-header-malformed": "signature",
  "client-unknown": "signature",
  "key-version-unknown": "signature",
  "request-time-stale": "signature",
  "signature-wrong": "signature",
  "method-wrong": "parameters",
  "operation-inactive": "parameters",
  "media-type-wrong": "parameters",
  "body-unreadable": "parameters",
  "parameter-illegal": "parameters",
  "request-id-illegal": "parameters",
  "result-asked-for": "trigger",
  replayed: "replay",
  "content-differs": "replay",
  "token-unknown": "token",
  "token-expired": "token",
  "auth-client-unknown": "client",
  "auth-client-of-other-token": "client",
  "app-unknown": "client",
  "app-without-feature": "client",
  "user-of-other-super-app": "user",
  "user-locked": "user",
  "user-unregistered": "user",
  "template-unknown": "template",
  "template-of-other-channel": "template",
  "not-subscribed": "subscription",
  "user-limit": "limits",
  "traffic-limit": "limits",
  "result-planned": "fault",
  taken: "delivery",
} as const satisfies Readonly<Record<string, Step>>;

export type State = keyof typeof STATES;

/** The states that a step finds. */
export type StatesOf<S extends Step> = { [K in State]: (typeof STATES)[K] extends S ? K : never }[State];

/** What registries and limits may hold against a request: each operation has its own code for it. */
export type Refusal = StatesOf<"token" | "client" | "user" | "template" | "subscription" | "limits">;
