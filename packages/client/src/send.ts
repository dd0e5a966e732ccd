import type { ClientEvent } from "./events.js";
import { pause } from "./interrupt.js";
import type { Frozen, Operation } from "./operation.js";
import type { Identity, SettledLimits } from "./options.js";
import { type Outcome, type UnknownReason, type Verdict, unknown } from "./outcome.js";
import { isRetryable, isTrafficLimit, retryDelay } from "./retry.js";
import type { Runtime } from "./runtime.js";
import { type Attempted, type Transport, attempt } from "./transport/attempt.js";

/** All that the calls of one client share. */
export interface Sender extends Transport, Identity {
  readonly emit: (event: ClientEvent) => void;
  readonly runtime: Runtime;
}

/** How long and how often to try, and the caller's signal. */
export interface Patience extends SettledLimits {
  readonly signal: AbortSignal | undefined;
}

const ABORTED: Attempted = { verdict: unknown("aborted"), response: undefined, detail: undefined };

/**
 * Sends a frozen request until its outcome is known or patience ends. Every attempt sends the same bytes, and so the
 * same requestId: the idempotent resend is the only way to learn an unknown outcome (E16).
 */
export const send = async <Id extends Operation>(
  frozen: Frozen<Id>,
  { maxRetries, timeout, deadline, signal }: Patience,
  sender: Sender,
): Promise<Outcome<Id>> => {
  const { runtime, emit } = sender;
  const { operation } = frozen;
  const { requestId } = frozen.request;
  const start = runtime.elapsed();
  const left = (): number => deadline - (runtime.elapsed() - start);
  const now = () => ({ operation, requestId, attempt: attempts });
  let attempts = 0;
  let unresolved: UnknownReason | undefined;
  let last = ABORTED;

  const tryOnce = async (): Promise<Attempted> => {
    const began = runtime.elapsed();
    const limits = { ms: Math.min(timeout, left()), signal, runtime };
    const tried = await attempt(frozen, sender, limits, (requestTime) => {
      attempts += 1;
      emit({ type: "attempt", ...now(), requestTime });
    });
    const { verdict, response, detail } = tried;
    const durationMs = runtime.elapsed() - began;
    emit({ type: "verdict", ...now(), ...gistOf(verdict), httpStatus: response?.status, detail, durationMs });
    return tried;
  };

  for (let retry = 0; left() > 0; retry += 1) {
    try {
      last = await tryOnce();
    } catch (error) {
      if (attempts === 0) throw error;
      break;
    }
    if (!isRetryable(last.verdict) || retry >= maxRetries) break;
    unresolved = last.verdict.reason ?? unresolved;
    const delayMs = retryDelay(retry, last.response?.headers, runtime);
    if (delayMs >= left()) break;
    emit({ type: "retry", ...now(), delayMs });
    if (!(await pause({ ms: delayMs, signal, runtime }))) {
      last = ABORTED;
      break;
    }
  }

  const verdict = settle(last.verdict, unresolved);
  emit({ type: "outcome", ...now(), ...gistOf(verdict), durationMs: runtime.elapsed() - start });
  const { status, reason, ...result } = verdict;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- judge() has put together what belongs together
  return {
    status,
    requestId,
    ...result,
    attempts,
    ...(reason && { reason }),
    ...(last.response && { response: last.response }),
  } as Outcome<Id>;
};

/** A traffic limit says nothing of an earlier attempt that nobody answered for: that one may have been taken. */
const settle = (verdict: Verdict, unresolved: UnknownReason | undefined): Verdict =>
  unresolved && isTrafficLimit(verdict) ? { ...verdict, status: "unknown", reason: unresolved } : verdict;

/** What an event may say of a verdict. */
const gistOf = ({ status, reason, resultCode }: Verdict) => ({ status, reason, resultCode });
