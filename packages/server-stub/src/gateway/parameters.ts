import { isFields } from "../model/fields.js";
import type { Operation } from "../model/operation.js";
import type { EarlyVerdict, MessageRequest } from "../platform/request.js";
import { definitionOf } from "../platform/operations/index.js";
import type { Body } from "./call.js";
import { UNCODED, isCoded } from "./content-coding.js";
import { type FieldIssue, describeIssues, fieldIssues } from "./issue.js";
import { readJsonText } from "./json-text.js";
import { type QuickParse, UNSURE, quickParse } from "./quick-parse.js";
import { routeOf } from "./route.js";
import { unreadIssues } from "./unread-keys.js";

const schemaOf = (operation: Operation) => routeOf(operation).request.body.content["application/json"].schema;

const known = new Map<Operation, QuickParse>();

const quickOf = (operation: Operation): QuickParse => {
  let quick = known.get(operation);
  if (!quick) {
    quick = quickParse(schemaOf(operation));
    known.set(operation, quick);
  }
  return quick;
};

/** What can be read of a body before it is judged. */
export interface Reading {
  /** Empty when it is no text. */
  readonly text: string;
  readonly value: unknown;
  /** Why `value` is no JSON object. */
  readonly broken?: string;
}

/** Reads the bytes as a JSON object. Never throws. */
export const readJson = (body: Body): Reading => {
  if (body === "too-large") return { text: "", value: undefined, broken: "must be at most 1048576 bytes" };
  const { text, value, broken } = readJsonText(body);
  if (broken !== undefined) return { text, value: undefined, broken };
  if (isFields(value)) return { text, value };
  return { text, value: undefined, broken: "must be a JSON object" };
};

/** A string property of what was read, or an empty string: what the journal and planned faults look at. */
export const peek = ({ value }: Reading, name: string): string => {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return "";
  const found: unknown = Reflect.get(value, name);
  return typeof found === "string" ? found : "";
};

const illegal = (state: "body-unreadable" | "parameter-illegal", detail: string): EarlyVerdict => ({
  state,
  code: "PARAM_ILLEGAL",
  detail,
});

/** Whether nothing is wrong but the length of requestId: some operations have a code of their own for it (erratum E13). */
const isIllegalRequestId = (issues: readonly FieldIssue[], { value }: Reading): boolean => {
  if (issues.length !== 1 || issues[0]?.field !== "requestId") return false;
  return typeof value === "object" && value !== null && typeof Reflect.get(value, "requestId") === "string";
};

export const isJson = (contentType: string): boolean => {
  const type = contentType.split(";", 1)[0] ?? "";
  return /^application\/(?:[!-.0-~]+\+)?json$/i.test(type.trim());
};

const unreadable = (broken: string, contentEncoding: string | undefined): EarlyVerdict =>
  illegal("body-unreadable", isCoded(contentEncoding) ? `content-encoding: ${UNCODED}` : `body: ${broken}`);

const judgeBySchema = (operation: Operation, reading: Reading): MessageRequest | EarlyVerdict => {
  const schema = schemaOf(operation);
  const parsed = schema.safeParse(reading.value);
  const unread = unreadIssues(schema, reading.value);
  if (parsed.success && unread.length === 0) return parsed.data;
  const issues = fieldIssues([...(parsed.error?.issues ?? []), ...unread], reading.value);
  const detail = describeIssues(issues);
  if (!isIllegalRequestId(issues, reading)) return illegal("parameter-illegal", detail);
  return { state: "request-id-illegal", code: definitionOf(operation).requestIdCode, detail };
};

/** The verdict on media type and body, or the body as the generated schema returns it. */
export const judgeParameters = (
  operation: Operation,
  contentType: string | undefined,
  reading: Reading,
  contentEncoding?: string,
): MessageRequest | EarlyVerdict => {
  if (contentType !== undefined && contentType !== "" && !isJson(contentType)) {
    const detail = "content-type: must be application/json";
    return { state: "media-type-wrong", code: "MEDIA_TYPE_NOT_ACCEPTABLE", detail };
  }
  if (reading.broken !== undefined) return unreadable(reading.broken, contentEncoding);
  const legal = quickOf(operation)(reading.value);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it is what the schema would have returned
  if (legal !== UNSURE) return legal as MessageRequest;
  return judgeBySchema(operation, reading);
};
