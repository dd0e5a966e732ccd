import type { SuperApp } from "../control/rows.js";
import type { Addressee, Entry } from "./entries.js";

/** What one user of one super app received, and what was kept from reaching them. */
export type Phone = {
  readonly key: string;
  readonly superApp: SuperApp | undefined;
  readonly customerId: string;
  /** Newest first. */
  readonly entries: readonly Entry[];
};

export const phoneKey = ({ customerBelongsTo, customerId }: Addressee): string =>
  `${customerBelongsTo ?? ""} ${customerId}`;

const newestFirst = (one: Entry, other: Entry): number => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0);

/** One phone per super app and user, the one with the newest entry first. Entries of equal time keep their order. */
export const phonesOf = (entries: readonly Entry[]): readonly Phone[] => {
  const phones = new Map<string, Phone & { entries: Entry[] }>();
  for (const entry of entries.toReversed().toSorted(newestFirst)) {
    const key = phoneKey(entry);
    const phone = phones.get(key);
    if (phone === undefined) {
      phones.set(key, { key, superApp: entry.customerBelongsTo, customerId: entry.customerId, entries: [entry] });
    } else phone.entries.push(entry);
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
