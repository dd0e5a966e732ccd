import type { Attempt } from "../control/rows.js";

const lostBy = /lost|reset|cut/i;

/** Whether the sender never got this answer whole. */
export const isLost = (attempt: Attempt): boolean =>
  attempt.verdicts.some(({ step, verdict, detail }) => step === "transport" && verdict === "failed" && detail !== undefined) ||
  ((attempt.faults?.length ?? 0) > 0 &&
    attempt.verdicts.some(({ step, detail }) => step === "transport" && lostBy.test(detail ?? "")));

/** A JSON text in readable lines; anything else as it is. */
export const readable = (text: string): string => {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
};
