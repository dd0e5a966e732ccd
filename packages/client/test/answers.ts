/** The answer that a result makes, as text. */
export const answer = (resultStatus: string, resultCode: string, more: object = {}): string =>
  JSON.stringify({ result: { resultCode, resultStatus, resultMessage: resultCode.toLowerCase() }, ...more });

export const SUCCESS = answer("S", "SUCCESS", { messageId: "message-1" });
export const ACCEPT = answer("A", "ACCEPT", { messageId: "message-1" });
export const FAIL = answer("F", "PROCESS_FAIL");
export const UNKNOWN = answer("U", "UNKNOWN_EXCEPTION");
export const TRAFFIC = answer("F", "REQUEST_TRAFFIC_EXCEED_LIMIT");
