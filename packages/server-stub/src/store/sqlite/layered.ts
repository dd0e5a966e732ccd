import type { Fields } from "../../model/fields.js";
import type { Connection } from "./connection.js";
import { findRows } from "./lookup-table.js";
import type { Namespace } from "./namespaces.js";
import { rowOf, sequenceOf } from "./row.js";
import type { Counted } from "./tally.js";

interface SoughtRow {
  readonly table: Counted;
  readonly sequence: number;
  /** What is needed of the row, all when left out: one of a megabyte takes a millisecond to be read whole. */
  readonly columns?: string;
}

/** The row as the namespace has it now: that of the topmost layer which has one. */
export const rowAt = (
  { sql }: Connection,
  { chain, tally }: Namespace,
  { table, sequence, columns = "*" }: SoughtRow,
): Fields | undefined => {
  if (sequence <= tally[table].floor) return undefined;
  for (const generation of chain) {
    const fields = sql(`SELECT ${columns} FROM ${table} WHERE row = ?`).get(rowOf(generation, sequence));
    if (fields !== undefined) return fields;
  }
  return undefined;
};

/** Sequences that may have this hash, newest first; the caller compares the text. */
export const sequencesOf = ({ sql, lookups }: Connection, { chain }: Namespace, hash: number): readonly number[] => {
  const [only] = chain;
  if (only !== undefined && chain.length === 1) return findRows(sql, lookups, hash, only).map(sequenceOf);
  const found = chain.flatMap((generation) => findRows(sql, lookups, hash, generation)).map(sequenceOf);
  return [...new Set(found)].toSorted((left, right) => right - left);
};

/** Sequences of the messages with this id, newest first. */
export const sequencesOfMessage = ({ sql }: Connection, { chain }: Namespace, messageId: string): readonly number[] => {
  const found = chain.flatMap((generation) =>
    sql("SELECT row FROM message WHERE message_id = ? AND row > ? AND row < ?")
      .all(messageId, rowOf(generation, 0), rowOf(generation + 1, 0))
      .map(({ row }) => sequenceOf(Number(row))),
  );
  return [...new Set(found)].toSorted((left, right) => right - left);
};

export interface Walk {
  readonly table: Counted;
  readonly columns: string;
  /** Both ends are exclusive. */
  readonly low: number;
  readonly high: number;
  readonly isNewest?: boolean;
  /** Further conditions, on columns that a later version of a row never changes. */
  readonly where?: string;
  readonly values?: readonly string[];
}

/** Whether a layer above this one has a row of the same sequence. */
export const isHidden = (
  { sql }: Connection,
  { chain }: Namespace,
  table: Counted,
  { depth, sequence }: { readonly depth: number; readonly sequence: number },
): boolean =>
  chain
    .slice(0, depth)
    .some((generation) => sql(`SELECT 1 FROM ${table} WHERE row = ?`).get(rowOf(generation, sequence)) !== undefined);

interface Reader {
  readonly depth: number;
  readonly rows: Iterator<Fields>;
  next: IteratorResult<Fields>;
}

const openReaders = ({ sql }: Connection, { chain, tally }: Namespace, walk: Walk): Reader[] => {
  const { table, columns, high, isNewest = false, where = "", values = [] } = walk;
  const low = Math.max(walk.low, tally[table].floor);
  const order = isNewest ? "DESC" : "ASC";
  return chain.map((generation, depth) => {
    // Each layer has a statement of its own, since all of them are read at the same time.
    const text = `SELECT ${columns} FROM ${table} WHERE row > ? AND row < ?${where} ORDER BY row ${order} -- ${depth}`;
    const rows = sql(text).iterate(rowOf(generation, low), rowOf(generation, high), ...values);
    return { depth, rows, next: rows.next() };
  });
};

/** The next row of all; of several with one sequence that of the topmost layer. */
const firstReader = (readers: readonly Reader[], isNewest: boolean): readonly [Reader, Fields, number] | undefined => {
  let first: readonly [Reader, Fields, number] | undefined;
  for (const reader of readers) {
    if (reader.next.done === true) continue;
    const fields = reader.next.value;
    const sequence = sequenceOf(Number(fields["row"]));
    const isBefore = first === undefined || (isNewest ? sequence > first[2] : sequence < first[2]);
    if (isBefore) first = [reader, fields, sequence];
  }
  return first;
};

/** Rows of all layers in their order; read as they are needed. */
export function* walkRows(connection: Connection, namespace: Namespace, walk: Walk): Generator<Fields> {
  const readers = openReaders(connection, namespace, walk);
  try {
    for (;;) {
      const first = firstReader(readers, walk.isNewest === true);
      if (first === undefined) return;
      const [reader, fields, sequence] = first;
      reader.next = reader.rows.next();
      if (!isHidden(connection, namespace, walk.table, { depth: reader.depth, sequence })) yield fields;
    }
  } finally {
    for (const { rows } of readers) rows.return?.();
  }
}

/** Where the rows of a range begin, seen from the side that is asked for. */
export const firstSequence = (
  { sql }: Connection,
  { chain, tally }: Namespace,
  { table, low, high, isNewest = false }: Omit<Walk, "columns">,
): number | undefined => {
  const end = isNewest ? "max" : "min";
  const lowest = Math.max(low, tally[table].floor);
  const firsts = chain.flatMap((generation) => {
    const row = sql(`SELECT ${end}(row) AS row FROM ${table} WHERE row > ? AND row < ?`).get(
      rowOf(generation, lowest),
      rowOf(generation, high),
    )?.["row"];
    return typeof row === "number" ? [sequenceOf(row)] : [];
  });
  return firsts.length === 0 ? undefined : Math[end](...firsts);
};
