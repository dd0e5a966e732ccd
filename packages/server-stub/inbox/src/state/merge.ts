type Row = { readonly sequence: number };

const placeFor = (rows: readonly Row[], sequence: number): number => {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?.sequence ?? 0) < sequence) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Puts rows into a list that is ordered by sequence; a row that is there already is replaced. */
export const mergeRows = <Entry extends Row>(rows: readonly Entry[], arrivals: readonly Entry[]): readonly Entry[] => {
  if (arrivals.length === 0) return rows;
  const merged = [...rows];
  for (const arrival of arrivals) {
    const at = placeFor(merged, arrival.sequence);
    merged.splice(at, merged[at]?.sequence === arrival.sequence ? 1 : 0, arrival);
  }
  return merged;
};
