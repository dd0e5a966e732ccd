import type { State } from "../model/state.js";

interface Reason {
  /** What is the matter; left out, the detail of the verdict says it. */
  readonly words?: string;
  /** What to do about it. */
  readonly mend?: string;
}

const SIGN_AGAIN = "sign exactly what is sent, with the private half of the key that is seeded for this Client-Id";

/** Every state in words, with its mend: the only place that has them. */
export const REASONS: Readonly<Record<State, Reason>> = {
  "connection-reset": {
    words: "a planned fault reset the connection before the request was processed",
    mend: "send the same requestId and body again",
  },
  "answered-by-proxy": {
    words: "a planned fault answered before the platform, as a proxy does",
    mend: "send the same requestId and body again, after Retry-After where it is given",
  },
  "signature-missing": {
    words: "the request is not signed, and this namespace demands it",
    mend: "sign the request, or set policies.signature to optional",
  },
  "signature-part-missing": { mend: "send Client-Id and Request-Time with every signature" },
  "signature-header-malformed": {
    words: "the Signature header cannot be read",
    mend: "send algorithm=RSA256, keyVersion=<version>, signature=<url-encoded base64>",
  },
  "client-unknown": {
    words: "the Client-Id is not seeded",
    mend: "seed it with its public key under clients, or send one that is",
  },
  "key-version-unknown": {
    words: "the keyVersion is not seeded for this Client-Id",
    mend: "add the key to the client's keys, or send the keyVersion of one that is there",
  },
  "request-time-stale": {
    words: "the Request-Time is too far from the clock of the namespace",
    mend: "take Request-Time anew for every attempt, or widen policies.requestTimeTolerance",
  },
  "signature-wrong": { mend: SIGN_AGAIN },
  "method-wrong": { words: "the method is not POST", mend: "send POST" },
  "operation-inactive": {
    words: "the operation is switched off here",
    mend: "take it out of policies.inactiveApis",
  },
  "media-type-wrong": { words: "the body is not declared as JSON", mend: "send Content-Type: application/json" },
  "body-unreadable": { mend: "send one JSON object in UTF-8, at most 1 MiB" },
  "parameter-illegal": { mend: "mend the field and send again" },
  "request-id-illegal": { mend: "shorten the requestId and send again" },
  "result-asked-for": {
    words: "the access token asks for this result",
    mend: "send another access token than stub-<CODE>",
  },
  replayed: { words: "this requestId was answered before; the stored result came again" },
  "content-differs": {
    words: "this requestId was used with other content",
    mend: "use a new requestId for new content, and send an intent again unchanged",
  },
  "token-unknown": {
    words: "the access token is not seeded",
    mend: "seed a user with it under users, or send one that is seeded",
  },
  "token-expired": {
    words: "the access token has expired",
    mend: "refresh the token, or give the user a later expiresAt",
  },
  "auth-client-unknown": {
    words: "the authClientId is not seeded",
    mend: "list it under authClientIds of a client, or send one that is listed",
  },
  "auth-client-of-other-token": {
    words: "the access token was given to another authClientId",
    mend: "send the authClientId that the token was given to",
  },
  "app-unknown": { words: "the appId is not seeded", mend: "seed it under apps, or send one that is seeded" },
  "app-without-feature": {
    words: "the app lacks the feature Send_Message",
    mend: "add Send_Message to the app's features",
  },
  "user-of-other-super-app": {
    words: "the user belongs to another super app",
    mend: "send the customerBelongsTo of the token's user",
  },
  "user-locked": { words: "the user is LOCKED", mend: "nothing to send again: set the user's status to ACTIVE" },
  "user-unregistered": {
    words: "the user is UNREGISTERED",
    mend: "nothing to send again: set the user's status to ACTIVE",
  },
  "template-unknown": {
    words: "the template does not exist",
    mend: "check templateCode, or seed the template under templates",
  },
  "template-of-other-channel": {
    words: "the template is of another channel",
    mend: "send the templateCode of a template of this channel",
  },
  "not-subscribed": {
    words: "the user does not subscribe to this channel",
    mend: "use a template of another channel, or add the channel to the user's subscriptions",
  },
  "user-limit": {
    words: "the user has had as many messages as the limit allows",
    mend: "wait until the window is over, or raise limits.perUser",
  },
  "traffic-limit": {
    words: "the client has sent as many requests as the limit allows",
    mend: "send again later with the same requestId, or raise limits.traffic",
  },
  "result-planned": {
    words: "a planned fault answered in place of the platform",
    mend: "clear the fault",
  },
  taken: {},
};
