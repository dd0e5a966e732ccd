import type { Pool } from "pg";
import type { FaultCount } from "../../model/fault.js";
import { StaleRevisionError } from "../errors.js";
import type { NamespaceRow, PlatformKeyRecord } from "../store.js";
import { Abandon, ask, transaction } from "./connection.js";
import type { NamespaceFields } from "./states.js";

/** Counts in the order of the planned faults. */
export const faultCounts = async (pool: Pool, name: string): Promise<FaultCount[]> => {
  const { rows } = await ask<Pick<NamespaceFields, "faults"> & { counts: Record<string, FaultCount> | null }>(
    pool,
    "SELECT n.faults, (SELECT json_object_agg(f.id, json_build_object('drawn', f.drawn, 'happened', f.happened)) " +
      "FROM fault_count f WHERE f.generation = n.generation) AS counts FROM namespace n WHERE n.name = $1",
    [name],
  );
  const [found] = rows;
  if (found === undefined) throw new StaleRevisionError(name);
  const faults: { readonly id: string }[] = JSON.parse(found.faults);
  return faults.map(({ id }) => found.counts?.[id] ?? { drawn: 0, happened: 0 });
};

export const countRows = async (pool: Pool): Promise<NamespaceRow[]> => {
  const { rows } = await ask<{
    name: string;
    created_at: number;
    last_used_at: number;
    messages: number;
    attempts: number;
    bytes: number;
    forgotten_messages: number;
    forgotten_attempts: number;
  }>(
    pool,
    "SELECT n.name, n.created_at, p.last_used_at, p.message_rows AS messages, p.attempt_rows AS attempts, " +
      "p.message_bytes + p.attempt_bytes + p.answer_bytes AS bytes, p.forgotten_messages, p.forgotten_attempts " +
      "FROM namespace n JOIN progress p ON p.top = n.generation",
  );
  return rows.map((fields) => ({
    name: fields.name,
    createdAt: fields.created_at,
    lastUsedAt: fields.last_used_at,
    messages: fields.messages,
    attempts: fields.attempts,
    bytes: fields.bytes,
    forgotten: { messages: fields.forgotten_messages, attempts: fields.forgotten_attempts },
  }));
};

/** Of what was sent and answered, each layer once: what the database takes on its disk is its own affair. */
export const usedBytes = async (pool: Pool): Promise<number> => {
  const { rows } = await ask<{ bytes: number }>(
    pool,
    "SELECT (coalesce((SELECT sum(layer_bytes) FROM progress), 0) + coalesce((SELECT sum(bytes) FROM layer), 0))::float8 AS bytes",
  );
  return rows[0]?.bytes ?? 0;
};

/** Made once across replicas: whoever comes while it is made waits for the lock and reads it. */
export const keepPlatformKey = (pool: Pool, make: () => Promise<PlatformKeyRecord>): Promise<PlatformKeyRecord> =>
  transaction(pool, async (client) => {
    await client.query("SELECT pg_advisory_xact_lock(hashtextextended('platform_key', 2))");
    const kept = await client.query<{ value: string }>("SELECT value FROM setting WHERE name = 'platform_key'");
    const [found] = kept.rows;
    if (found !== undefined) {
      const key: PlatformKeyRecord = JSON.parse(found.value);
      return key;
    }
    const made = await make().catch((error: unknown) => {
      throw new Abandon(error);
    });
    await client.query("INSERT INTO setting (name, value) VALUES ('platform_key', $1)", [JSON.stringify(made)]);
    return made;
  });
