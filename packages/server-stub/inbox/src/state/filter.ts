import type { Attempt, Message } from "../control/rows.js";
import type { Intent } from "../journal/intents.js";
import type { Place } from "./place.js";

const known = new WeakMap<object, string>();

const remember = <Entry extends object>(entry: Entry, read: (entry: Entry) => string): string => {
  const before = known.get(entry);
  if (before !== undefined) return before;
  const text = read(entry).toLowerCase();
  known.set(entry, text);
  return text;
};

const messageText = (message: Message): string =>
  [
    message.messageId,
    message.requestId,
    message.customerId,
    message.customerBelongsTo,
    message.appId,
    message.templateCode,
    message.language,
    message.delivery.reason,
    JSON.stringify(message.content),
  ].join("\n");

const attemptText = (attempt: Attempt): string =>
  [
    attempt.requestId,
    attempt.messageId,
    attempt.clientId,
    attempt.result.resultCode,
    attempt.result.resultMessage,
    attempt.request.body,
  ].join("\n");

const wordsOf = (search: string): readonly string[] => search.toLowerCase().split(/\s+/).filter(Boolean);

const has = (text: string, words: readonly string[]): boolean => words.every((word) => text.includes(word));

/** The messages that the filters let through. */
export const filterMessages = (messages: readonly Message[], place: Place): readonly Message[] => {
  const words = wordsOf(place.search);
  return messages.filter(
    (message) =>
      (place.channel === "" || message.channel === place.channel) &&
      (place.superApp === "" || message.customerBelongsTo === place.superApp) &&
      (place.operation === "" || message.operation === place.operation) &&
      has(remember(message, messageText), words),
  );
};

const reachesUser = ({ messages, attempts }: Intent, place: Place): boolean => {
  if (place.channel !== "" && !messages.some(({ channel }) => channel === place.channel)) return false;
  if (place.superApp === "" || messages.some(({ customerBelongsTo }) => customerBelongsTo === place.superApp))
    return true;
  // Nothing was taken for delivery, so only the request says whom it was meant for.
  return messages.length === 0 && attempts.some(({ request }) => request.body.includes(`"${place.superApp}"`));
};

/** The intents that the filters let through. */
export const filterIntents = (intents: readonly Intent[], place: Place): readonly Intent[] => {
  const words = wordsOf(place.search);
  return intents.filter(
    (intent) =>
      (place.operation === "" || intent.operation === place.operation) &&
      (place.status === "" || intent.attempts.some(({ result }) => result.resultStatus === place.status)) &&
      reachesUser(intent, place) &&
      has(
        [
          ...intent.attempts.map((attempt) => remember(attempt, attemptText)),
          ...intent.messages.map((message) => remember(message, messageText)),
        ].join("\n"),
        words,
      ),
  );
};

export const isFiltered = ({ search, channel, superApp, status, operation }: Place): boolean =>
  [search, channel, superApp, status, operation].some((filter) => filter !== "");
