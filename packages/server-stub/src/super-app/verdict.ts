import { type Fields, isFields } from "../model/fields.js";

/** What a super app's answer means for one message. */
export interface DeliveryVerdict {
  readonly messageId: string;
  readonly outcome: "delivered" | "retry" | "failed";
  /** Why it was not delivered. */
  readonly reason?: string;
  /** What came back, if anything did. */
  readonly answer?: { readonly httpStatus: number; readonly text: string };
  /** The whole call was refused, for whatever one of its messages may have. */
  readonly isWhole?: boolean;
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const describe = (result: Fields): string => {
  const code = typeof result["resultCode"] === "string" ? result["resultCode"].slice(0, 64) : "";
  return code === ""
    ? `the super app answered ${String(result["resultStatus"]).slice(0, 8)}`
    : `the super app answered ${code}`;
};

/** The platform's own rule: only U and an exceeded traffic limit invite another try. */
const wholeVerdict = (result: Fields): Omit<DeliveryVerdict, "messageId"> => {
  switch (result["resultStatus"]) {
    case "S":
    case "A":
      return { outcome: "delivered" };
    case "F":
      return {
        outcome: result["resultCode"] === "REQUEST_TRAFFIC_EXCEED_LIMIT" ? "retry" : "failed",
        reason: describe(result),
        isWhole: true,
      };
    default:
      return { outcome: "retry", reason: describe(result) };
  }
};

const rowVerdict = (row: Fields): Omit<DeliveryVerdict, "messageId"> => {
  if (row["success"] === true) return { outcome: "delivered" };
  const { success, retry } = row;
  if (success !== false) return { outcome: "retry", reason: "the super app's answer lacks success: true or false" };
  if (retry === false)
    return { outcome: "failed", reason: "the super app refused the message for good (retry: false)" };
  return retry === true
    ? { outcome: "retry", reason: "the super app could not take the message (retry: true)" }
    : { outcome: "retry", reason: "the super app could not take the message, and did not say retry: true or false" };
};

/**
 * Reads the answer `{ result, messageSendResults: [{ messageId, success, retry? }] }`.
 *
 * A message that the list leaves out is sent again; without a list the result speaks for all of them. `retry` is
 * required when `success` is false; where it is missing the message is sent again, since delivery is at least once.
 */
export const readVerdicts = (text: string, messageIds: readonly string[]): DeliveryVerdict[] => {
  const answer = parse(text);
  if (!isFields(answer)) {
    return messageIds.map((messageId) => ({ messageId, outcome: "retry", reason: "the answer is not a JSON object" }));
  }
  const rows = new Map<unknown, Fields>();
  const list = answer["messageSendResults"];
  if (Array.isArray(list)) for (const row of list) if (isFields(row)) rows.set(row["messageId"], row);
  const result = isFields(answer["result"]) ? answer["result"] : undefined;
  return messageIds.map((messageId): DeliveryVerdict => {
    const row = rows.get(messageId);
    if (row !== undefined) return { messageId, ...rowVerdict(row) };
    if (result === undefined) return { messageId, outcome: "retry", reason: "the answer carries no result" };
    if (Array.isArray(list) && result["resultStatus"] === "S") {
      return { messageId, outcome: "retry", reason: "messageSendResults leaves the message out" };
    }
    return { messageId, ...wholeVerdict(result) };
  });
};
