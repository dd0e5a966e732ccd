/** Decides whether a transaction that could be committed now should rather wait for company. */
export interface Pace {
  /** A transaction was begun. */
  opened(): void;
  /**
   * Milliseconds that the commit should wait.
   *
   * @param stragglers requests that are with other threads now
   */
  pause(stragglers: number): number;
  /** @param company how many the commit carries */
  begin(company: number): void;
  end(): void;
}

/** A transaction stays open for at most so many times the length of the last commit. */
const longest = 3;

/**
 * Signatures are made and verified on other threads, so signed requests arrive one by one instead of a turn at a time, and one
 * fsync for each would cost most of the time. As long as commits carry company, the next one waits for those who are still with
 * another thread. Whoever sends one request after the other never waits, and nobody does where nothing is signed.
 */
export const createPace = (now: () => number = () => performance.now()): Pace => {
  let lastCompany = 0;
  let lastTook = 0;
  let openedAt = 0;
  let begunAt = 0;
  return {
    opened() {
      openedAt = now();
    },
    pause: (stragglers) =>
      stragglers === 0 || lastCompany < 2 ? 0 : Math.max(0, openedAt + longest * lastTook - now()),
    begin(company) {
      begunAt = now();
      lastCompany = company;
    },
    end() {
      lastTook = now() - begunAt;
    },
  };
};
