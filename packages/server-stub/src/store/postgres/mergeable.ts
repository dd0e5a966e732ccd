export type Chain = readonly number[];

export interface Pair {
  readonly upper: number;
  readonly lower: number;
}

/** A layer that only connects, on another one that does: nobody begins with them, and nobody comes to the lower one but by the upper. */
export const mergeable = (all: readonly Chain[]): readonly Pair[] => {
  const heads = new Set(all.map(([head]) => head));
  const above = new Map<number, Set<number>>();
  for (const chain of all) {
    for (const [depth, generation] of chain.entries()) {
      const upper = chain[depth - 1];
      if (upper !== undefined) above.set(generation, (above.get(generation) ?? new Set()).add(upper));
    }
  }
  const isPlain = (generation: number): boolean => !heads.has(generation) && above.get(generation)?.size === 1;
  return [...above].flatMap(([lower, uppers]) =>
    [...uppers].filter((upper) => isPlain(upper) && isPlain(lower)).map((upper) => ({ upper, lower })),
  );
};

/** What a layer has: bytes, and rows of each table, counted no further than is of interest. */
export interface Contents {
  readonly bytes: number;
  readonly rows: Readonly<Record<string, number>>;
}

/** The rows of `from` go to `to`: whichever of the two has fewer bytes is the one that moves, or has fewer rows where they have none. */
export interface Merge extends Pair {
  readonly from: number;
  readonly to: number;
  readonly moved: Contents;
}

const nothing: Contents = { bytes: 0, rows: {} };

export const rowsOf = ({ rows }: Contents): number => Object.values(rows).reduce((sum, count) => sum + count, 0);

const isLarger = (one: Contents, other: Contents): boolean =>
  one.bytes === other.bytes ? rowsOf(one) > rowsOf(other) : one.bytes > other.bytes;

export const directed = ({ upper, lower }: Pair, contents: ReadonlyMap<number, Contents>): Merge => {
  const [high, low] = [contents.get(upper) ?? nothing, contents.get(lower) ?? nothing];
  return isLarger(high, low)
    ? { upper, lower, from: lower, to: upper, moved: low }
    : { upper, lower, from: upper, to: lower, moved: high };
};

const joined = (one: Contents, other: Contents): Contents => ({
  bytes: one.bytes + other.bytes,
  rows: Object.fromEntries(
    Object.keys({ ...one.rows, ...other.rows }).map((table) => [
      table,
      (one.rows[table] ?? 0) + (other.rows[table] ?? 0),
    ]),
  ),
});

/** Which pairs become one, one after the other, while no more rows than that have to move: mostly there are few in a layer. */
export const wholeMerges = (
  pairs: readonly Pair[],
  contents: ReadonlyMap<number, Contents>,
  limit: number,
): readonly Merge[] => {
  const now = new Map(contents);
  const places = new Map<number, number>();
  const placeOf = (generation: number): number => {
    const place = places.get(generation);
    return place === undefined ? generation : placeOf(place);
  };
  const merges: Merge[] = [];
  let rows = 0;
  for (const { upper, lower } of pairs) {
    const merge = directed({ upper: placeOf(upper), lower: placeOf(lower) }, now);
    rows += rowsOf(merge.moved);
    if (rows > limit) break;
    merges.push(merge);
    now.set(merge.to, joined(now.get(merge.to) ?? nothing, merge.moved));
    places.set(merge.from, merge.to);
  }
  return merges;
};
