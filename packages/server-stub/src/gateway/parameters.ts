import { isUtf8 } from "node:buffer";
import { SendInboxRequestSchema, SendMessageRequestSchema } from "../generated/routes.js";
import type { Operation } from "../model/operation.js";
import type { EarlyVerdict, MessageRequest } from "../platform/request.js";
import type { Body } from "./call.js";
import { type FieldIssue, describeIssues, fieldIssues } from "./issue.js";

const SCHEMAS = { sendMessage: SendMessageRequestSchema, sendInbox: SendInboxRequestSchema };

/** What can be read of a body before it is judged. */
export interface Reading {
  /** Empty when it is no text. */
  readonly text: string;
  readonly value: unknown;
  /** Why `value` is no JSON object. */
  readonly broken?: string;
}

const toText = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString();

/** Reads the bytes as a JSON object. Never throws. */
export const readJson = (body: Body): Reading => {
  if (body === "too-large") return { text: "", value: undefined, broken: "must be at most 1048576 bytes" };
  if (!isUtf8(body)) return { text: "", value: undefined, broken: "must be valid UTF-8" };
  const text = toText(body);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { text, value: undefined, broken: "must be valid JSON" };
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return { text, value };
  return { text, value: undefined, broken: "must be a JSON object" };
};

/** A string property of what was read, or an empty string: what the journal and planned faults look at. */
export const peek = ({ value }: Reading, name: string): string => {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return "";
  const found: unknown = Reflect.get(value, name);
  return typeof found === "string" ? found : "";
};

const illegal = (detail: string): EarlyVerdict => ({ step: "parameters", code: "PARAM_ILLEGAL", detail });

/** sendInbox has a code of its own for a requestId of illegal length, when nothing else is wrong (erratum E13). */
const isIllegalRequestId = (operation: Operation, issues: readonly FieldIssue[], { value }: Reading): boolean => {
  if (operation !== "sendInbox" || issues.length !== 1 || issues[0]?.field !== "requestId") return false;
  return typeof value === "object" && value !== null && typeof Reflect.get(value, "requestId") === "string";
};

export const isJson = (contentType: string): boolean => {
  const type = contentType.split(";", 1)[0] ?? "";
  return /^application\/(?:[!-.0-~]+\+)?json$/i.test(type.trim());
};

/** The verdict on media type and body, or the body as the generated schema returns it. */
export const judgeParameters = (
  operation: Operation,
  contentType: string | undefined,
  reading: Reading,
): MessageRequest | EarlyVerdict => {
  if (contentType !== undefined && contentType !== "" && !isJson(contentType)) {
    const detail = "content-type: must be application/json";
    return { step: "parameters", code: "MEDIA_TYPE_NOT_ACCEPTABLE", detail };
  }
  if (reading.broken !== undefined) return illegal(`body: ${reading.broken}`);
  const parsed = SCHEMAS[operation].safeParse(reading.value);
  if (parsed.success) return parsed.data;
  const issues = fieldIssues(parsed.error.issues, reading.value);
  const detail = describeIssues(issues);
  if (!isIllegalRequestId(operation, issues, reading)) return illegal(detail);
  return { step: "parameters", code: "VERIFY_REQUEST_ID_INVALID", detail };
};
