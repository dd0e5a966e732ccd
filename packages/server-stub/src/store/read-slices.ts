import { nextTurn } from "../model/real-time.js";
import { SLICE_BYTES, SLICE_ROWS } from "./page.js";
import type { Page, PageQuery } from "./store.js";

/** What to read; how much at a time is not for the caller to say. */
export type SliceQuery = Omit<PageQuery, "limit" | "bytes">;

/**
 * All rows, slice after slice, with a turn for everybody else in between: a store in this process answers without giving any.
 */
export async function* readSlices<T>(
  read: (page: PageQuery) => Promise<Page<T>>,
  { after, order }: SliceQuery = {},
): AsyncGenerator<Page<T>> {
  const slice = { limit: SLICE_ROWS, bytes: SLICE_BYTES, ...(order && { order }) };
  for (let last = after; ;) {
    const page = await read({ ...slice, ...(last !== undefined && { after: last }) });
    yield page;
    if (page.next === undefined) return;
    last = page.next;
    await nextTurn();
  }
}
