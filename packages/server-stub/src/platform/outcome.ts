import { superAppNames } from "../generated/facts.js";
import type { AttemptRecord } from "../model/attempt.js";
import type { Delivery } from "../model/message.js";
import type { Outcome, OutcomeStatus } from "../model/outcome.js";
import { definitionOf } from "./operations/index.js";
import { REASONS } from "./reasons.js";

const STATUS: Readonly<Record<Delivery["status"], OutcomeStatus>> = {
  delivered: "delivered",
  queued: "queued",
  failed: "undelivered",
};

const deliveryWords = ({ recipient }: AttemptRecord, delivery: Delivery): string => {
  const customerBelongsTo = recipient?.customerBelongsTo;
  const superApp = customerBelongsTo === undefined ? "the super app" : superAppNames[customerBelongsTo];
  const { status, attempts } = delivery;
  const reason = delivery.reason?.replaceAll("the super app", superApp);
  if (status === "delivered") return attempts === undefined ? "the user has it" : `${superApp} took it`;
  if (status === "failed") return reason ?? `${superApp} did not take it`;
  return reason === undefined ? `waiting for ${superApp}` : `${reason}; it is sent again`;
};

const takenOutcome = (row: AttemptRecord, delivery: Delivery | undefined): Outcome => {
  const state = row.state === undefined ? {} : { state: row.state };
  if (!delivery) return { status: "unknown", reason: "the message was taken, and is no longer kept", ...state };
  const status = STATUS[delivery.status];
  const reason = deliveryWords(row, delivery);
  return { status, reason: row.replay ? `sent before: ${reason}` : reason, ...state };
};

const statementOf = ({ operation, state, decidedBy }: AttemptRecord): string | undefined => {
  const { statements } = definitionOf(operation);
  return (state && statements[state]) ?? (decidedBy === "signature" ? statements.signature : undefined);
};

/**
 * What the user got of an attempt, from what decided it and from how far the delivery of its message is.
 *
 * @param delivery undefined when there is no message, or when it is no longer kept.
 */
export const outcomeOf = (row: AttemptRecord, delivery: Delivery | undefined): Outcome => {
  if (row.messageId !== undefined) return takenOutcome(row, delivery);
  const { words, mend }: { words?: string; mend?: string } = row.state ? REASONS[row.state] : {};
  const detail = row.signature?.reason ?? row.detail ?? row.result.resultMessage;
  const statement = statementOf(row);
  return {
    status: row.result.resultStatus === "U" ? "unknown" : "rejected",
    reason: words ?? detail,
    ...(row.state !== undefined && { state: row.state }),
    ...(mend !== undefined && { mend }),
    ...(statement !== undefined && { statement }),
  };
};
