import { setTimeout as wait } from "node:timers/promises";
import { defaultRules } from "../reference/rules.js";
import type { Attempt } from "../reference/world.js";
import type { OperationId } from "../spec/operation.js";
import type { ServerMutant } from "./mutant.js";

const storesAlso = (operation: OperationId, status: string): Pick<ServerMutant["rules"], "stores"> => ({
  stores: (subject, given, verdict) =>
    (subject.id === operation && given === status) || defaultRules.stores(subject, given, verdict),
});

const storesNot = (operation: OperationId, status: string): Pick<ServerMutant["rules"], "stores"> => ({
  stores: (subject, given, verdict) =>
    !(subject.id === operation && given === status) && defaultRules.stores(subject, given, verdict),
});

const freshAfter = (operation: OperationId, most: number): Pick<ServerMutant["rules"], "replayedId"> => ({
  replayedId: ({ operation: subject, messageId, replays, fresh }) =>
    subject.id === operation && replays > most ? fresh() : messageId,
});

const clientOf = ({ clientId, body }: Attempt): unknown => clientId ?? body["authClientId"];

/** Wrong about what a requestId is, and what is kept under it. */
export const idempotencyMutants: readonly ServerMutant[] = [
  {
    id: "new-id-on-replay",
    change: "A replay gets a new messageId.",
    violates: ["MS-024"],
    rules: { replayedId: ({ fresh }) => fresh() },
  },
  {
    id: "no-id-on-replay",
    change: "A replay has no messageId.",
    violates: ["MS-024"],
    rules: { replayedId: () => undefined },
  },
  {
    id: "new-id-after-ten-replays",
    change: "message/send forgets the messageId after ten replays.",
    violates: ["MS-024"],
    rules: freshAfter("sendMessage", 10),
  },
  {
    id: "inbox-new-id-after-ten-replays",
    change: "sendInbox forgets the messageId after ten replays.",
    violates: ["SI-014"],
    rules: freshAfter("sendInbox", 10),
  },
  {
    id: "nothing-stored",
    change: "No result is stored: every send is a new notification.",
    violates: ["MS-023", "SI-016"],
    rules: { stores: () => false },
  },
  {
    id: "inbox-forgets-accept",
    change: "sendInbox does not store A.",
    violates: ["SI-015"],
    rules: storesNot("sendInbox", "A"),
  },
  {
    id: "inbox-forgets-failure",
    change: "sendInbox does not store F.",
    violates: ["SI-015"],
    rules: storesNot("sendInbox", "F"),
  },
  {
    id: "send-stores-failure",
    change: "message/send stores F.",
    violates: ["MS-025"],
    rules: {
      stores: (operation, status, verdict) =>
        (operation.id === "sendMessage" && status === "F" && verdict === "fault") ||
        defaultRules.stores(operation, status, verdict),
    },
  },
  {
    id: "send-stores-unknown",
    change: "message/send stores U.",
    violates: ["MS-025"],
    rules: storesAlso("sendMessage", "U"),
  },
  {
    id: "send-stores-parameter-failure",
    change: "message/send stores the verdict about the parameters.",
    violates: [],
    rules: {
      stores: (operation, status, verdict) =>
        (operation.id === "sendMessage" && verdict === "parameters") || defaultRules.stores(operation, status, verdict),
    },
  },
  {
    id: "replay-without-extend-info",
    change: "A replay comes without the extendInfo of the first answer.",
    violates: [],
    rules: {
      echo: (operation, body, spelling, replayed) =>
        replayed ? {} : defaultRules.echo(operation, body, spelling, replayed),
    },
  },
  {
    id: "inbox-stores-unknown",
    change: "sendInbox stores U.",
    violates: ["SI-040"],
    rules: storesAlso("sendInbox", "U"),
  },
  {
    id: "inbox-stores-early-failure",
    change: "sendInbox stores the verdict about the token.",
    violates: ["SI-046"],
    rules: {
      stores: (operation, status, verdict) =>
        (operation.id === "sendInbox" && verdict === "token") || defaultRules.stores(operation, status, verdict),
    },
  },
  {
    id: "last-fifty-kept",
    change: "Only the last fifty results are kept.",
    violates: [],
    rules: { mostStored: 50 },
  },
  {
    id: "tenth-replay-delivers",
    change: "The tenth replay is delivered again.",
    violates: ["MS-023", "SI-016"],
    rules: { replayDelivers: (replays) => replays === 10 },
  },
  {
    id: "race",
    change: "Looking for the requestId and storing it are two steps with time in between.",
    violates: ["MS-023", "SI-016"],
    rules: { pause: () => wait(3) },
  },
  {
    id: "lost-answer-forgotten",
    change: "A result whose answer was lost is not kept.",
    violates: ["MS-024"],
    rules: { keepsWhenLost: false },
  },
  {
    id: "scope-without-client",
    change: "requestIds of different clients collide.",
    violates: ["MS-019", "SI-013"],
    rules: { key: ({ operation }, requestId) => JSON.stringify([operation.id, requestId]) },
  },
  {
    id: "scope-without-operation",
    change: "requestIds of both operations collide.",
    violates: [],
    rules: { key: (attempt, requestId) => JSON.stringify([clientOf(attempt), requestId]) },
  },
  {
    id: "scope-without-namespace",
    change: "requestIds of different namespaces collide.",
    violates: [],
    rules: { storedApart: false },
  },
  {
    id: "case-folded-ids",
    change: "requestIds that differ in case collide.",
    violates: ["MS-019", "SI-013"],
    rules: { key: (attempt, requestId) => defaultRules.key(attempt, requestId.toLowerCase()) },
  },
  {
    id: "mismatch-always-rejected",
    change: "Another authClientId under a known requestId is refused, whatever the policy.",
    violates: [],
    rules: { mismatch: () => "reject", fingerprint: ({ authClientId }) => JSON.stringify(authClientId) },
  },
  {
    id: "mismatch-never-rejected",
    change: "Other content under a known requestId is replayed, whatever the policy.",
    violates: [],
    rules: { mismatch: () => "replay" },
  },
  {
    id: "fingerprint-with-token",
    change: "A refreshed accessToken counts as other content.",
    violates: [],
    rules: { fingerprint: (body) => JSON.stringify(body) },
  },
  {
    id: "send-stores-missing-template",
    change: "message/send stores TEMPLATE_NOT_EXIST alone among its failures.",
    violates: [],
    rules: {
      storesCode: (operation, code) => operation.id === "sendMessage" && code === "TEMPLATE_NOT_EXIST",
    },
  },
  {
    id: "refused-signature-stored",
    change: "A refusal for the signature is kept under its requestId.",
    violates: [],
    rules: {
      stores: (operation, status, verdict) =>
        verdict === "signature" || defaultRules.stores(operation, status, verdict),
    },
  },
  {
    id: "kept-forever",
    change: "Stored results are kept beyond their retention.",
    violates: [],
    rules: { retained: () => true },
  },
  {
    id: "unknown-forgets-everything",
    change: "An answer U forgets everything that was stored before.",
    violates: [],
    rules: { forgetsAll: (status) => status === "U" },
  },
  {
    id: "reset-keeps-results",
    change: "A reset keeps the stored results.",
    violates: [],
    rules: { keepsOnReset: "stored" },
  },
  {
    id: "namespaces-share-messages",
    change: "Every namespace lists the messages of all.",
    violates: [],
    rules: { listsApart: false },
  },
];
