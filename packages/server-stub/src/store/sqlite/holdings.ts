import type { Holding, Layer } from "../holding.js";
import { SLICE_ROWS } from "../page.js";
import type { Connection } from "./connection.js";
import { readTally, tallyBytes } from "./tally.js";

interface Frozen {
  readonly nth: number;
  readonly id: string;
  readonly namespace: string;
  readonly generation: number;
  /** Of the rows that it shows. */
  readonly bytes: number;
}

const readSnapshots = async ({ sql, commits }: Connection): Promise<readonly Frozen[]> => {
  const text = "SELECT nth, id, namespace, generation, tally FROM snapshot WHERE nth > ? ORDER BY nth LIMIT ?";
  const all: Frozen[] = [];
  for (;;) {
    const rows = await commits.run(() =>
      sql(text)
        .all(all.at(-1)?.nth ?? 0, SLICE_ROWS)
        .map((row) => {
          const generation = Number(row["generation"]);
          const bytes = tallyBytes(readTally(sql, row["tally"], generation));
          return {
            nth: Number(row["nth"]),
            id: String(row["id"]),
            namespace: String(row["namespace"]),
            generation,
            bytes,
          };
        }),
    );
    if (rows.length === 0) return all;
    all.push(...rows);
  }
};

/**
 * What rows take in each layer is nowhere written: it counts as what whoever begins with it shows beyond the next one below that
 * somebody begins with.
 */
const layersOf = (chain: readonly number[], shown: ReadonlyMap<number, number>): Layer[] => {
  let below = 0;
  return chain
    .toReversed()
    .map((id) => {
      const bytes = shown.get(id) ?? below;
      const layer = { id, bytes: Math.max(0, bytes - below) };
      below = bytes;
      return layer;
    })
    .toReversed();
};

export const readHoldings = async (connection: Connection): Promise<readonly Holding[]> => {
  const { namespaces } = connection;
  const snapshots = new Map<string, Frozen[]>();
  for (const one of await readSnapshots(connection)) {
    const own = snapshots.get(one.namespace);
    if (own) own.push(one);
    else snapshots.set(one.namespace, [one]);
  }
  return namespaces.all().map(({ state, generation, chain, tally }) => {
    const own = snapshots.get(state.name) ?? [];
    const bytes = tallyBytes(tally);
    const shown = new Map([[generation, bytes], ...own.map((one) => [one.generation, one.bytes] as const)]);
    return {
      namespace: state.name,
      bytes,
      layers: layersOf(chain, shown),
      snapshots: own.map(({ id, generation: frozen }) => ({
        id,
        layers: layersOf(namespaces.layers.chainOf(frozen), shown),
      })),
    };
  });
};
