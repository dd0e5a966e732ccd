import { performance } from "../model/real-time.js";

/** So many at once, then so many a second: nor may a row of wrong signatures keep the process busy. */
const AT_ONCE = 100;
const PER_SECOND = 10;

const MOST_NAMESPACES = 1000;

/** A diagnosis keeps this thread for some milliseconds: with many under way only the first are made. */
const MOST_UNDER_WAY = 16;

interface Account {
  left: number;
  /** Real ms. */
  at: number;
}

/** Who may be diagnosed: each namespace has a budget of its own, so that nobody spends another's. */
export interface DiagnosisBudget {
  /** Runs `diagnose`, or returns undefined when there are too many at once. */
  readonly spend: <T>(namespace: string, diagnose: () => Promise<T>) => Promise<T | undefined>;
}

export const createDiagnosisBudget = (now: () => number = () => performance.now()): DiagnosisBudget => {
  const accounts = new Map<string, Account>();
  let underWay = 0;

  const takes = (namespace: string): boolean => {
    const account = accounts.get(namespace) ?? { left: AT_ONCE, at: now() };
    const left = Math.min(AT_ONCE, account.left + ((now() - account.at) / 1000) * PER_SECOND);
    if (accounts.size >= MOST_NAMESPACES && !accounts.has(namespace)) accounts.clear();
    accounts.set(namespace, { left: left < 1 ? left : left - 1, at: now() });
    return left >= 1;
  };

  return {
    spend: async (namespace, diagnose) => {
      if (underWay >= MOST_UNDER_WAY || !takes(namespace)) return undefined;
      underWay += 1;
      try {
        return await diagnose();
      } finally {
        underWay -= 1;
      }
    },
  };
};
