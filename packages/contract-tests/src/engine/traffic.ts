import type { Exchange } from "./exchange.js";
import { codeIn } from "./codes-seen.js";
import type { ServerTarget } from "./target.js";
import { Inconclusive } from "./verdict.js";

const trafficCode = "REQUEST_TRAFFIC_EXCEED_LIMIT";

const longestPatience = 90_000;

/**
 * Whether the answer says no more than "later". A stub under the control API says so only when it was told to.
 * @param takesLimits the traffic limit's own result is an answer; a gateway's 429 or 503 before it is none.
 */
export const isBusy = (
  { controlUrl }: ServerTarget,
  { status, headers, text }: Exchange,
  takesLimits = false,
): boolean => {
  const code = codeIn(text);
  if (takesLimits && code !== undefined) return false;
  if (status === 429 || (status === 503 && headers.has("Retry-After") && code === undefined)) return true;
  return controlUrl === undefined && code === trafficCode;
};

/** Waits as long as the server asks, or longer and longer; in the end the case has no verdict. */
export const outwait = async (target: ServerTarget, exchange: Exchange, tries: number): Promise<void> => {
  const { pace, patience = longestPatience } = target;
  if (pace === undefined || pace.exhausted || spent(tries, exchange) > patience) {
    if (pace !== undefined) pace.exhausted = true;
    throw new Inconclusive("The server's traffic limit did not end: give --rate with what it allows.", exchange);
  }
  pace.pause(pauseAfter(tries, exchange));
};

const pauseAfter = (tries: number, { headers }: Exchange): number => {
  const asked = headers.get("Retry-After");
  if (asked === null) return Math.min(250 * 2 ** tries, 8000);
  const seconds = Number(asked);
  const milliseconds = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(asked) - Date.now();
  return Math.min(Math.max(Number.isFinite(milliseconds) ? milliseconds : 1000, 50), 60_000);
};

/** What all pauses up to this one add up to. */
const spent = (tries: number, exchange: Exchange): number =>
  Array.from({ length: tries + 1 }, (_, index) => pauseAfter(index, exchange)).reduce((sum, one) => sum + one, 0);
