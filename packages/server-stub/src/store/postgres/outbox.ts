import type { Pool } from "pg";
import { SLICE_BYTES } from "../page.js";
import type { Claim, OutboxEntry, OutboxOutcome } from "../store.js";
import { ask, transaction } from "./connection.js";
import { lift, visible } from "./layers.js";
import { messageOf, type MessageFields } from "./listing.js";
import { takeSequence } from "./states.js";

const elsewhere =
  " AND NOT EXISTS (SELECT 1 FROM unnest($4::text[], $5::text[]) AS busy (name, super_app) " +
  "JOIN namespace n ON n.name = busy.name AND n.generation = o.top " +
  `CROSS JOIN LATERAL ${visible("message", "o.sequence")} m ` +
  "WHERE m.super_app IS NOT DISTINCT FROM busy.super_app)";

/** A lease is a due time in the future: whoever dies holding it loses it by the clock. */
export const claimDue = async (pool: Pool, { now, limit, lease, except }: Claim): Promise<OutboxEntry[]> => {
  const { rows } = await ask<MessageFields & { name: string; attempts: number }>(
    pool,
    `WITH due AS (SELECT top, sequence, due_at FROM outbox o WHERE due_at <= $1${except.length === 0 ? "" : elsewhere} ` +
      "ORDER BY due_at, sequence LIMIT $2 FOR UPDATE OF o SKIP LOCKED), " +
      "sized AS (SELECT d.top, d.sequence, sum(octet_length(m.data)) OVER (ORDER BY due_at, d.sequence) - octet_length(m.data) AS before " +
      `FROM due d LEFT JOIN namespace n ON n.generation = d.top LEFT JOIN LATERAL ${visible("message", "d.sequence")} m ON true), ` +
      "leased AS (UPDATE outbox o SET due_at = $1::float8 + $3::float8 FROM sized s WHERE (o.top, o.sequence) = (s.top, s.sequence) " +
      `AND (s.before IS NULL OR s.before < ${SLICE_BYTES}) ` +
      "RETURNING o.top, o.sequence, o.attempts) " +
      `SELECT n.name, l.attempts, m.* FROM leased l JOIN namespace n ON n.generation = l.top CROSS JOIN LATERAL ${visible("message", "l.sequence")} m ` +
      "ORDER BY m.sequence",
    [
      now,
      limit,
      lease,
      ...(except.length === 0 ? [] : [except.map((d) => d.namespace), except.map(({ superApp = null }) => superApp)]),
    ],
  );
  return rows.map((fields) => ({ namespace: fields.name, message: messageOf(fields), attempts: fields.attempts }));
};

export const nextDue = async (pool: Pool): Promise<number | undefined> => {
  const { rows } = await ask<{ due: number | null }>(pool, "SELECT min(due_at) AS due FROM outbox");
  return rows[0]?.due ?? undefined;
};

/** False when a reset, restore or sweep took the entry away meanwhile. */
export const settleEntry = (
  pool: Pool,
  { namespace, message, attempts }: OutboxEntry,
  { delivery, retryAt }: OutboxOutcome,
): Promise<boolean> =>
  transaction(pool, async (client) => {
    const progress = await takeSequence(client, namespace);
    if (progress === undefined) return false;
    const at = [progress.generation, message.sequence];
    const kept = await client.query(
      `SELECT 1 FROM outbox o JOIN namespace n ON n.generation = o.top CROSS JOIN LATERAL ${visible("message", "o.sequence")} m ` +
        "WHERE o.top = $1 AND o.sequence = $2 AND m.message_id = $3",
      [...at, message.messageId],
    );
    if (kept.rowCount === 0) return false;
    await lift(client, progress, "message", message.sequence);
    await Promise.all([
      retryAt === undefined
        ? client.query("DELETE FROM outbox WHERE top = $1 AND sequence = $2", at)
        : client.query("UPDATE outbox SET due_at = $3, attempts = $4 WHERE top = $1 AND sequence = $2", [
            ...at,
            retryAt,
            attempts + 1,
          ]),
      client.query("UPDATE message SET delivery = $3, changed = $4 WHERE generation = $1 AND sequence = $2", [
        ...at,
        JSON.stringify(delivery),
        progress.sequence,
      ]),
    ]);
    return true;
  });
