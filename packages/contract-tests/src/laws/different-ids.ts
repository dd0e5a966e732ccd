import { isTaken, postAgainAfterUnknown, shortAnswer } from "../engine/acceptance.js";
import { answerOf } from "../engine/answer.js";
import type { ServerCase } from "../engine/case.js";
import type { Exchange } from "../engine/exchange.js";
import { expectTrue } from "../engine/failure.js";
import type { ServerContext } from "../engine/server-context.js";
import { forEach, Inconclusive } from "../engine/verdict.js";
import type { Operation } from "../spec/operation.js";
import { law } from "./law.js";

/** requestIds that look alike; `room` is how long they may be. */
type Family = (unique: string, room: number) => readonly string[];

const padded = (unique: string, length: number): string => unique.padEnd(length, "0");

/** Differ in one place alone: the last one of so many. */
const lastOf =
  (length: (room: number) => number): Family =>
  (unique, room) => {
    const text = padded(unique, length(room));
    return [text, `${text.slice(0, -1)}1`];
  };

/** The same text with each of these in its midst. */
const around =
  (...middles: readonly string[]): Family =>
  (unique) =>
    middles.map((middle) => `${unique}a${middle}b`);

// Without @, # and ?, which the pages refuse.
const punctuation = Array.from(String.raw`!"$%&'()*+,-./:;<=>[\]^_{|}~` + "`");

const families: Readonly<Record<string, { readonly rule: string; readonly families: readonly Family[] }>> = {
  "at-each-length": {
    rule: "requestIds that differ in their last character alone are different, up to the longest.",
    families: [31, 32, 33, 36, 40, 48, 50, 60, 63, 64, 65, 100, 127, 128].map((length) =>
      lastOf((room) => Math.min(length, room)),
    ),
  },
  "by-extension": {
    rule: "A requestId that another one begins or ends with is different.",
    families: [
      (unique) => [unique, `${unique}1`, `1${unique}`, `${unique}11`],
      (unique) => [`${unique}ab`, `${unique}a`, `${unique}b`],
    ],
  },
  "by-first-character": {
    rule: "requestIds that differ in their first characters alone are different.",
    families: [(unique) => [`1${unique}`, `2${unique}`], (unique) => [unique, `0${unique}`, `00${unique}`]],
  },
  "by-case": {
    rule: "requestIds that differ in case are different.",
    families: [around("case", "CASE", "Case")],
  },
  "by-space": {
    rule: "requestIds that differ in the white space around or inside them are different.",
    families: [
      (unique) => [unique, `${unique} `, ` ${unique}`, `${unique}\t`, `${unique}\n`],
      around("", " ", "  ", "\t", "\u00A0"),
    ],
  },
  "by-punctuation": {
    rule: "requestIds that differ in punctuation are different.",
    families: [
      // A letter first: a pattern of SQL would find it.
      around("1", ...punctuation, ""),
      around("..", "--", "__", "%%", "1", "11"),
      around("1", "%31", "\\u0031", "&#49;", "+1", "-1", "1.0", "01"),
    ],
  },
  "by-normal-form": {
    rule: "requestIds that differ in Unicode normal form or width are different.",
    families: [
      around("\u00E9", "e\u0301", "e"),
      around("\uFF11", "1", "\u0661", "\u2460"),
      around("\u00DF", "ss"),
      around("\u0131", "i", "\u0130"),
      around("\u{1F600}", "\u{1F601}", "\u{20000}", "\uFFFD"),
      around("\u200B", "", "\u200D", "\uFEFF"),
      around("\u0430", "a", "\u03B1"),
    ],
  },
};

/** Fails when two of them get one messageId; those that the server refuses are left out. */
const expectApart = async (context: ServerContext, operation: Operation, family: Family): Promise<void> => {
  const room = operation.request.properties?.["requestId"]?.maxLength ?? 64;
  const known = new Map<unknown, string>();
  const place = context.another();
  let last: Exchange | undefined;
  for (const id of family(context.requestId().slice(0, 24), room)) {
    const body = context.body(operation, { requestId: id });
    const exchange = await postAgainAfterUnknown(place, operation, { body });
    last = exchange;
    if (!isTaken(exchange)) continue;
    // Where there is no messageId nothing can be compared.
    const { messageId } = answerOf(exchange);
    if (typeof messageId !== "string") throw new Inconclusive("The server answers without a messageId.", exchange);
    const other = known.get(messageId);
    expectTrue(`messageId of ${JSON.stringify(id)} after ${JSON.stringify(other)}`, other === undefined, {
      expected: "another messageId",
      actual: messageId,
      exchange,
    });
    known.set(messageId, id);
  }
  if (known.size > 1 || last === undefined) return;
  throw new Inconclusive(`The server refuses such requestIds (${shortAnswer(last)}).`, last);
};

/** A requestId is a text, not what some normalisation makes of it. */
export const differentIds: readonly ServerCase[] = Object.entries(families).map(([name, { rule, families: own }]) =>
  law({ name: `different-ids/${name}`, level: "inferred", rule }, (context) =>
    forEach(context.operations, (operation) => forEach(own, (family) => expectApart(context, operation, family))),
  ),
);
