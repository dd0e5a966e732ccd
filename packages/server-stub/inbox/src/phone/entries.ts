import type { Attempt, Channel, Message, SuperApp } from "../control/rows.js";
import type { Intent } from "../journal/intents.js";

/** Whom something on a phone was for. */
export type Addressee = { readonly customerBelongsTo?: SuperApp; readonly customerId: string };

/** What a phone shows: a message, or in its place the reason why none came. */
export type Entry = Addressee & {
  readonly key: string;
  readonly at: string;
  readonly channel: Channel;
  /** The intent in the journal that it leads to. */
  readonly intent: string;
} & ({ readonly message: Message } | { readonly rejected: Attempt });

export const messageEntry = (message: Message): Entry => ({
  key: message.messageId,
  at: message.at,
  channel: message.channel,
  customerId: message.customerId,
  ...(message.customerBelongsTo !== undefined && { customerBelongsTo: message.customerBelongsTo }),
  intent: `${message.operation} ${message.requestId}`,
  message,
});

/** The intents of known users whose last attempt was rejected, each as what its phone has instead of a message. */
export const rejectedEntries = (intents: readonly Intent[]): readonly Entry[] =>
  intents.flatMap(({ key, last, messages }) => {
    const { recipient, outcome, at, sequence } = last;
    if (outcome.status !== "rejected" || recipient === undefined || messages.length > 0) return [];
    return [{ key: `rejected ${sequence}`, at, intent: key, ...recipient, rejected: last }];
  });
