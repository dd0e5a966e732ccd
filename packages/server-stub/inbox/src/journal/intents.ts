import type { Attempt, Message, Operation } from "../control/rows.js";

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

export const intentKeyOf = (message: Message): string => `${message.operation} ${message.requestId}`;

const count = (number: number, one: string, many: string): string => `${number} ${number === 1 ? one : many}`;

const deliveryWords = (messages: readonly Message[]): string => {
  const of = (status: Message["delivery"]["status"]): number =>
    messages.filter(({ delivery }) => delivery.status === status).length;
  const words = [
    [of("delivered"), "delivered"],
    [of("queued"), "queued"],
    [of("failed"), "not delivered"],
  ] as const;
  const said = words.filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}`);
  return said.length === 0 ? "nothing delivered" : said.join(", ");
};

/** Such as "3 attempts, 1 delivered". */
export const intentWords = ({ attempts, messages }: Intent): string =>
  `${count(attempts.length, "attempt", "attempts")}, ${deliveryWords(messages)}`;

/** Such as "1 intent, 3 attempts, 1 delivered". */
export const journalWords = (intents: readonly Intent[]): string => {
  const attempts = intents.reduce((sum, intent) => sum + intent.attempts.length, 0);
  return [
    count(intents.length, "intent", "intents"),
    count(attempts, "attempt", "attempts"),
    deliveryWords(intents.flatMap(({ messages }) => messages)),
  ].join(", ");
};
