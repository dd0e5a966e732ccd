import type { UnknownReason } from "./fault.js";
import type { KnownResultCodes, Operation } from "./operation.js";
import type { RawResponse } from "./transport/receive.js";

export type { UnknownReason };

/** The known result codes of an operation. The set is open (E11): other strings may come, and are kept. */
export type ResultCode<Id extends Operation = Operation> = KnownResultCodes[Id] | (string & {});

interface OutcomeOf<Id extends Operation> {
  /** The requestId of the request, unchanged. */
  readonly requestId: string;
  readonly resultCode?: ResultCode<Id>;
  /** Text for humans: it varies (E03), never branch on it. */
  readonly resultMessage?: string;
  /** `extendInfo` of the answer, or `entendInfo`, its name on the page of message/send (E02). */
  readonly extendInfo?: string;
  /** How often the request was sent. */
  readonly attempts: number;
  /** The last answer, when there was one. */
  readonly response?: RawResponse;
}

/** S: the platform has taken the message, whatever becomes of its delivery (MS-057, MS-058, E19). */
export interface Succeeded<Id extends Operation = Operation> extends OutcomeOf<Id> {
  readonly status: "succeeded";
  /** The platform's id of the message. A sample of the pages lacks it, so it may be missing (E01). */
  readonly messageId?: string;
  readonly reason?: never;
}

/** A, documented for sendInbox alone: the request is accepted (SI-038). Do not send it again. */
export interface Accepted<Id extends Operation = Operation> extends OutcomeOf<Id> {
  readonly status: "accepted";
  readonly messageId?: string;
  readonly reason?: never;
}

/** F: the platform has refused the request (MS-062, SI-042). `resultCode` says why, `explain(resultCode)` what to do. */
export interface Failed<Id extends Operation = Operation> extends OutcomeOf<Id> {
  readonly status: "failed";
  readonly messageId?: never;
  readonly reason?: never;
}

/** U (MS-060, SI-040), or no trustworthy answer: send the same request with the same requestId again, later. */
export interface Unknown<Id extends Operation = Operation> extends OutcomeOf<Id> {
  readonly status: "unknown";
  readonly messageId?: never;
  readonly reason: UnknownReason;
}

/** What became of a request, told apart by `status`. */
export type Outcome<Id extends Operation = Operation> = Succeeded<Id> | Accepted<Id> | Failed<Id> | Unknown<Id>;

/** What one attempt has shown. */
export interface Verdict {
  readonly status: Outcome["status"];
  readonly reason?: UnknownReason;
  readonly resultCode?: string;
  readonly resultMessage?: string;
  readonly messageId?: string;
  readonly extendInfo?: string;
}

const STATUSES = new Map<unknown, Outcome["status"]>([
  ["S", "succeeded"],
  ["A", "accepted"],
  ["F", "failed"],
  ["U", "unknown"],
]);

const fieldsOf = (value: unknown): Partial<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? { ...value } : {};

export const unknown = (reason: UnknownReason): Verdict => ({ status: "unknown", reason });

/**
 * Reads a parsed answer. `resultStatus` alone decides; whatever else is missing or misshapen is left out, since an S
 * with a strange messageId is still an S, and calling it anything else would have the message sent again.
 *
 * @param show what may be seen of a text that the platform wrote; extendInfo is the caller's own.
 * @param vouched whether the platform's key stands behind the answer. The gateway cannot sign an answer to a request
 * that it could not authenticate, so an unsigned F or U counts; an unsigned S or A does not (E15).
 */
export const judge = (answer: unknown, vouched: boolean, show: (text: string) => string = String): Verdict => {
  const fields = fieldsOf(answer);
  const result = fieldsOf(fields["result"]);
  const status = STATUSES.get(result["resultStatus"]);
  if (!status) return unknown("protocol");
  const taken = status === "succeeded" || status === "accepted";
  if (taken && !vouched) return unknown("unverified");
  const shown = (value: unknown): unknown => (typeof value === "string" ? show(value) : value);
  const texts = {
    resultCode: shown(result["resultCode"]),
    resultMessage: shown(result["resultMessage"]),
    messageId: taken && fields["messageId"],
    extendInfo: fields["extendInfo"] ?? fields["entendInfo"],
  };
  return {
    status,
    ...(status === "unknown" && { reason: "result" }),
    ...Object.fromEntries(Object.entries(texts).filter(([, text]) => typeof text === "string")),
  };
};
