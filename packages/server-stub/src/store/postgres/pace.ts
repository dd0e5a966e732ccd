import { pause, performance } from "../../model/real-time.js";

/** What one slice of a long piece of work should take, in ms: the others share disk and processors with it. */
const aim = 10;
/** A machine that is so busy that a slice takes long is not helped by longer rests. */
const longestRest = 50;
/** Fewer rows would cost as much: what a statement takes apart from its rows. */
const least = 50;
const most = 500;

/** How many rows the next slice has, and how long to rest after one. */
export interface Pace {
  rows(): number;
  /** @param worked how many rows the slice had */
  rest(took: number, worked: number): number;
}

/**
 * Goes by what the last slice took: a database that others keep busy gets less to do at a time, and longer rests.
 *
 * @param fewest rows of a slice, more where a slice takes some time apart from its rows
 */
export const createPace = (fewest = least): Pace => {
  let rows = fewest;
  return {
    rows: () => rows,
    rest(took, worked) {
      // A slice that ended early, for want of rows or by its bytes, says little of how many would be too many.
      if (worked >= rows || took > aim) {
        rows = Math.round(Math.min(most, Math.max(fewest, worked * Math.min(2, Math.max(0.5, aim / took)))));
      }
      return Math.min(longestRest, took);
    },
  };
};

/** Works through something slice after slice, until one of them had no rows or it is told to stop. */
export const workInSlices = async (
  pace: Pace,
  slice: (rows: number) => Promise<number>,
  stop?: AbortSignal,
): Promise<void> => {
  for (let worked = 1; worked > 0;) {
    const started = performance.now();
    worked = stop?.aborted ? 0 : await slice(pace.rows());
    if (worked > 0) await pause(pace.rest(performance.now() - started, worked));
  }
};
