import { pause } from "../../model/real-time.js";
import { isCutShort, isHeld, isUndone } from "./failure.js";

interface Again {
  /** Whether it is worth another try. */
  readonly mayPass: (error: unknown) => boolean;
  readonly mostTries: number;
  /** In ms. */
  readonly pause: number;
}

/** Others want the same rows in another order once, perhaps twice. */
const atOnce: Again = { mayPass: isUndone, mostTries: 3, pause: 0 };

/**
 * Of a start, which changes tables that replicas of an older version are using, each in an order of its own: it has time, and there is
 * nobody yet who would get an answer instead.
 */
export const atStart: Again = { mayPass: isHeld, mostTries: 10, pause: 200 };

/** Of a new connection, whose first statements fill its caches within the time that the server gives, and change nothing. */
export const asNew: Again = { mayPass: isCutShort, mostTries: 10, pause: 0 };

/** Does again what PostgreSQL has undone so that others could go on. Nothing of it was committed, so it may do the same anew. */
export const again = async <T>(work: () => Promise<T>, how: Again = atOnce): Promise<T> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries === how.mostTries || !how.mayPass(error)) throw error;
    }
    if (how.pause > 0) await pause(how.pause);
  }
};
