import type { Client } from "pg";
import { DEFAULT_CONFIG } from "../../src/model/config.js";
import { NAMESPACE, NOW, answer, attemptRecord, messageRecord } from "../../src/store/conformance/records.js";
import { digestOf } from "../../src/store/postgres/facts.js";
import { STEPS } from "../../src/store/postgres/migrations.js";
import { storable } from "../../src/store/storable.js";

/** Generation of the namespace, and of its one snapshot, which has the same rows. */
const [LIVE, FROZEN] = [3, 4];

export const SNAPSHOT = "S1";

type Values = readonly (string | number | null)[];

/** Makes a schema as an earlier version has left it: the namespace `default` with these messages, and a snapshot of them. */
export const makeVersion = async (
  client: Client,
  schema: string,
  ids: readonly string[],
  version = 1,
): Promise<void> => {
  const insert = (table: string, values: Values) =>
    client.query(`INSERT INTO ${table} VALUES (${values.map((_, nth) => `$${nth + 1}`).join(", ")})`, [...values]);
  const config = JSON.stringify(DEFAULT_CONFIG);
  await client.query("BEGIN");
  await client.query(`CREATE SCHEMA ${schema}; SET LOCAL search_path = ${schema}`);
  await client.query("CREATE TABLE schema_version (version integer PRIMARY KEY)");
  await client.query(STEPS[0] ?? "");
  await client.query("INSERT INTO schema_version VALUES (1); SELECT setval('generation', 10)");
  await insert("namespace", [NAMESPACE, LIVE, 7, 0, NOW, "salt", "[]", config]);
  await insert("progress", [LIVE, ids.length, 0, NOW]);
  await insert("snapshot", [1, SNAPSHOT, NAMESPACE, FROZEN, NOW, 0, 0, "[]", config]);
  for (const generation of [LIVE, FROZEN]) {
    for (const [index, id] of ids.entries()) {
      const row = [generation, index + 1];
      const { delivery, ...message } = messageRecord(id);
      const { fingerprint, resultCode, messageId = null, body } = answer(id);
      await insert("attempt", [...row, storable(id), "sendMessage", JSON.stringify(attemptRecord(id))]);
      await insert("message", [
        ...row,
        null,
        `M-${id}`,
        storable(id),
        "SMS",
        "GCASH",
        JSON.stringify(delivery),
        JSON.stringify(message),
      ]);
      await insert("answer", [generation, digestOf(id), NOW, fingerprint, resultCode, messageId, null, body]);
    }
  }
  await insert("outbox", [LIVE, 1, NOW, 0]);
  await insert("kept_outbox", [FROZEN, 1, NOW, 0]);
  for (const [index, step] of STEPS.slice(0, version).entries()) {
    if (index === 0) continue;
    await client.query(step);
    await client.query("INSERT INTO schema_version VALUES ($1)", [index + 1]);
  }
  await client.query("COMMIT");
};
