import type { StubApp } from "../gateway/app.js";
import { isDropped } from "../gateway/wire.js";
import { clearTimeout, setTimeout } from "../model/real-time.js";
import { requestOf } from "./request-of.js";

/** Answers requests without a socket. */
export interface InProcess {
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;
  /** Resolves when what was accepted is answered, after `grace` ms at the latest. */
  readonly drain: (grace: number) => Promise<void>;
}

/** Rejects as `fetch` does when the caller has given up. */
const abortable = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    if (signal.aborted) return abort();
    signal.addEventListener("abort", abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });

const within = async (milliseconds: number, work: Promise<unknown>): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work, over]);
  clearTimeout(timer);
};

export interface InProcessOptions {
  /** What a first request waits for; its rejection is that of every request. */
  readonly app: () => Promise<StubApp>;
  readonly closing: AbortSignal;
}

export const createInProcess = ({ app, closing }: InProcessOptions): InProcess => {
  const answering = new Set<Promise<Response>>();
  const answerTo = async (given: Promise<Request>): Promise<Response> => {
    const request = await given;
    return (await app()).fetch(request);
  };
  return {
    fetch: async (input, init) => {
      // Before anything is awaited: what was asked before the stub closes is answered.
      if (closing.aborted) throw new TypeError("fetch failed: the stub is closed");
      const given = requestOf(input, init);
      const answer = answerTo(given);
      const end = () => answering.delete(answer);
      answering.add(answer);
      answer.then(end, end);
      const { signal } = await given;
      // Nobody waits for it any more, and its body may never come to an end.
      signal.addEventListener("abort", end);
      const response = await abortable(answer, signal);
      if (isDropped(response)) throw new TypeError("fetch failed");
      return response;
    },
    drain: (grace) => within(grace, Promise.allSettled(answering)),
  };
};
