import type { Delivery, DeliveryCall } from "../model/message.js";
import type { DeliveryVerdict } from "./verdict.js";

/** Calls that are kept besides the first: a message that nobody takes is sent thousands of times. */
const mostCalls = 100;

/** A call as people see it. `at` is virtual ms. */
export const callOf = ({ outcome, reason, answer }: Omit<DeliveryVerdict, "messageId">, at: number): DeliveryCall => ({
  at,
  status: outcome,
  ...(answer && { httpStatus: answer.httpStatus, answer: answer.text }),
  ...(reason !== undefined && { reason }),
});

/** The calls of a delivery with those that were made now: the first of all and the newest. */
export const withCalls = (
  { calls = [] }: Delivery,
  ...made: readonly (DeliveryCall | undefined)[]
): readonly DeliveryCall[] => {
  const all = [...calls, ...made.filter((call) => call !== undefined)];
  return all.length > mostCalls + 1 ? [...all.slice(0, 1), ...all.slice(-mostCalls)] : all;
};
