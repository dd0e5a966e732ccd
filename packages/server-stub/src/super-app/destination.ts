import type { Config } from "../model/config.js";
import type { MessageRecord } from "../model/message.js";
import type { Destination, OutboxEntry } from "../store/store.js";

export const destinationOf = ({ namespace, message }: OutboxEntry): Destination => ({
  namespace,
  superApp: message.customerBelongsTo,
});

/** Entries by where they go, in the order in which they came. */
export const byDestination = (
  entries: readonly OutboxEntry[],
): { readonly destination: Destination; readonly entries: readonly OutboxEntry[] }[] => {
  const groups = new Map<string, { destination: Destination; entries: OutboxEntry[] }>();
  for (const entry of entries) {
    const destination = destinationOf(entry);
    const key = keyOf(destination);
    const group = groups.get(key) ?? { destination, entries: [] };
    group.entries.push(entry);
    groups.set(key, group);
  }
  return [...groups.values()];
};

/** Names of namespaces have no blanks. */
export const keyOf = ({ namespace, superApp }: Destination): string => `${namespace} ${superApp ?? ""}`;

/** The base URL of a message's super app, or which setting is missing. */
export const urlOf = (config: Config | undefined, { customerBelongsTo }: MessageRecord): URL | string => {
  const superApps = config?.superApps ?? {};
  if (customerBelongsTo !== undefined) {
    const url = superApps[customerBelongsTo]?.url;
    return url === undefined ? `superApps.${customerBelongsTo}.url is not configured` : new URL(url);
  }
  // sendInbox does not say which super app is meant: with one configured there is no doubt.
  const [only, ...others] = Object.values(superApps);
  if (only !== undefined && others.length === 0) return new URL(only.url);
  return "no super app is known for this user: seed the user with customerBelongsTo, or configure exactly one of superApps";
};
