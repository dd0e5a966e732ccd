import type { Holding, Layer } from "../holding.js";
import { type Rows, type World, bytesOf } from "./world.js";

/** Sequence of the oldest row. */
const beginOf = ({ attempts, messages }: Rows): number | undefined => attempts.first ?? messages.first;

/** Live rows and snapshots that begin with the same row share most of what they have: the smaller ones count as parts of the larger. */
export const holdingOf = ({ state, rows, snapshots }: World): Holding => {
  const all = [rows, ...snapshots.map((snapshot) => snapshot.rows)];
  const layersOf = (own: Rows): Layer[] => {
    const begin = beginOf(own);
    const sizes = new Set(all.filter((other) => beginOf(other) === begin).map(bytesOf));
    const parts = [...sizes].filter((size) => size <= bytesOf(own)).toSorted((a, b) => a - b);
    return parts.map((size, nth) => ({ id: `${begin} ${size}`, bytes: size - (parts[nth - 1] ?? 0) }));
  };
  return {
    namespace: state.name,
    bytes: bytesOf(rows),
    layers: layersOf(rows),
    snapshots: snapshots.map(({ id, rows: kept }) => ({ id, layers: layersOf(kept) })),
  };
};
