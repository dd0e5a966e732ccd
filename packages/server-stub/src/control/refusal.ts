import type { z } from "@hono/zod-openapi";
import { ConfigSchema, FaultSchema } from "../generated/control-routes.js";
import { StubError } from "../model/errors.js";
import { fieldIssues, inOrder } from "../gateway/issue.js";

export type RefusalStatus = 400 | 401 | 403 | 404 | 405 | 412 | 413 | 415 | 421 | 500 | 503;

/** Why a control call is refused: field and rule, and nothing was changed. */
export class ControlRefusal extends StubError {
  override readonly name = "ControlRefusal";
  readonly status: RefusalStatus;
  readonly field: string;
  readonly rule: string;

  constructor(status: RefusalStatus, field: string, rule: string) {
    super("CONTROL_ILLEGAL", `${field}: ${rule}`);
    this.status = status;
    this.field = field;
    this.rule = rule;
  }

  get body(): { error: { field: string; rule: string; message: string } } {
    return { error: { field: this.field, rule: this.rule, message: this.message } };
  }
}

export const illegal = (field: string, rule: string): ControlRefusal => new ControlRefusal(400, field, rule);

interface Validation {
  readonly success: boolean;
  readonly error?: { readonly issues: readonly z.core.$ZodIssue[] };
  readonly data?: unknown;
}

/** Bodies whose properties people write by hand, by the end of their path. */
const WRITTEN: readonly (readonly [path: RegExp, schema: unknown])[] = [
  [/\/config$/, ConfigSchema],
  [/\/faults$/, FaultSchema],
];

/** What the generated routes do with illegal input: field and rule, never a value. */
export const refuseInput = ({ success, error, data }: Validation, path: string): void => {
  if (success) return;
  const schema = WRITTEN.find(([end]) => end.test(path))?.[1];
  const [issue] = fieldIssues(inOrder(error?.issues ?? []), data, schema);
  throw illegal(issue?.field ?? "body", issue?.rule ?? "is illegal");
};
