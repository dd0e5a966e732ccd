import type { Pool } from "pg";
import type { Amendment } from "../store.js";
import { transaction } from "./connection.js";
import { digestOf } from "./facts.js";

/** No effect when the key holds another message by now, or none. */
export const amendAnswer = (pool: Pool, { namespace, sequence, key, store, attempt }: Amendment): Promise<void> =>
  transaction(pool, async (client) => {
    const amended = await client.query<{ generation: number }>(
      "UPDATE answer SET at = $4, fingerprint = $5, result_code = $6, pending_until = $7, body = $8 " +
        "WHERE generation = (SELECT generation FROM namespace WHERE name = $1) AND digest = $2 AND message_id IS NOT DISTINCT FROM $3 " +
        "RETURNING generation",
      [
        namespace,
        digestOf(key),
        store.messageId ?? null,
        store.at,
        store.fingerprint,
        store.resultCode,
        store.pendingUntil ?? null,
        store.body,
      ],
    );
    const [row] = amended.rows;
    if (row === undefined) return;
    await client.query("UPDATE attempt SET data = $3 WHERE generation = $1 AND sequence = $2", [
      row.generation,
      sequence,
      JSON.stringify(attempt),
    ]);
  });
