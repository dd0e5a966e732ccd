import { CannotRun } from "../cli/cannot-run.js";
import type { Ran, Task } from "./runner.js";

/** Tasks that wait for a backend, and those that wait for its outcome. */
export interface TaskQueue {
  /** Settles with the outcome, or without one when its time is over. */
  readonly add: (task: Task) => Promise<Ran>;
  /** The next task, as soon as there is one; `undefined` when none will follow. */
  readonly take: () => Promise<Task | undefined>;
  /** Whether the task was waiting for an outcome. */
  readonly settle: (id: string, ran: Ran) => boolean;
  readonly end: () => void;
}

interface Waiting {
  readonly task: Task;
  readonly resolve: (ran: Ran) => void;
  readonly reject: (error: unknown) => void;
}

/** How long to wait for a backend that has not come yet; one that came and went is missed sooner. */
const patience = 600_000;

/** @param timeout milliseconds from handing out a task to its outcome. */
export const createTaskQueue = (timeout: number, signal: AbortSignal): TaskQueue => {
  const tasks: Waiting[] = [];
  const askers: ((task: Task | undefined) => void)[] = [];
  const handedOut = new Map<string, Waiting>();
  let ended = false;

  const giveUpAfter = (milliseconds: number): NodeJS.Timeout =>
    setTimeout(() => {
      const error = new CannotRun(
        `No backend asked for /_scenarios/next within ${milliseconds / 1000} s: is it running?`,
      );
      for (const { reject } of tasks.splice(0)) reject(error);
    }, milliseconds).unref();
  // The server keeps the process alive, not this.
  let idle = giveUpAfter(patience);
  const stir = (): void => {
    clearTimeout(idle);
    // A task that nobody settles ends after its time; a backend that is still there asks for another one then.
    idle = giveUpAfter(2 * timeout);
  };

  const handOut = (waiting: Waiting): Task => {
    const { task, resolve } = waiting;
    handedOut.set(task.id, waiting);
    setTimeout(() => {
      if (handedOut.delete(task.id)) resolve({ silence: `no outcome was posted within ${timeout / 1000} s` });
    }, timeout).unref();
    return task;
  };

  const end = (): void => {
    ended = true;
    clearTimeout(idle);
    for (const asker of askers.splice(0)) asker(undefined);
  };

  signal.addEventListener("abort", () => {
    for (const { resolve } of [...tasks.splice(0), ...handedOut.values()]) resolve({});
    end();
  });

  return {
    add: (task) =>
      new Promise((resolve, reject) => {
        const waiting = { task, resolve, reject };
        const asker = askers.shift();
        if (asker === undefined) tasks.push(waiting);
        else asker(handOut(waiting));
      }),
    take: () => {
      stir();
      const waiting = tasks.shift();
      if (waiting !== undefined) return Promise.resolve(handOut(waiting));
      if (ended) return Promise.resolve(undefined);
      return new Promise((resolve) => askers.push(resolve));
    },
    settle: (id, ran) => {
      stir();
      const waiting = handedOut.get(id);
      handedOut.delete(id);
      waiting?.resolve(ran);
      return waiting !== undefined;
    },
    end,
  };
};
