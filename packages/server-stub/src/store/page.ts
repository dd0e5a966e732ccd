import type { Page, PageQuery, Sequenced } from "./store.js";

/** A page ends at so many bytes of JSON, whatever its limit; one row goes always. */
export const PAGE_BYTES = 4 << 20;

/** What one turn of the event loop reads at most, so that nobody waits for somebody else's list. */
export const SLICE_BYTES = 1 << 20;
export const SLICE_ROWS = 500;

/** Collects the rows of a page until it is full. */
export interface PageBuilder<T> {
  /** False when the row does not fit any more, and so begins the next page. */
  add(row: Sequenced<T>, bytes: number): boolean;
  /** What was collected; with `next` when a row did not fit. */
  page(): Page<T>;
}

export const buildPage = <T>({ limit, bytes = PAGE_BYTES }: PageQuery): PageBuilder<T> => {
  const rows: Sequenced<T>[] = [];
  let size = 0;
  let isFull = false;
  return {
    add(row, more) {
      isFull = rows.length === limit || (rows.length > 0 && size + more > bytes);
      if (isFull) return false;
      rows.push(row);
      size += more;
      return true;
    },
    page: () => {
      const last = rows.at(-1);
      return isFull && last !== undefined ? { rows, next: last.sequence } : { rows };
    },
  };
};
