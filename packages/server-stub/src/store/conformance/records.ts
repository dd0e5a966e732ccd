import type { AttemptRecord } from "../../model/attempt.js";
import type { MessageRecord } from "../../model/message.js";
import type { StoredAnswer } from "../store.js";

export const NAMESPACE = "default";
export const NOW = 1_800_000_000_000;

/** Of a sweep that minds rows alone. */
export const EVERYTHING = { messages: 1e15, attempts: 1e15, answers: 1e15 };

export const attemptRecord = (requestId: string, change: Partial<AttemptRecord> = {}): AttemptRecord => ({
  at: NOW,
  operation: "sendMessage",
  requestId,
  clientId: "C1",
  decidedBy: "delivery",
  result: { resultCode: "SUCCESS", resultStatus: "S", resultMessage: "success" },
  messageId: `M-${requestId}`,
  request: { method: "POST", uri: "/v2/miniprogram/message/send", headers: {}, body: '{"requestId":"…"}' },
  response: { status: 200, body: "{}" },
  ...change,
});

export const messageRecord = (requestId: string, change: Partial<MessageRecord> = {}): MessageRecord => ({
  at: NOW,
  messageId: `M-${requestId}`,
  requestId,
  operation: "sendMessage",
  channel: "SMS",
  customerBelongsTo: "GCASH",
  customerId: "U1",
  appId: "A1",
  templateCode: "T1",
  language: "en-US",
  content: { content: `héllo 🛵 ${requestId}` },
  delivery: { status: "delivered", at: NOW },
  ...change,
});

export const answer = (requestId: string, change: Partial<StoredAnswer> = {}): StoredAnswer => ({
  at: NOW,
  fingerprint: "f",
  resultCode: "SUCCESS",
  messageId: `M-${requestId}`,
  body: `{"messageId":"M-${requestId}"}`,
  ...change,
});
