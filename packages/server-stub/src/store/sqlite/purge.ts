import type { Connection } from "./connection.js";
import {
  chunk,
  rangeOf,
  removeAnswers,
  removeAttempts,
  removeControls,
  removeCounts,
  removeKept,
  removeMessages,
} from "./removal.js";
import { rowOf } from "./row.js";
import type { SweptLayer } from "./swept-layers.js";

const removals = [
  ["message", removeMessages],
  ["attempt", removeAttempts],
  ["answer", removeAnswers],
  ["control", removeControls],
] as const;

/** Removes one chunk of what nobody shows any more, and returns how many rows went. */
export const purgeRows = (connection: Connection, layers: readonly SweptLayer[]): number => {
  for (const [table, remove] of removals) {
    for (const { generation, [table]: most } of layers) {
      const removed = remove(connection, { low: rowOf(generation, 0), high: rowOf(generation, most + 1) });
      if (removed > 0) return removed;
    }
  }
  for (const { generation, isHeld } of layers) {
    const removed = isHeld ? 0 : removeKept(connection, rangeOf(generation)) + removeCounts(connection, generation);
    if (removed > 0) return removed;
  }
  return 0;
};

/** How far a look at the hits of all layers has come. */
export interface HitPlace {
  readonly generation: number;
  readonly key: string;
  readonly at: number;
  readonly nth: number;
}

const beforeAll = { key: "", at: Number.MIN_SAFE_INTEGER, nth: 0 };

/** No index has them in the order of their ends. Looks at one chunk; undefined after the last one. */
export const purgeHits = (
  { sql }: Connection,
  layers: readonly SweptLayer[],
  from: HitPlace | undefined,
): HitPlace | undefined => {
  let left = chunk;
  for (const { generation, now } of layers) {
    if (from !== undefined && generation < from.generation) continue;
    const { key, at, nth } = from?.generation === generation ? from : beforeAll;
    const rows = sql(
      "SELECT key, at, nth, until FROM hit WHERE generation = ? AND (key, at, nth) > (?, ?, ?) ORDER BY key, at, nth LIMIT ?",
    ).all(generation, key, at, nth, left);
    for (const hit of rows) {
      if (Number(hit["until"]) > now) continue;
      const place = [String(hit["key"]), Number(hit["at"]), Number(hit["nth"])] as const;
      sql("DELETE FROM hit WHERE generation = ? AND key = ? AND at = ? AND nth = ?").run(generation, ...place);
    }
    left -= rows.length;
    const last = rows.at(-1);
    if (left === 0 && last !== undefined)
      return { generation, key: String(last["key"]), at: Number(last["at"]), nth: Number(last["nth"]) };
  }
  return undefined;
};
