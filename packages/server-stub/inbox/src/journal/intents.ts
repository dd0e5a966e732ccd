import type { Attempt, Message, Operation } from "../control/rows.js";
import { outcomeCounts } from "./outcome-words.js";

/** All attempts with one requestId at one operation: what the sender wanted once. */
export type Intent = {
  readonly key: string;
  readonly operation: Operation;
  readonly requestId: string;
  /** Oldest first. */
  readonly attempts: readonly Attempt[];
  readonly last: Attempt;
  readonly messages: readonly Message[];
};

// A request whose requestId could not be read stands for itself.
const intentKey = ({ operation, requestId, sequence }: Attempt): string =>
  requestId === "" ? `${operation} #${sequence}` : `${operation} ${requestId}`;

/** One intent per operation and requestId, the one with the newest attempt first. */
export const intentsOf = (attempts: readonly Attempt[], messages: readonly Message[]): readonly Intent[] => {
  const byId = new Map(messages.map((message) => [message.messageId, message]));
  const groups = new Map<string, Attempt[]>();
  for (const attempt of attempts.toReversed()) {
    const key = intentKey(attempt);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [attempt]);
    else group.push(attempt);
  }
  return [...groups].flatMap(([key, newestFirst]) => {
    const [last] = newestFirst;
    if (last === undefined) return [];
    const ids = new Set(newestFirst.flatMap(({ messageId }) => messageId ?? []));
    return {
      key,
      operation: last.operation,
      requestId: last.requestId,
      attempts: newestFirst.toReversed(),
      last,
      messages: [...ids].flatMap((id) => byId.get(id) ?? []),
    };
  });
};

const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`;

const attemptsOf = (intents: readonly Intent[]): readonly Attempt[] => intents.flatMap(({ attempts }) => attempts);

/** Such as "1 intent, 3 attempts, 1 delivered". */
export const intentWords = (intents: readonly Intent[]): string =>
  [
    count(intents.length, "intent", "intents"),
    count(attemptsOf(intents).length, "attempt", "attempts"),
    ...outcomeCounts(intents.map(({ last }) => last)),
  ].join(", ");

/** The time that the attempts span, such as "from 10:31:00 to 10:45:12"; empty without any. */
export const spanWords = (intents: readonly Intent[], show: (time: string) => string): string => {
  const times = attemptsOf(intents)
    .map(({ at }) => at)
    .toSorted();
  const [first, last] = [times[0], times.at(-1)];
  return first === undefined || last === undefined ? "" : `from ${show(first)} to ${show(last)}`;
};
