import type { Verdict } from "./outcome.js";
import type { Runtime } from "./runtime.js";
import type { ResponseHeaders } from "./transport/response-headers.js";

const BASE = 200;
const CAP = 5_000;

/** The one F that may be tried again; a sibling product reports it as U, so the code decides. */
export const isTrafficLimit = ({ status, resultCode }: Verdict): boolean =>
  status === "failed" && resultCode === "REQUEST_TRAFFIC_EXCEED_LIMIT";

/** Whatever is unknown, unless the caller has given up, and the traffic limit; never any other F, never A. */
export const isRetryable = (verdict: Verdict): boolean =>
  verdict.status === "unknown" ? verdict.reason !== "aborted" : isTrafficLimit(verdict);

/** Milliseconds that a Retry-After header asks for, in seconds or as a date; 0 for anything else. */
const askedFor = (header: string | null | undefined, now: number): number => {
  if (!header) return 0;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return ms > 0 ? ms : 0;
};

/**
 * Milliseconds to wait before a retry: exponential with full jitter, or longer when the answer asks for it.
 *
 * @param retry 0 for the first retry.
 */
export const retryDelay = (
  retry: number,
  headers: Pick<ResponseHeaders, "get"> | undefined,
  runtime: Runtime,
): number =>
  Math.max(
    runtime.random() * Math.min(CAP, BASE * 2 ** retry),
    askedFor(headers?.get("retry-after")?.trim(), runtime.now()),
  );
