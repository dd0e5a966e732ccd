import type { Message, SuperApp } from "../control/rows.js";

/** What one user of one super app received. */
export type Phone = {
  readonly key: string;
  readonly superApp: SuperApp | undefined;
  readonly customerId: string;
  /** Newest first. */
  readonly messages: readonly Message[];
};

export const phoneKey = ({ customerBelongsTo, customerId }: Message): string =>
  `${customerBelongsTo ?? ""} ${customerId}`;

/** One phone per super app and user, the one with the newest message first. */
export const phonesOf = (messages: readonly Message[]): readonly Phone[] => {
  const phones = new Map<string, Phone & { messages: Message[] }>();
  for (const message of messages.toReversed()) {
    const key = phoneKey(message);
    const phone = phones.get(key);
    if (phone !== undefined) phone.messages.push(message);
    else {
      phones.set(key, {
        key,
        superApp: message.customerBelongsTo,
        customerId: message.customerId,
        messages: [message],
      });
    }
  }
  return [...phones.values()];
};

/** Phones keep their place on the table while messages come in; a new one is put down in front. */
export const keepPlaces = (phones: readonly Phone[], places: readonly string[]): readonly Phone[] => {
  const known = new Map(phones.map((phone) => [phone.key, phone]));
  const kept = places.flatMap((key) => known.get(key) ?? []);
  const placed = new Set(places);
  return [...phones.filter(({ key }) => !placed.has(key)), ...kept];
};
