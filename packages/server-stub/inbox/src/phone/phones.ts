import type { SuperApp } from "../control/rows.js";
import type { Entry } from "./entries.js";

/** What one user of one super app received, and what was kept from reaching them. */
export type Phone = {
  readonly key: string;
  readonly superApp: SuperApp | undefined;
  readonly customerId: string;
  /** Newest first. */
  readonly entries: readonly Entry[];
};

const keyFor = (superApp: SuperApp | undefined, customerId: string): string => `${superApp ?? ""} ${customerId}`;

const newestFirst = (one: Entry, other: Entry): number => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0);

/** The super apps in which each user is known. */
const superAppsOf = (entries: readonly Entry[]): ReadonlyMap<string, ReadonlySet<SuperApp>> => {
  const known = new Map<string, Set<SuperApp>>();
  for (const { customerId, customerBelongsTo } of entries) {
    if (customerBelongsTo === undefined) continue;
    const apps = known.get(customerId);
    if (apps === undefined) known.set(customerId, new Set([customerBelongsTo]));
    else apps.add(customerBelongsTo);
  }
  return known;
};

/**
 * One phone per super app and user, the one with the newest entry first. Entries of equal time keep their order. What names no
 * super app (sendInbox has no field for it) came to the one phone that its user has, if there is one alone.
 */
export const phonesOf = (entries: readonly Entry[]): readonly Phone[] => {
  const phones = new Map<string, Phone & { entries: Entry[] }>();
  const known = superAppsOf(entries);
  for (const entry of entries.toReversed().toSorted(newestFirst)) {
    const { customerId } = entry;
    const [only, ...others] = known.get(customerId) ?? [];
    const superApp = entry.customerBelongsTo ?? (others.length === 0 ? only : undefined);
    const key = keyFor(superApp, customerId);
    const phone = phones.get(key);
    if (phone === undefined) phones.set(key, { key, superApp, customerId, entries: [entry] });
    else phone.entries.push(entry);
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
