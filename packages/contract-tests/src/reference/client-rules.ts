import type { KeyObject } from "node:crypto";
import type { JsonObject } from "../spec/json.js";
import type { Operation } from "../spec/operation.js";
import {
  contentBytes,
  readSignatureHeader,
  signatureHeader,
  signContent,
  type SignedContent,
} from "../signing/signer.js";

/** What a client makes of one attempt. */
export interface Verdict {
  readonly status: "succeeded" | "accepted" | "failed" | "unknown";
  readonly reason?: string | undefined;
  readonly resultCode?: string | undefined;
  readonly http?: number | undefined;
}

/** Every choice that a client of this protocol makes, one property each: a mutant changes one of them. */
export interface ClientRules {
  readonly method: string;
  readonly path: (operation: Operation) => string;
  readonly contentType: string;
  readonly body: (request: JsonObject) => string;
  readonly bodyOfAttempt: (body: string, attempt: number) => string;
  readonly freezesBody: boolean;
  readonly validates: boolean;
  readonly time: (attempt: number) => string;
  readonly signedContent: (content: SignedContent, attempt: number) => SignedContent;
  readonly contentOf: (content: SignedContent) => Uint8Array;
  readonly sign: (content: Uint8Array, privateKey: KeyObject) => string;
  readonly header: (signature: string, keyVersion: string | undefined) => string;
  readonly readsSignature: (header: string) => string;
  readonly keepsSignature: boolean;
  readonly sendsClientId: boolean;
  readonly redirect: "manual" | "follow";
  readonly acceptsHttp: (status: number) => boolean;
  readonly statusOf: (resultStatus: unknown, fields: AnswerFields) => Verdict["status"] | undefined;
  /** What it makes of an attempt without an answer that counts: `network`, `timeout`, `http`, `protocol`, `unverified`. */
  readonly withoutAnswer: (reason: string) => Verdict["status"];
  readonly codeOf: (code: string | undefined) => string | undefined;
  readonly messageOf: (message: string | undefined) => string | undefined;
  readonly extendInfoOf: (answer: Readonly<Record<string, unknown>>) => unknown;
  readonly messageIdOf: (answer: Readonly<Record<string, unknown>>) => unknown;
  readonly retries: (verdict: Verdict, operation: Operation) => boolean;
  readonly maxRetries: number;
  readonly countsAttempts: (attempts: number) => number;
  readonly retryAfter: (header: string | null) => number;
  readonly keepsDeadline: boolean;
  /** Whether the deadline ends an attempt, too. */
  readonly cutsAttempts: boolean;
  readonly coversBody: boolean;
  readonly trustsUnsigned: (status: Verdict["status"]) => boolean;
  readonly trustsHalfSigned: boolean;
  readonly checksClientId: boolean;
  /** Whether an answer counts, given whether its signature is right. */
  readonly believes: (right: boolean, text: string) => boolean;
  readonly verifiedText: (text: string) => string;
  readonly parsesFirst: boolean;
  readonly event: (event: JsonObject, request: JsonObject) => JsonObject;
  readonly abortReason: string;
  readonly namesBadKey: boolean;
}

export interface AnswerFields {
  readonly resultCode: string | undefined;
  readonly resultMessage: string | undefined;
  readonly messageId: unknown;
}

const statuses: Readonly<Record<string, Verdict["status"]>> = {
  S: "succeeded",
  A: "accepted",
  F: "failed",
  U: "unknown",
};

let last = 0;

export const defaultClientRules: ClientRules = {
  method: "POST",
  path: (operation) => operation.path,
  contentType: "application/json; charset=UTF-8",
  body: (request) => JSON.stringify(request),
  bodyOfAttempt: (body) => body,
  freezesBody: true,
  validates: true,
  time: () => new Date((last = Math.max(last + 1, Date.now()))).toISOString(),
  signedContent: (content) => content,
  contentOf: contentBytes,
  sign: signContent,
  header: signatureHeader,
  readsSignature: (header) => readSignatureHeader(header).signature,
  keepsSignature: false,
  sendsClientId: true,
  redirect: "manual",
  acceptsHttp: (status) => status === 200,
  statusOf: (status) => (typeof status === "string" ? statuses[status] : undefined),
  withoutAnswer: () => "unknown",
  codeOf: (code) => code,
  messageOf: (message) => message,
  extendInfoOf: (answer) => answer["extendInfo"] ?? answer["entendInfo"],
  messageIdOf: (answer) => answer["messageId"],
  retries: ({ status, reason, resultCode }) =>
    status === "unknown" ? reason !== "aborted" : status === "failed" && resultCode === "REQUEST_TRAFFIC_EXCEED_LIMIT",
  maxRetries: 2,
  countsAttempts: (attempts) => attempts,
  retryAfter: (header) => (header !== null && /^\d+$/u.test(header) ? Number(header) * 1000 : 20),
  keepsDeadline: true,
  cutsAttempts: true,
  coversBody: true,
  trustsUnsigned: (status) => status === "failed" || status === "unknown",
  trustsHalfSigned: false,
  checksClientId: true,
  believes: (right) => right,
  verifiedText: (text) => text,
  parsesFirst: false,
  event: (event) => event,
  abortReason: "aborted",
  namesBadKey: true,
};
