import { isTaken, shortAnswer } from "../engine/acceptance.js";
import { answerOf } from "../engine/answer.js";
import type { ServerCase } from "../engine/case.js";
import { expectTrue } from "../engine/failure.js";
import type { ServerContext } from "../engine/server-context.js";
import { forEach, Inconclusive } from "../engine/verdict.js";
import type { Operation } from "../spec/operation.js";
import { law } from "./law.js";

/** Two requestIds that look alike; `room` is how long they may be. */
type Pair = (unique: string, room: number) => readonly [string, string];

const padded = (unique: string, length: number): string => unique.padEnd(length, "0");

/** Differ in one place alone: the last one of so many. */
const lastOf =
  (length: (room: number) => number): Pair =>
  (unique, room) => {
    const text = padded(unique, length(room));
    return [text, `${text.slice(0, -1)}1`];
  };

const pairs: Readonly<Record<string, { readonly rule: string; readonly pairs: readonly Pair[] }>> = {
  "at-each-length": {
    rule: "requestIds that differ in their last character alone are different, up to the longest.",
    pairs: [31, 32, 33, 36, 40, 48, 50, 60, 63, 64, 65, 100, 127, 128].map((length) =>
      lastOf((room) => Math.min(length, room)),
    ),
  },
  "by-first-character": {
    rule: "requestIds that differ in their first characters alone are different.",
    pairs: [(unique) => [`1${unique}`, `2${unique}`], (unique) => [unique, `0${unique}`]],
  },
  "by-case": {
    rule: "requestIds that differ in case are different.",
    pairs: [(unique) => [`${unique}case`, `${unique}CASE`]],
  },
  "by-space": {
    rule: "requestIds that differ in the white space around or inside them are different.",
    pairs: [
      (unique) => [unique, `${unique} `],
      (unique) => [unique, ` ${unique}`],
      (unique) => [`${unique}a b`, `${unique}ab`],
      (unique) => [`${unique}a b`, `${unique}a  b`],
    ],
  },
  "by-punctuation": {
    rule: "requestIds that differ in punctuation are different.",
    pairs: [
      (unique) => [`${unique}-1`, `${unique}1`],
      (unique) => [`${unique}_1`, `${unique}.1`],
      (unique) => [`${unique}:1`, `${unique}/1`],
      (unique) => [`${unique}%31`, `${unique}1`],
      (unique) => [`${unique}+1`, `${unique} 1`],
    ],
  },
  "by-normal-form": {
    rule: "requestIds that differ in Unicode normal form or width are different.",
    pairs: [
      (unique) => [`${unique}\u00E9`, `${unique}e\u0301`],
      (unique) => [`${unique}\uFF11`, `${unique}1`],
      (unique) => [`${unique}\u00E4`, `${unique}a`],
    ],
  },
};

const expectTwo = async (context: ServerContext, operation: Operation, pair: Pair): Promise<void> => {
  const room = operation.request.properties?.["requestId"]?.maxLength ?? 64;
  const [one, other] = pair(context.requestId().slice(0, 24), room);
  const first = await context.post(operation, context.body(operation, { requestId: one }));
  const second = await context.post(operation, context.body(operation, { requestId: other }));
  for (const exchange of [first, second]) {
    if (isTaken(exchange)) continue;
    throw new Inconclusive(`The server refuses such a requestId (${shortAnswer(exchange)}).`, exchange);
  }
  // Where there is no messageId nothing can be compared.
  const [known, id] = [first, second].map((exchange) => answerOf(exchange).messageId);
  if (typeof id !== "string") throw new Inconclusive("The server answers without a messageId.", second);
  expectTrue(`messageId of ${JSON.stringify(other)} after ${JSON.stringify(one)}`, known !== id, {
    expected: "another messageId",
    actual: id,
    exchange: second,
  });
};

/** A requestId is a text, not what some normalisation makes of it. */
export const differentIds: readonly ServerCase[] = Object.entries(pairs).map(([name, { rule, pairs: own }]) =>
  law({ name: `different-ids/${name}`, level: "inferred", rule }, (context) =>
    forEach(context.operations, (operation) => forEach(own, (pair) => expectTwo(context, operation, pair))),
  ),
);
