import type { DatabaseSync } from "node:sqlite";
import { StoreLostError } from "../errors.js";
import { createPace } from "./pace.js";

export interface GroupCommit {
  /**
   * Runs `work` inside the transaction of this turn of the event loop. The promise resolves after COMMIT.
   *
   * What `work` throws before its first write rejects this promise alone. A database error ends the transaction: all who
   * wait for it are rejected with StoreLostError.
   *
   * @param stragglers requests that are with other threads now and will come soon
   */
  run<T>(work: () => T, stragglers?: number): Promise<T>;
  /** Resolves when what waited at the time of the call is committed or lost. */
  drain(): Promise<void>;
}

export interface GroupCommitHooks {
  /** Before each piece of work, inside the transaction. */
  readonly beforeWork: () => void;
  /** Inside the transaction, just before COMMIT. */
  readonly beforeCommit: () => void;
  readonly afterCommit: () => void;
  /** After a rollback: whatever was cached from the transaction is worthless. */
  readonly afterLoss: () => void;
}

interface Waiter {
  readonly resolve: () => void;
  readonly reject: (error: StoreLostError) => void;
}

const isDatabaseError = (error: unknown): boolean =>
  error instanceof Error && "code" in error && typeof error.code === "string" && error.code.startsWith("ERR_SQLITE");

/**
 * All work of one turn of the event loop shares one transaction, and so one fsync: under load a commit carries dozens of
 * requests, and without load it is not delayed by more than the turn. What trickles in from other threads is gathered, see
 * pace.ts.
 */
export const createGroupCommit = (database: DatabaseSync, hooks: GroupCommitHooks): GroupCommit => {
  const begin = database.prepare("BEGIN IMMEDIATE");
  const commit = database.prepare("COMMIT");
  let waiting: Waiter[] = [];
  let open = false;
  let stragglers = 0;
  let timer: NodeJS.Timeout | undefined;
  const pace = createPace();

  const lose = (cause: unknown): StoreLostError => {
    const lost = new StoreLostError("the store could not commit", cause);
    const losers = waiting;
    waiting = [];
    open = false;
    try {
      database.exec("ROLLBACK");
    } catch {
      // There is no transaction any more: SQLite has rolled back by itself.
    }
    hooks.afterLoss();
    for (const { reject } of losers) reject(lost);
    return lost;
  };

  const commitAll = (): void => {
    clearTimeout(timer);
    timer = undefined;
    if (!open) return;
    try {
      pace.begin(waiting.length);
      hooks.beforeCommit();
      commit.run();
      pace.end();
    } catch (error) {
      lose(error);
      return;
    }
    const winners = waiting;
    waiting = [];
    open = false;
    for (const { resolve } of winners) resolve();
    hooks.afterCommit();
  };

  /** Other threads are waited for by a timer: one turn of the event loop after the other would keep them from their core. */
  const finish = (): void => {
    const pause = pace.pause(stragglers);
    if (pause > 0) timer ??= setTimeout(commitAll, Math.ceil(pause));
    else if (pace.isGathering()) setImmediate(finish);
    else commitAll();
  };

  const start = (): void => {
    try {
      begin.run();
    } catch (error) {
      throw new StoreLostError("the store does not take a transaction", error);
    }
    open = true;
    pace.opened();
    setImmediate(finish);
  };

  return {
    run: <T>(work: () => T, others = 0) =>
      new Promise<T>((resolve, reject) => {
        try {
          if (!open) start();
          hooks.beforeWork();
          const value = work();
          waiting.push({ resolve: () => resolve(value), reject });
          stragglers = others;
          pace.worked();
          // Those that it waited for are here.
          if (timer && others === 0) setImmediate(finish);
        } catch (error) {
          reject(isDatabaseError(error) || error instanceof StoreLostError ? lose(error) : error);
        }
      }),
    drain: () =>
      new Promise((resolve) => {
        const look = (): void => {
          if (open) setImmediate(look);
          else resolve();
        };
        look();
      }),
  };
};
