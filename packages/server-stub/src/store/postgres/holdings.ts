import type { Pool } from "pg";
import type { HeldSnapshot, Holding, Layer } from "../holding.js";
import { ask } from "./connection.js";

interface HolderFields {
  readonly namespace: string;
  /** Of a snapshot. */
  readonly id: string | null;
  readonly chain: readonly number[];
  /** Of the layers of the chain; one that is still written to has none, but counts with the namespace. */
  readonly sizes: readonly number[];
  readonly top_bytes: number;
  readonly bytes: number;
}

const sizes =
  "ARRAY(SELECT coalesce(l.bytes, 0) FROM unnest(chain) WITH ORDINALITY AS one (generation, depth) LEFT JOIN layer l USING (generation) ORDER BY depth) AS sizes";

/** A namespace, and then its snapshots. */
const readHolders =
  `SELECT name AS namespace, 0 AS nth, NULL AS id, chain, ${sizes}, layer_bytes AS top_bytes, message_bytes + attempt_bytes + answer_bytes AS bytes ` +
  `FROM namespace JOIN progress ON top = generation UNION ALL SELECT namespace, nth, id, chain, ${sizes}, 0, 0 FROM snapshot ORDER BY namespace, nth`;

const layersOf = ({ chain, sizes: known, top_bytes: topBytes }: HolderFields): Layer[] =>
  chain.map((id, depth) => ({ id, bytes: (known[depth] ?? 0) + (depth === 0 ? topBytes : 0) }));

/** Exact: every layer has its size. */
export const readHoldings = async (pool: Pool): Promise<Holding[]> => {
  const { rows } = await ask<HolderFields>(pool, readHolders);
  const holdings: Holding[] = [];
  let snapshots: HeldSnapshot[] = [];
  for (const fields of rows) {
    const { namespace, id, bytes } = fields;
    const layers = layersOf(fields);
    if (id === null) {
      snapshots = [];
      holdings.push({ namespace, bytes, layers, snapshots });
    } else if (holdings.at(-1)?.namespace === namespace) snapshots.push({ id, layers });
  }
  return holdings;
};
