import { misuse } from "../model/errors.js";
import { dateNow } from "../model/real-time.js";
import { createMessageIds } from "../platform/message-id.js";
import type { StubOptions } from "./options.js";

type Given = Pick<StubOptions, "now" | "newMessageId">;

/** What a caller's functions are asked for, with what they answer judged: nothing else sees it before it is written down. */
export interface GivenFunctions extends Required<Given> {
  /** The time for timers, which nobody would catch an error of: this machine's while `now` is wrong. */
  readonly timerNow: () => number;
}

/** `api-docs`: at most 64 characters, none of which has to be escaped anywhere. */
const MESSAGE_ID = /^[^@#?"'\\\p{Cc}]{1,64}$/u;

/** Farthest time that a Date can hold, in ms. */
const LAST = 8.64e15;

const isTime = (value: unknown): value is number => typeof value === "number" && value >= 0 && value <= LAST;

const isMessageId = (value: unknown): value is string => typeof value === "string" && MESSAGE_ID.test(value);

const describe = (value: unknown): string =>
  `it returned ${typeof value === "number" ? String(value) : `a value of type ${typeof value}`}`;

const NOW = "now: must return milliseconds since 1970, such as Date.now() does";

const NEW_MESSAGE_ID =
  "newMessageId: must return a string of 1 to 64 characters, none of them @, #, ?, a quote, a backslash or a control character";

/** @throws StubError `OPTION_ILLEGAL` with what the function threw as its cause. */
const ask = (given: () => unknown, rule: string): unknown => {
  try {
    return given();
  } catch (cause) {
    throw misuse(`${rule}; it threw`, cause);
  }
};

/**
 * Checks what `now` and `newMessageId` answer: both throw `OPTION_ILLEGAL` for what is wrong, each time anew.
 *
 * @param complain told of what timers have got in place of a time
 */
export const givenFunctions = ({ now, newMessageId }: Given, complain: (error: unknown) => void): GivenFunctions => {
  const checkedNow =
    now &&
    (() => {
      const time = ask(now, NOW);
      if (isTime(time)) return time;
      throw misuse(`${NOW}; ${describe(time)}`);
    });
  const clock = checkedNow ?? dateNow;
  const timerNow = (): number => {
    try {
      return clock();
    } catch (error) {
      complain(error);
      return dateNow();
    }
  };
  const checkedIds =
    newMessageId &&
    (() => {
      const id = ask(newMessageId, NEW_MESSAGE_ID);
      if (isMessageId(id)) return id;
      throw misuse(`${NEW_MESSAGE_ID}; ${typeof id === "string" ? "it returned another one" : describe(id)}`);
    });
  return { now: clock, timerNow, newMessageId: checkedIds ?? createMessageIds(clock) };
};
