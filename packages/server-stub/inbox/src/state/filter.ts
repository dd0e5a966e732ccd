import type { Attempt, Message } from "../control/rows.js";
import type { Intent } from "../journal/intents.js";
import type { Place } from "./place.js";
import type { Query } from "./window.js";

/** What of the page's address the server is asked for. */
export const queryOf = ({ search, channel, superApp, operation, outcome }: Place): Query => ({
  search,
  channel,
  superApp,
  operation,
  outcome,
});

/** The messages that the filters let through which the server does not know for messages. */
export const filterMessages = (messages: readonly Message[], place: Place): readonly Message[] =>
  messages.filter(
    (message) =>
      (place.channel === "" || message.channel === place.channel) &&
      (place.superApp === "" || message.customerBelongsTo === place.superApp) &&
      (place.operation === "" || message.operation === place.operation),
  );

const isFor = ({ recipient, request }: Attempt, place: Place): boolean => {
  if (place.channel !== "" && recipient?.channel !== place.channel) return false;
  if (place.superApp === "" || recipient?.customerBelongsTo === place.superApp) return true;
  // Whom a refused request was meant for, only its body says.
  return recipient === undefined && request.body.includes(`"${place.superApp}"`);
};

/** The intents that the filters let through which the server does not know for attempts. */
export const filterIntents = (intents: readonly Intent[], place: Place): readonly Intent[] =>
  intents.filter(
    ({ operation, attempts }) =>
      (place.operation === "" || operation === place.operation) &&
      attempts.some(
        (attempt) => (place.outcome === "" || attempt.outcome.status === place.outcome) && isFor(attempt, place),
      ),
  );

export const isFiltered = (place: Place): boolean => Object.values(queryOf(place)).some((value) => value !== "");
