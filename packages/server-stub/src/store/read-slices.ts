import { nextTurn } from "../model/turns.js";
import { SLICE_BYTES, SLICE_ROWS } from "./page.js";
import type { Page, PageQuery } from "./store.js";

/** What to read; how much at a time is not for the caller to say. */
export type SliceQuery = Omit<PageQuery, "limit" | "bytes">;

/**
 * All rows of a namespace, slice after slice, with a turn for everybody else in between: a store in this process answers without giving
 * any. Ends early when whoever asked has gone.
 */
export async function* readSlices<T>(
  namespace: string,
  read: (page: PageQuery) => Promise<Page<T>>,
  { after, order, signal }: SliceQuery = {},
): AsyncGenerator<Page<T>> {
  const slice = { limit: SLICE_ROWS, bytes: SLICE_BYTES, ...(order && { order }), ...(signal && { signal }) };
  for (let last = after; ;) {
    const page = await read({ ...slice, ...(last !== undefined && { after: last }) });
    yield page;
    if (page.next === undefined || signal?.aborted) return;
    last = page.next;
    await nextTurn(namespace);
  }
}
