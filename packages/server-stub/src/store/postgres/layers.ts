import type { PoolClient } from "pg";
import { removeSlices } from "./outbox-slices.js";

/**
 * The layers of namespace `n`, the topmost first: its own generation, and those under it that a snapshot has frozen. A row of an
 * upper layer hides the one of the same key below. So a snapshot, and its restoring, copies nothing.
 */
export const LAYERS = "unnest(n.chain) WITH ORDINALITY AS layer (generation, depth)";

/** The tables of which a later version of a row may lie in a higher layer. */
export type Versioned = "message" | "attempt" | "answer";

/** What tells the rows of a layer apart, and all other columns. */
export const VERSIONED: Readonly<
  Record<Versioned, { readonly key: string; readonly columns: string; readonly data: string }>
> = {
  message: {
    key: "sequence",
    columns: "sequence, changed, message_id, request_id, channel, super_app, delivery, data",
    data: "data",
  },
  attempt: { key: "sequence", columns: "sequence, request_id, operation, data", data: "data" },
  answer: {
    key: "digest",
    columns: "digest, at, fingerprint, result_code, message_id, pending_until, body",
    data: "body",
  },
};

/**
 * The row of namespace `n` with this key as it is now: that of the topmost layer which has one. OFFSET makes it one look by the whole
 * key for each layer: a plan that was made while the tables were empty would read all that another index leads to.
 */
export const visible = (table: Versioned, key: string): string => {
  const { key: column } = VERSIONED[table];
  const kept = table === "answer" ? "" : ` AND sequence > n.${table}_floor`;
  return (
    `(SELECT version.* FROM ${LAYERS} CROSS JOIN LATERAL ` +
    `(SELECT * FROM ${table} WHERE generation = layer.generation AND ${column} = ${key}${kept} OFFSET 0) version ORDER BY layer.depth LIMIT 1)`
  );
};

/** Puts a row into the layer that may be changed, unless it is there already. The row of `progress` is locked by then. */
export const lift = async (
  client: PoolClient,
  { generation, layered }: { readonly generation: number; readonly layered: boolean },
  table: Versioned,
  key: number | string,
): Promise<void> => {
  if (!layered) return;
  const { columns, data } = VERSIONED[table];
  await client.query(
    `WITH lifted AS (INSERT INTO ${table} (generation, ${columns}) SELECT $1, ${columns.replaceAll(/\w+/gu, "v.$&")} ` +
      `FROM namespace n CROSS JOIN LATERAL ${visible(table, "$2")} v WHERE n.generation = $1 AND v.generation <> $1 ` +
      `RETURNING octet_length(${data}) AS bytes) ` +
      "UPDATE progress SET layer_bytes = layer_bytes + bytes FROM lifted WHERE top = $1",
    [generation, key],
  );
};

/** How many rows a namespace shows, and how large they are. */
export const SIZES = "message_rows, message_bytes, attempt_rows, attempt_bytes, answer_bytes";

/** Whether a snapshot of the namespace with this name has a generation; both are expressions of the statement around it. */
export const isKept = (name: string, generation: string): string =>
  `EXISTS (SELECT 1 FROM snapshot s WHERE s.namespace = ${name} AND ${generation} = ANY(s.chain))`;

/**
 * Lets go of the generations that neither the namespace nor a snapshot of it needs any more: the next sweep removes their rows, and
 * nobody may deliver them. The namespace is locked, and its chain is that which holds from now on.
 */
export const release = async (client: PoolClient, name: string, generations: readonly number[]): Promise<void> => {
  const { rows } = await client.query<{ generation: number }>(
    "WITH unused AS (SELECT DISTINCT one.generation FROM unnest($2::bigint[]) AS one (generation) " +
      "WHERE NOT EXISTS (SELECT 1 FROM namespace WHERE name = $1 AND one.generation = ANY(chain)) " +
      `AND NOT ${isKept("$1", "one.generation")}), ` +
      "uncounted AS (DELETE FROM layer WHERE generation IN (SELECT generation FROM unused)) " +
      "INSERT INTO dropped (generation) SELECT generation FROM unused ON CONFLICT DO NOTHING RETURNING generation",
    [name, generations],
  );
  for (const { generation } of rows) await removeSlices(client, "outbox", generation);
};
