import { z } from "@hono/zod-openapi";
import { type Issue, inOrder } from "../gateway/issue.js";
import { unwrap } from "../gateway/known-properties.js";
import { isFields } from "../model/fields.js";
import type { Paused } from "../model/slices.js";

/** Rows of lists that one turn of the event loop judges. */
const ROWS_IN_A_TURN = 500;

type Judged<T> = { readonly data: T } | { readonly issues: readonly Issue[] };

interface List {
  readonly path: readonly string[];
  readonly element: z.ZodType;
  readonly rows: readonly unknown[];
}

/** Leaves every list empty, and puts what it had aside. */
const takeLists = (schema: unknown, value: unknown, path: readonly string[], lists: List[]): unknown => {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodArray && inner.element instanceof z.ZodType && Array.isArray(value)) {
    lists.push({ path, element: inner.element, rows: value });
    return [];
  }
  if (!(inner instanceof z.ZodObject) || !isFields(value)) return value;
  const entries = Object.entries(value).map(([name, entry]): [string, unknown] => [
    name,
    Object.hasOwn(inner.shape, name) ? takeLists(inner.shape[name], entry, [...path, name], lists) : entry,
  ]);
  return Object.fromEntries(entries);
};

/** Whoever wants the first issue gets it without the others: a list may have one in each of a million rows. */
function* judgeRow(schema: z.ZodType, value: unknown, count: { rows: number }): Paused<Judged<unknown>> {
  const lists: List[] = [];
  const rest = takeLists(schema, value, [], lists);
  const parsed = schema.safeParse(rest);
  if (!parsed.success) return { issues: inOrder(parsed.error.issues) };
  let data: unknown = parsed.data;
  for (const { path, element, rows } of lists) {
    const judged: unknown[] = [];
    for (const [index, row] of rows.entries()) {
      count.rows += 1;
      if (count.rows % ROWS_IN_A_TURN === 0) yield;
      const verdict = yield* judgeRow(element, row, count);
      if ("issues" in verdict)
        return { issues: verdict.issues.map((issue) => ({ ...issue, path: [...path, index, ...issue.path] })) };
      judged.push(verdict.data);
    }
    data = put(data, path, judged);
  }
  return { data };
}

const put = (target: unknown, [name, ...path]: readonly string[], value: unknown): unknown => {
  if (name === undefined) return value;
  return isFields(target) ? { ...target, [name]: put(target[name], path, value) } : target;
};

/**
 * Judges by a generated schema, row by row: first what is no list, then the lists up to the first row that is illegal.
 *
 * A list has no rules of its own: how many rows there are is nobody's business but that of the bounds of a body.
 */
export const judgeByRows = <T>(schema: z.ZodType<T>, value: unknown): Paused<Judged<T>> =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- put together from what the parts of the schema gave
  judgeRow(schema, value, { rows: 0 }) as Paused<Judged<T>>;
