import type { OutcomeLine } from "../scenarios/scenario.js";
import { isObject } from "../spec/json.js";

const statuses = new Set<unknown>(["succeeded", "accepted", "failed", "unknown"]);

/** What the last line of an output says: an outcome, nothing about one, or an outcome that cannot be read. */
export type Said = { readonly line: OutcomeLine } | { readonly garbage: string } | { readonly nothing: string };

const shape = '{"status":"succeeded|accepted|failed|unknown","messageId"?,"resultCode"?}';

const optional = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

/** Reads the outcome from an object; a text says what is wrong with it. */
export const outcomeOf = (value: unknown): OutcomeLine | string => {
  if (!isObject(value)) return `it is no JSON object; it must be ${shape}`;
  const { status, messageId, resultCode } = value;
  if (!statuses.has(status)) return `its status is ${JSON.stringify(status) ?? "missing"}; it must be ${shape}`;
  return { status: String(status), messageId: optional(messageId), resultCode: optional(resultCode) };
};

/** Reads the last line that is not empty. */
export const lastLineOf = (output: string): Said => {
  const last = output.trimEnd().split(/\r?\n/u).at(-1)?.trim() ?? "";
  // Whatever does not look like an object was not meant as an outcome.
  if (!last.startsWith("{")) return { nothing: last };
  const outcome = outcomeOf(parsed(last));
  return typeof outcome === "string" ? { garbage: outcome } : { line: outcome };
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
