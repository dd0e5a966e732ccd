import type { AttemptRecord, Step } from "../model/attempt.js";
import type { Result } from "../model/operation.js";
import type { Attempt } from "./request.js";

export interface Row {
  readonly at: number;
  readonly decidedBy: Step;
  readonly result: Result;
  readonly body: string;
  readonly detail?: string | undefined;
  readonly messageId?: string | undefined;
  readonly replay?: boolean;
  readonly faults?: readonly string[];
  readonly rendering?: AttemptRecord["rendering"];
}

/** The journal row of an attempt. What is undefined is left out, so that rows are small and compare well. */
export const journalRow = (attempt: Attempt, row: Row): AttemptRecord => {
  const faults = [...(attempt.faults ?? []), ...(row.faults ?? [])];
  return {
    at: row.at,
    operation: attempt.operation,
    requestId: attempt.requestId,
    ...(attempt.clientId !== "" && { clientId: attempt.clientId }),
    decidedBy: row.decidedBy,
    ...(row.detail !== undefined && { detail: row.detail }),
    result: row.result,
    ...(row.messageId !== undefined && { messageId: row.messageId }),
    ...(row.replay && { replay: true }),
    ...(faults.length > 0 && { faults }),
    ...(attempt.signature && { signature: attempt.signature }),
    ...(row.rendering && { rendering: row.rendering }),
    request: attempt.request,
    response: { status: 200, body: row.body, ...(attempt.lost && { lost: true }) },
  };
};
