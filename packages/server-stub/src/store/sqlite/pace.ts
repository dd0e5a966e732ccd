/** Decides whether a transaction that could be committed now should rather wait for company. */
export interface Pace {
  /** A transaction was begun. */
  opened(): void;
  /** Somebody came along. */
  worked(): void;
  isGathering(): boolean;
  /** @param company how many the commit carries */
  begin(company: number): void;
  end(): void;
}

/** Longest pause after which somebody else is still expected, in ms. */
const patience = 0.2;

/**
 * Signatures are verified on other threads, so signed requests arrive one by one instead of a turn at a time, and one fsync
 * for each would cost most of the time. As long as commits carry company, the next one waits for stragglers: until nobody has
 * come for a moment, and for no longer than two commits last. Whoever sends one request after the other never waits.
 */
export const createPace = (now: () => number = () => performance.now()): Pace => {
  let lastCompany = 0;
  let lastTook = 0;
  let openedAt = 0;
  let workedAt = 0;
  let begunAt = 0;
  return {
    opened() {
      openedAt = now();
      workedAt = openedAt;
    },
    worked() {
      workedAt = now();
    },
    isGathering() {
      if (lastCompany < 2) return false;
      const at = now();
      return at - workedAt < Math.min(patience, lastTook) && at - openedAt < 2 * lastTook;
    },
    begin(company) {
      begunAt = now();
      lastCompany = company;
    },
    end() {
      lastTook = now() - begunAt;
    },
  };
};
