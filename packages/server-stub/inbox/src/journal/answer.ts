import type { Attempt } from "../control/rows.js";

/** Whether the sender never got this answer whole. */
export const isLost = ({ response }: Attempt): boolean => response.lost === true;

/** A JSON text in readable lines; anything else as it is. */
export const readable = (text: string): string => {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
};
