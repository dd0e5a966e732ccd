import { performance } from "../../model/real-time.js";

/** Decides whether a transaction that could be committed now should rather wait for company. */
export interface Pace {
  /** A transaction was begun. */
  opened(): void;
  /** Somebody came along. */
  worked(): void;
  /**
   * Milliseconds that the commit should wait for those who are with other threads.
   *
   * @param pendingSignatures how many they are
   */
  pause(pendingSignatures: number): number;
  /** Whether somebody else may come in the next moment. */
  isGathering(): boolean;
  /** @param company how many the commit carries */
  begin(company: number): void;
  end(): void;
}

/** A transaction stays open for at most so many times the length of the last commit. */
const longest = 3;

/**
 * The same where other threads are waited for. Who has come by then is enough: while the commit carries them, the next ones are
 * verified, and senders and stub do not take turns.
 */
const longestForOthers = 1.5;

/** Longest pause after which somebody else is still expected, in ms. */
const patience = 0.2;

/**
 * One fsync for each request would cost most of the time. As long as commits carry company, the next one waits: for those whose
 * signatures are with other threads, since they come one by one, and else until nobody has come for a moment, since those who
 * send at the same time rarely fall into one turn of the event loop. Whoever sends one request after the other never waits.
 */
export const createPace = (now: () => number = () => performance.now()): Pace => {
  let lastCompany = 0;
  let lastTook = 0;
  let openedAt = 0;
  let workedAt = 0;
  let begunAt = 0;
  const left = (most: number): number => (lastCompany < 2 ? 0 : Math.max(0, openedAt + most * lastTook - now()));
  return {
    opened() {
      openedAt = now();
      workedAt = openedAt;
    },
    worked() {
      workedAt = now();
    },
    pause: (pendingSignatures) => (pendingSignatures === 0 ? 0 : left(longestForOthers)),
    isGathering: () => left(longest) > 0 && now() - workedAt < Math.min(patience, lastTook),
    begin(company) {
      begunAt = now();
      lastCompany = company;
    },
    end() {
      lastTook = now() - begunAt;
    },
  };
};
