import { StubError } from "../model/errors.js";
import { dateNow } from "../model/real-time.js";
import { createMessageIds } from "../platform/message-id.js";
import type { StubOptions } from "./options.js";

type Given = Pick<StubOptions, "now" | "newMessageId">;

/** What a caller's functions are asked for, with what they answer judged: nothing else sees it before it is written down. */
export interface GivenFunctions extends Required<Given> {
  /** What one of them has answered wrongly, since the start. */
  readonly misuse: () => StubError | undefined;
}

/** `api-docs`: at most 64 characters, none of which has to be escaped anywhere. */
const MESSAGE_ID = /^[^@#?"'\\\p{Cc}]{1,64}$/u;

/** Farthest time that a Date can hold, in ms. */
const LAST = 8.64e15;

const isTime = (value: unknown): boolean => typeof value === "number" && value >= 0 && value <= LAST;

const isMessageId = (value: unknown): boolean => typeof value === "string" && MESSAGE_ID.test(value);

const describe = (value: unknown): string =>
  typeof value === "number" ? String(value) : `a value of type ${typeof value}`;

/**
 * Checks what `now` and `newMessageId` answer.
 *
 * @param complain told of every wrong answer
 */
export const givenFunctions = ({ now, newMessageId }: Given, complain: (error: StubError) => void): GivenFunctions => {
  let misuse: StubError | undefined;
  const refuse = (text: string, cause?: unknown): StubError => {
    misuse = new StubError("OPTION_ILLEGAL", text, cause);
    complain(misuse);
    return misuse;
  };
  const checkedNow =
    now &&
    (() => {
      const time: unknown = now();
      if (typeof time === "number" && isTime(time)) return time;
      // Timers ask as well, and nobody would catch what they throw.
      refuse(`now: must return milliseconds since 1970, such as Date.now() does; it returned ${describe(time)}`);
      return dateNow();
    });
  const clock = checkedNow ?? dateNow;
  const checkedIds =
    newMessageId &&
    (() => {
      const id = newMessageId();
      if (isMessageId(id)) return id;
      throw refuse(
        `newMessageId: must return a string of 1 to 64 characters, none of them @, #, ?, a quote, a backslash or a control ` +
          `character; it returned ${typeof id === "string" ? "another one" : describe(id)}`,
      );
    });
  return { now: clock, newMessageId: checkedIds ?? createMessageIds(clock), misuse: () => misuse };
};
