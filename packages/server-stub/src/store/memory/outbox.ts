import type { Claim, OutboxEntry, OutboxOutcome } from "../store.js";
import type { World } from "./world.js";

export const claimDue = (worlds: ReadonlyMap<string, World>, { now, limit, lease, except }: Claim): OutboxEntry[] => {
  const claimed: OutboxEntry[] = [];
  for (const [namespace, { rows, copying }] of worlds) {
    if (copying !== undefined) continue;
    const busy = new Set(except.filter((destination) => destination.namespace === namespace).map((d) => d.superApp));
    for (const [messageId, row] of rows.outbox) {
      if (claimed.length === limit) return claimed;
      if (row.dueAt > now) continue;
      const message = rows.messages.at(row.sequence);
      if (!message) {
        rows.outbox.delete(messageId);
        continue;
      }
      if (busy.has(message.customerBelongsTo)) continue;
      rows.outbox.set(messageId, { ...row, dueAt: now + lease });
      claimed.push({ namespace, message, attempts: row.attempts });
    }
  }
  return claimed;
};

export const nextDue = (worlds: ReadonlyMap<string, World>): number | undefined => {
  let next: number | undefined;
  for (const { rows } of worlds.values()) {
    for (const { dueAt } of rows.outbox.values()) if (next === undefined || dueAt < next) next = dueAt;
  }
  return next;
};

/** False when a reset or restore took the entry away meanwhile. */
export const settleEntry = (world: World, entry: OutboxEntry, { delivery, retryAt }: OutboxOutcome): boolean => {
  const { rows } = world;
  const { messageId, sequence } = entry.message;
  const row = rows.outbox.get(messageId);
  const message = rows.messages.at(sequence);
  if (row?.sequence !== sequence || message?.messageId !== messageId) return false;
  if (retryAt === undefined) rows.outbox.delete(messageId);
  else rows.outbox.set(messageId, { sequence, dueAt: retryAt, attempts: entry.attempts + 1 });
  rows.messages.replace({ ...message, delivery });
  world.sequence += 1;
  rows.deliveries.push({ message: sequence, sequence: world.sequence });
  return true;
};
