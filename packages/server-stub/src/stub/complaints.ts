import { StubError, isMisuse } from "../model/errors.js";
import { isStoreError, StaleRevisionError } from "../store/errors.js";
import { MOST_KINDS } from "../model/milestones.js";
import { clearInterval, setInterval } from "../model/real-time.js";

/** Says what goes wrong: a thing at once, and then how often it has happened since. */
export interface Complaints {
  readonly complain: (error: unknown) => void;
  /** Says what has been counted and not said yet. */
  readonly close: () => void;
}

export interface ComplaintsOptions {
  readonly logger: { readonly error: (fields: object, text: string) => void } | undefined;
  /** Told of every failure of the store. */
  readonly onStoreError: () => void;
  /** Time between two lines about the same thing, in ms. */
  readonly pause?: number;
}

interface Counted {
  readonly describe: () => object;
  readonly text: string;
  times: number;
}

/** Names and messages of an error and its cause: what the database says, and never a row. */
const describeError = (error: unknown): object => {
  if (!(error instanceof Error)) return { error: "unknown" };
  const { cause } = error;
  return {
    error: `${error.name}: ${error.message}`,
    ...(isStoreError(error) && { fault: error.fault }),
    ...(cause instanceof Error && { cause: cause.message }),
  };
};

/** Where a defect is; its message may quote what was sent. */
const describeDefect = (error: unknown): object =>
  error instanceof Error
    ? {
        defect: error.name,
        at: error.stack
          ?.split("\n")
          .filter((line) => /^\s+at /u.test(line))
          .slice(0, 8)
          .map((line) => line.trim()),
      }
    : { defect: typeof error };

const isUnbundled = (error: unknown): boolean => error instanceof StubError && error.code === "LIBRARY_UNUSABLE";

const PAUSE = 60_000;

/**
 * A store that is down fails with each request, some ten thousand times a second: one line for each would fill the next disk.
 * What is not the store's failure is a defect of the stub, and logged as one.
 */
export const createComplaints = ({ logger, onStoreError, pause = PAUSE }: ComplaintsOptions): Complaints => {
  const counted = new Map<string, Counted>();
  /** Some pass several places on their way to the caller. */
  const passed = new WeakSet<StubError>();
  let timer: NodeJS.Timeout | undefined;

  const sayAll = (): void => {
    for (const [key, { describe, text, times }] of counted) {
      if (times > 0) logger?.error({ ...describe(), times }, `${text}: again, and how often since the last line`);
      counted.delete(key);
    }
  };
  const say = (error: unknown, describe: (error: unknown) => object, text: string): void => {
    const own = error instanceof Error ? `${text} ${error.name} ${error.message}` : text;
    // Messages may quote what was sent.
    const key = counted.has(own) || counted.size < MOST_KINDS ? own : text;
    const known = counted.get(key);
    if (known) {
      known.times += 1;
      return;
    }
    logger?.error(describe(error), text);
    counted.set(key, { describe: () => describe(error), text, times: 0 });
    timer ??= setInterval(sayAll, pause).unref();
  };

  const sayOnce = (error: StubError): void => {
    if (!passed.has(error)) say(error, describeError, "an option is illegal");
    passed.add(error);
  };

  return {
    complain: (error) => {
      const isStore = isStoreError(error) || error instanceof StaleRevisionError;
      if (isStore) onStoreError();
      if (isStore) say(error, describeError, "the store failed");
      else if (isMisuse(error)) sayOnce(error);
      else if (isUnbundled(error)) say(error, describeError, "a library of the stub cannot be loaded");
      else say(error, describeDefect, "a defect of the stub; please report it");
    },
    close: () => {
      clearInterval(timer);
      sayAll();
    },
  };
};
