import type { z } from "@hono/zod-openapi";
import { ClockAdvanceSchema, FaultSchema, SignedRequestSchema } from "../generated/control-routes.js";
import { fieldIssues, inOrder } from "../gateway/issue.js";
import { illegal } from "./refusal.js";

interface Validation {
  readonly success: boolean;
  readonly error?: { readonly issues: readonly z.core.$ZodIssue[] };
  readonly data?: unknown;
}

/** Bodies whose properties people write by hand, by the end of their path. */
const WRITTEN: readonly (readonly [path: RegExp, schema: unknown])[] = [
  [/\/faults$/, FaultSchema],
  [/\/clock$/, ClockAdvanceSchema],
  [/\/diagnose$/, SignedRequestSchema],
];

/** What the generated routes do with illegal input: field and rule, never a value. */
export const refuseInput = ({ success, error, data }: Validation, path: string): void => {
  if (success) return;
  const schema = WRITTEN.find(([end]) => end.test(path))?.[1];
  const [issue] = fieldIssues(inOrder(error?.issues ?? []), data, schema);
  throw illegal(issue?.field ?? "body", issue?.rule ?? "is illegal");
};
