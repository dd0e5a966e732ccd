import type { Pool } from "pg";
import type { Amendment } from "../store.js";
import { transaction } from "./connection.js";
import { digestOf } from "./facts.js";
import { lift } from "./layers.js";
import { takeSequence } from "./states.js";

/** No effect when the key holds another message by now, or none. Rows are locked in the order in which a batch locks them. */
export const amendAnswer = (pool: Pool, { namespace, sequence, key, store, attempt }: Amendment): Promise<void> =>
  transaction(pool, async (client) => {
    const progress = await takeSequence(client, namespace);
    if (progress === undefined) return;
    const { generation, sequence: changed } = progress;
    const digest = digestOf(key);
    await lift(client, progress, "answer", digest);
    const amended = await client.query(
      "UPDATE answer SET at = $4, fingerprint = $5, result_code = $6, pending_until = $7, body = $8 " +
        "WHERE generation = $1 AND digest = $2 AND message_id IS NOT DISTINCT FROM $3",
      [
        generation,
        digest,
        store.messageId ?? null,
        store.at,
        store.fingerprint,
        store.resultCode,
        store.pendingUntil ?? null,
        store.body,
      ],
    );
    if (amended.rowCount === 0) return;
    const row = [generation, sequence];
    for (const table of ["attempt", "message"] as const) await lift(client, progress, table, sequence);
    await client.query("UPDATE attempt SET data = $3 WHERE generation = $1 AND sequence = $2", [
      ...row,
      JSON.stringify(attempt),
    ]);
    await client.query("UPDATE message SET changed = $3 WHERE generation = $1 AND sequence = $2", [...row, changed]);
  });
