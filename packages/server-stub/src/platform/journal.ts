import type { AttemptRecord, MaskedResponse } from "../model/attempt.js";
import type { Result } from "../model/operation.js";
import { STATES, type State } from "../model/state.js";
import type { Attempt } from "./request.js";

export interface Row {
  readonly at: number;
  readonly state: State;
  readonly result: Result;
  readonly body: string;
  readonly detail?: string | undefined;
  readonly messageId?: string | undefined;
  readonly replay?: boolean;
  readonly faults?: readonly string[];
  readonly rendering?: AttemptRecord["rendering"];
  readonly recipient?: AttemptRecord["recipient"];
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const listOf = (left: readonly string[] = [], right: readonly string[] = []): readonly string[] | undefined =>
  left.length + right.length === 0 ? undefined : [...left, ...right];

const responseOf = ({ httpStatus: status = 200, lost }: Attempt, body: string): MaskedResponse => {
  if (status !== 200) return { status, body: "" };
  return lost ? { status, body, lost: true } : { status, body };
};

/**
 * The journal row of an attempt. What is undefined is left out, so that rows are small and compare well; filled in one by
 * one, since this is the hottest object of all and spreading costs more.
 */
export const journalRow = (attempt: Attempt, row: Row): AttemptRecord => {
  const record: Mutable<AttemptRecord> = {
    at: row.at,
    operation: attempt.operation,
    requestId: attempt.requestId,
    decidedBy: STATES[row.state],
    state: row.state,
    result: row.result,
    request: attempt.request,
    response: responseOf(attempt, row.body),
  };
  const faults = listOf(attempt.faults, row.faults);
  if (attempt.clientId !== "") record.clientId = attempt.clientId;
  if (row.detail !== undefined) record.detail = row.detail;
  if (row.messageId !== undefined) record.messageId = row.messageId;
  if (row.replay) record.replay = true;
  if (faults) record.faults = faults;
  if (attempt.signature) record.signature = attempt.signature;
  if (row.rendering) record.rendering = row.rendering;
  if (row.recipient) record.recipient = row.recipient;
  return record;
};
