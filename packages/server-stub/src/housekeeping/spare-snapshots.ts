import { type HeldSnapshot, type Holding, layerBytes } from "../store/holding.js";

/** What a namespace takes once these are its snapshots, and what it has forgotten and none of them shows is gone. */
const bytesWith = ({ bytes, layers }: Holding, snapshots: readonly HeldSnapshot[]): number => {
  const shared = new Set(snapshots.flatMap((snapshot) => snapshot.layers.map(({ id }) => id)));
  const own = layers.filter(({ id }) => !shared.has(id));
  return layerBytes(snapshots) + Math.min(bytes, layerBytes([{ layers: own }]));
};

/** Ids of the snapshots that a namespace gives so that it takes so many bytes: the oldest, but none whose going would free nothing. */
export const spareSnapshots = (holding: Holding, most: number): readonly string[] => {
  const { snapshots, bytes } = holding;
  // Its oldest rows have to go: each snapshot has some of them or older ones, if it has any.
  if (bytes > most) return snapshots.filter((one) => layerBytes([one]) > 0).map(({ id }) => id);
  let count = 0;
  while (count < snapshots.length && bytesWith(holding, snapshots.slice(count)) > most) count += 1;
  let kept = snapshots.slice(count);
  const spare: string[] = [];
  for (const snapshot of snapshots.slice(0, count).toReversed()) {
    const without = kept;
    kept = [snapshot, ...without];
    if (bytesWith(holding, kept) === bytesWith(holding, without)) continue;
    kept = without;
    spare.unshift(snapshot.id);
  }
  return spare;
};
