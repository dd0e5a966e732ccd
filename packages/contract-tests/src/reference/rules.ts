import type { KeyObject } from "node:crypto";
import { operations, type Operation, type ResultCode, type Schema, type Status } from "../spec/operation.js";
import { operationRules, type State, type Verdict } from "./operation-rules.js";
import { isObject, type JsonObject, codePoints } from "../spec/json.js";
import {
  isBase64,
  readSignatureHeader,
  signatureHeader,
  verifyContent,
  type SignatureParts,
  type SignedContent,
} from "../signing/signer.js";
import type { Presented } from "./presented.js";
import type { Issue } from "./validate.js";
import type { Attempt, Channel, SeededIds, Template, Config } from "./world.js";

/** What is known when a stored result is answered again. */
export interface Replay {
  readonly operation: Operation;
  readonly messageId: string | undefined;
  /** 1 for the first replay. */
  readonly replays: number;
  readonly fresh: () => string;
}

export type SignatureFailure = "client" | "key" | "signature" | "missing" | "stale";

/** Every choice that a server of this protocol makes, one property each: a mutant changes one of them. */
export interface Rules {
  readonly order: readonly Verdict[];
  readonly request: (operation: Operation) => Schema;
  readonly lengthOf: (text: string) => number;
  readonly allowsUnknown: boolean;
  readonly parameterCode: (operation: Operation, issues: readonly Issue[]) => string;
  readonly parameterMessage: (message: string, issue: Issue) => string;
  readonly stateCode: (operation: Operation, state: State) => string;
  readonly resultOf: (operation: Operation, code: string) => ResultCode | undefined;

  readonly sizeLimit: number;
  readonly decode: (bytes: Uint8Array) => string;
  readonly acceptsMediaType: (header: string | null) => boolean;
  readonly acceptsMethod: (method: string) => boolean;
  readonly acceptsHeaders: (headers: Headers) => boolean;
  /** The request in what was parsed; `undefined` refuses it. */
  readonly readValue: (value: unknown) => unknown;
  readonly parse: (text: string) => unknown;
  readonly malformedCode: (body: string) => string;
  readonly methodCode: string;
  readonly mediaTypeCode: string;
  readonly pathCode: (path: string) => string;
  readonly routePath: (path: string) => string;
  readonly namespacePattern: RegExp;
  readonly httpStatus: (status: Status) => number;
  /** Whether what is no operation is answered as frameworks do: a bare status without an envelope. */
  readonly plainRefusals: boolean;
  readonly serialise: (value: JsonObject) => string;
  readonly answerType: string;
  /** Configuration that every namespace starts with. */
  readonly initial: Config;

  readonly signedContent: (content: SignedContent, pathWithoutNamespace: string) => SignedContent;
  readonly readHeader: (header: string) => SignatureParts;
  readonly acceptsAlgorithm: (algorithm: string | undefined) => boolean;
  /** Whether the decoded signature is text of an encoding that this server reads. */
  readonly acceptsEncoding: (signature: string) => boolean;
  readonly verifies: (content: Uint8Array, signature: string, key: KeyObject) => boolean;
  /** The headers that a request must have; a missing one that is not demanded counts as empty. */
  readonly demandsHeader: (name: string) => boolean;
  readonly clientOf: (known: readonly string[], clientId: string) => string | undefined;
  readonly keyMissing: "latest" | "first";
  readonly acceptsOldKeys: boolean;
  readonly sameVersion: (known: string, given: string) => boolean;
  /** Whether any key of the client will do. */
  readonly triesAllKeys: boolean;
  /** What of a verified request is remembered, so that the next one with the same is believed. */
  readonly proof: ((presented: Presented) => string) | undefined;
  /** How far the server's clock is ahead of the request's time, and how far it may be. */
  readonly tolerates: (ahead: number, tolerance: number) => boolean;
  readonly readTime: (time: string) => number;
  readonly signatureCode: (failure: SignatureFailure) => string | undefined;
  readonly signsAnswer: (verified: boolean, status: Status, replayed: boolean) => boolean;
  readonly answerHeader: (signature: string, keyVersion: string) => string;
  readonly answerTime: (now: Date, requestTime: string) => string;
  readonly answerContent: (content: SignedContent, replayed: boolean) => SignedContent;

  readonly key: (attempt: Attempt, requestId: string) => string;
  readonly stores: (operation: Operation, status: Status, verdict: Verdict | "taken") => boolean;
  /** Codes that are kept whatever is kept else. */
  readonly storesCode: (operation: Operation, code: string) => boolean;
  readonly fingerprint: (body: JsonObject, policy: "replay" | "reject") => string;
  readonly mismatch: (policy: "replay" | "reject") => "replay" | "reject";
  /** How many results are kept at most; older ones are forgotten. */
  readonly mostStored: number;
  readonly retained: (age: number, retention: number) => boolean;
  readonly replayedCode: (code: string, replay: Pick<Replay, "operation" | "replays">) => string;
  readonly replayedId: (replay: Replay) => string | undefined;
  readonly replayCosts: boolean;
  /** Whether a send of this age counts in a window. */
  readonly counts: (age: number, window: number) => boolean;
  readonly replayConsumesFault: boolean;
  readonly replayDelivers: (replays: number) => boolean;
  readonly pause: (() => Promise<void>) | undefined;
  readonly keepsOnReset: "config" | "stored" | "messages" | "nothing";

  readonly messageId: (operation: Operation, count: number, random: string) => string;
  readonly hasMessageId: (operation: Operation, status: Status, body: JsonObject) => boolean;
  readonly delivers: (status: Status, code: string) => boolean;
  readonly triggers: (code: string) => boolean;
  readonly triggerStores: boolean;
  /** Whether a result is kept although its answer was lost. */
  readonly keepsWhenLost: boolean;
  /** Whether everything stored so far is forgotten when this status is answered. */
  readonly forgetsAll: (status: Status) => boolean;
  /** Nothing known accepts every authClientId. */
  readonly knownAuthClients: (operation: Operation, seeded: SeededIds) => readonly string[];
  readonly storedApart: boolean;
  readonly listsApart: boolean;
  readonly faultTimes: (times: number) => number;
  readonly channelOf: (operation: Operation, template: Template | undefined, inferred: Channel) => Channel;
  readonly render: (text: string, parameters: Readonly<Record<string, unknown>>) => string;
  readonly deliveryDecides: boolean;
  readonly echo: (operation: Operation, body: JsonObject, spelling: string, replayed: boolean) => JsonObject;
  readonly answer: (fields: { result: JsonObject; messageId?: string | undefined; echo: JsonObject }) => JsonObject;
  readonly headers: (operation: Operation, status: Status) => Readonly<Record<string, string>>;
}

const signatureCodes: Readonly<Record<SignatureFailure, string>> = {
  client: "INVALID_CLIENT",
  key: "KEY_NOT_FOUND",
  signature: "INVALID_SIGNATURE",
  missing: "INVALID_SIGNATURE",
  stale: "INVALID_SIGNATURE",
};

/** Date.parse takes a date without a time, and the 30th of February for a day in March. */
const isDay = (time: string): boolean => {
  const [, date] = /^(\d{4}-\d\d-\d\d)T/u.exec(time) ?? [];
  const day = new Date(`${date}T00:00:00Z`);
  return date !== undefined && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(date);
};

export const defaultRules: Rules = {
  order: [
    "signature",
    "parameters",
    "trigger",
    "replay",
    "token",
    "client",
    "app",
    "user",
    "template",
    "subscription",
    "limits",
    "fault",
  ],
  request: (operation) => operation.request,
  lengthOf: codePoints,
  allowsUnknown: true,
  parameterCode: (operation, issues) => operationRules[operation.id].parameterCode(issues),
  parameterMessage: (message, { field, rule }) => `${message} ${field}: ${rule}`.slice(0, 256),
  stateCode: (operation, state) => operationRules[operation.id].refusals[state],
  resultOf: (operation, code) => operation.codes.find((row) => row.code === code),

  sizeLimit: 1024 * 1024,
  decode: (bytes) => new TextDecoder("utf-8", { fatal: true }).decode(bytes),
  acceptsMediaType: (header) => header === null || /^application\/json\s*(;|$)/iu.test(header),
  acceptsMethod: (method) => method === "POST",
  acceptsHeaders: () => true,
  readValue: (value) => (isObject(value) ? value : undefined),
  parse: (text) => JSON.parse(text),
  malformedCode: () => "PARAM_ILLEGAL",
  methodCode: "METHOD_NOT_SUPPORTED",
  mediaTypeCode: "MEDIA_TYPE_NOT_ACCEPTABLE",
  pathCode: () => "INVALID_API",
  routePath: (path) => path,
  namespacePattern: /^[A-Za-z0-9._-]{1,64}$/u,
  httpStatus: () => 200,
  plainRefusals: false,
  serialise: (value) => JSON.stringify(value),
  answerType: "application/json; charset=UTF-8",
  initial: {},

  signedContent: (content) => content,
  readHeader: readSignatureHeader,
  acceptsAlgorithm: (algorithm) => algorithm === undefined || algorithm.toUpperCase() === "RSA256",
  acceptsEncoding: isBase64,
  verifies: verifyContent,
  demandsHeader: () => true,
  clientOf: (known, clientId) => known.find((id) => id === clientId),
  keyMissing: "latest",
  acceptsOldKeys: true,
  sameVersion: (known, given) => known === given,
  triesAllKeys: false,
  proof: undefined,
  tolerates: (ahead, tolerance) => Math.abs(ahead) <= tolerance,
  readTime: (time) => {
    if (/^\d{10}$/u.test(time)) return Number(time) * 1000;
    if (/^\d{13}$/u.test(time)) return Number(time);
    return isDay(time) ? Date.parse(/T[^Z+-]*$/u.test(time) ? `${time}Z` : time) : Number.NaN;
  },
  signatureCode: (failure) => signatureCodes[failure],
  signsAnswer: (verified) => verified,
  answerHeader: signatureHeader,
  answerTime: (now) => now.toISOString().replace(/\.\d+Z$/u, "Z"),
  answerContent: (content) => content,

  key: ({ operation, clientId, body }, requestId) =>
    JSON.stringify([operation.id, clientId ?? body["authClientId"] ?? null, requestId]),
  stores: (operation, status, verdict) => operationRules[operation.id].stores(status, verdict),
  storesCode: () => false,
  fingerprint: (body) => JSON.stringify({ ...body, accessToken: undefined }),
  mismatch: (policy) => policy,
  mostStored: Infinity,
  retained: (age, retention) => age < retention,
  replayedCode: (code) => code,
  replayedId: ({ messageId }) => messageId,
  replayCosts: false,
  counts: (age, window) => age < window,
  replayConsumesFault: false,
  replayDelivers: () => false,
  pause: undefined,
  keepsOnReset: "config",

  messageId: (operation, count, random) => `${operationRules[operation.id].messageIdPrefix}${random}${count}`,
  hasMessageId: (_, status) => status === "S" || status === "A",
  delivers: (status) => status === "S" || status === "A",
  triggers: () => true,
  triggerStores: false,
  keepsWhenLost: true,
  forgetsAll: () => false,
  knownAuthClients: ({ id }, { authClientIds, appIds }) =>
    id === "sendInbox" ? [...authClientIds, ...appIds] : authClientIds,
  storedApart: true,
  listsApart: true,
  faultTimes: (times) => times,
  channelOf: (operation, template, inferred) => operationRules[operation.id].channel ?? template?.channel ?? inferred,
  render: (text, parameters) =>
    text.replaceAll(/\$\{([^}]*)\}/gu, (_, name: string) =>
      Object.hasOwn(parameters, name) ? String(parameters[name]) : "",
    ),
  deliveryDecides: false,
  echo: (operation, body, spelling) => {
    const value = body["extendInfo"];
    if (value === undefined) return {};
    const names = operationRules[operation.id].echoNames(spelling);
    return Object.fromEntries(names.map((name) => [name, value]));
  },
  answer: ({ result, messageId, echo }) => ({ ...(messageId === undefined ? {} : { messageId }), ...echo, result }),
  headers: (operation): Readonly<Record<string, string>> =>
    operation.deprecated ? { Deprecation: "@1704067200", Link: `<${successorPath}>; rel="successor-version"` } : {},
};

const successorPath = operations.find(({ deprecated }) => !deprecated)?.path ?? "";
