/** Notices when the server is gone, so that a run ends instead of failing every case that is left. */
export interface Watch {
  readonly answered: () => void;
  readonly timedOut: () => void;
  /** After a broken connection: whether the server was away and is back, never was away, or is gone. */
  readonly broken: (cause: unknown) => Promise<"back" | "there" | "gone">;
  /** Aborts when the server is gone; its reason is a line for the user. */
  readonly signal: AbortSignal;
}

const timeOutsInARow = 3;

/**
 * @param reachable whether anything answers at the server's address.
 * @param patience milliseconds that a server may be away, as one that restarts is.
 */
export const createWatch = (
  reachable: () => Promise<boolean>,
  { patience = 15_000, every = 500 }: { readonly patience?: number; readonly every?: number } = {},
): Watch => {
  const controller = new AbortController();
  let silent = 0;
  const lose = (line: string): void => controller.abort(new Error(line));
  const wait = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, every));
  return {
    signal: controller.signal,
    answered: () => {
      silent = 0;
    },
    timedOut: () => {
      silent += 1;
      if (silent >= timeOutsInARow) lose(`${timeOutsInARow} requests in a row got no answer in time`);
    },
    broken: async (cause) => {
      if (await reachable()) return "there";
      const until = performance.now() + patience;
      while (performance.now() < until && !controller.signal.aborted) {
        await wait();
        if (await reachable()) return "back";
      }
      lose(`nothing answers at its address any more (${reasonOf(cause)})`);
      return "gone";
    },
  };
};

const reasonOf = (cause: unknown): string => {
  const inner: unknown = cause instanceof Error ? (cause.cause ?? cause) : cause;
  const code: unknown = inner instanceof Error && "code" in inner ? inner.code : undefined;
  return typeof code === "string" && code !== "" ? code : inner instanceof Error ? inner.message : String(inner);
};
