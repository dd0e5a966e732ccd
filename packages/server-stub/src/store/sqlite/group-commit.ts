import type { DatabaseSync } from "node:sqlite";
import { type StoreLostError, type StoreUnusableError, isStoreError } from "../errors.js";
import { isDatabaseError } from "./failure.js";
import { createPace } from "./pace.js";
import { rollBack } from "./rollback.js";
import { clearTimeout, setImmediate, setTimeout } from "../../model/real-time.js";

type Lost = StoreLostError | StoreUnusableError;

export interface GroupCommit {
  /**
   * Runs `work` inside the transaction of this turn of the event loop. The promise resolves after COMMIT.
   *
   * What `work` throws before its first write rejects this promise alone. A database error ends the transaction: all who
   * wait for it are rejected with an error that names what is wrong.
   */
  run<T>(work: () => T): Promise<T>;
  /**
   * The same for work that looks at no rows but those that it asks for itself: what was added before may still be on its way
   * to the tables.
   *
   * @param pendingSignatures requests that are with other threads now and will come soon
   */
  add<T>(work: () => T, pendingSignatures: number): Promise<T>;
  /** Resolves when what waited at the time of the call is committed or lost. */
  drain(): Promise<void>;
}

export interface GroupCommitHooks {
  /** Before the transaction. @throws StoreLostError when there is no use in beginning one */
  readonly beforeBegin: () => void;
  /** Before each piece of work, inside the transaction; `reads` unless it only adds. */
  readonly beforeWork: (reads: boolean) => void;
  /** Inside the transaction, just before COMMIT. */
  readonly beforeCommit: () => void;
  /** After COMMIT, before anybody is answered. @throws StoreLostError when it was for nothing */
  readonly beforeAnswer: () => void;
  readonly afterCommit: () => void;
  /** Names what is wrong with the store. */
  readonly explain: (error: unknown) => Lost;
  /** After a rollback: whatever was cached from the transaction is worthless. */
  readonly afterLoss: (lost: Lost) => void;
}

interface Waiter {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

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
  let pendingSignatures = 0;
  let timer: NodeJS.Timeout | undefined;
  const pace = createPace();

  /** A defect that comes up at COMMIT loses the transaction as well, but stays what it is. */
  const lose = (cause: unknown): unknown => {
    const lost = isDatabaseError(cause) || isStoreError(cause) ? hooks.explain(cause) : cause;
    const losers = waiting;
    waiting = [];
    open = false;
    rollBack(database);
    hooks.afterLoss(isStoreError(lost) ? lost : hooks.explain(lost));
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
      hooks.beforeAnswer();
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
    const pause = pace.pause(pendingSignatures);
    if (pause > 0) timer ??= setTimeout(commitAll, Math.ceil(pause));
    else if (pace.isGathering()) setImmediate(finish);
    else commitAll();
  };

  const start = (): void => {
    hooks.beforeBegin();
    begin.run();
    open = true;
    pace.opened();
    setImmediate(finish);
  };

  const take = <T>(work: () => T, reads: boolean, others: number): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      try {
        if (!open) start();
        hooks.beforeWork(reads);
        const value = work();
        waiting.push({ resolve: () => resolve(value), reject });
        pendingSignatures = others;
        pace.worked();
        // Those that it waited for are here, or their time is over: timers are late by up to a millisecond.
        if (timer && pace.pause(others) === 0) setImmediate(finish);
      } catch (error) {
        reject(isDatabaseError(error) || isStoreError(error) ? lose(error) : error);
      }
    });

  return {
    run: (work) => take(work, true, 0),
    add: (work, others) => take(work, false, others),
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
