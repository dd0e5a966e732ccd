import type { Fields } from "../../model/fields.js";
import type { Connection } from "./connection.js";
import { walkRows } from "./layered.js";
import type { Namespace } from "./namespaces.js";
import { chunk, rangeOf } from "./removal.js";
import { sequenceOf } from "./row.js";
import { type Counted, SIZED } from "./tally.js";

/** The sequence up to which there are more than `keep` control rows. Those of an upper layer are newer than those below. */
const cutOff = ({ sql }: Connection, { chain }: Namespace, keep: number): number => {
  let left = keep;
  for (const generation of chain) {
    const { low, high } = rangeOf(generation);
    const newest = sql(
      "SELECT count(*) AS rows, min(row) AS row FROM (SELECT row FROM control WHERE row > ? AND row < ? ORDER BY row DESC LIMIT ?)",
    ).get(low, high, left + 1);
    const rows = Number(newest?.["rows"]);
    if (rows > left) return sequenceOf(Number(newest?.["row"]));
    left -= rows;
  }
  return 0;
};

/** What to take from the old end of a table, and up to which sequence. */
interface Cut {
  readonly rows: number;
  readonly bytes: number;
  readonly floor: number;
}

/** Looks at one chunk of the oldest rows; `isSpare` decides, given what was cut before. */
const cutOldest = (
  connection: Connection,
  namespace: Namespace,
  table: Counted,
  isSpare: (fields: Fields, before: Cut) => boolean,
): Cut => {
  const columns = `row, octet_length(${SIZED[table]}) AS bytes${table === "answer" ? ", at" : ""}`;
  let cut: Cut = { rows: 0, bytes: 0, floor: namespace.tally[table].floor };
  const walk = { table, columns, low: 0, high: namespace.sequence + 1 };
  for (const fields of walkRows(connection, namespace, walk)) {
    if (cut.rows === chunk || !isSpare(fields, cut)) break;
    const floor = sequenceOf(Number(fields["row"]));
    cut = { rows: cut.rows + 1, bytes: cut.bytes + Number(fields["bytes"]), floor };
  }
  return cut;
};

export interface Keep {
  readonly rows: number;
  readonly bytes: number;
  /** Of answers: older ones go. */
  readonly since?: number;
}

/** Forgets one chunk of what is too much or too old, and returns how many rows went. */
export const trim = (
  connection: Connection,
  namespace: Namespace,
  table: Counted,
  { rows, bytes, since = 0 }: Keep,
): number => {
  const { namespaces } = connection;
  const count = namespace.tally[table];
  if (table !== "answer" && count.rows <= rows && count.bytes <= bytes) return 0;
  const cut = cutOldest(
    connection,
    namespace,
    table,
    (fields, before) =>
      count.rows - before.rows > rows || count.bytes - before.bytes > bytes || Number(fields["at"]) < since,
  );
  if (cut.rows === 0) return 0;
  Object.assign(count, { rows: count.rows - cut.rows, bytes: count.bytes - cut.bytes, floor: cut.floor });
  if (table === "message") namespace.tally.forgotten.messages += cut.rows;
  if (table === "attempt") {
    namespace.tally.forgotten.attempts += cut.rows;
    // Events are derived from attempts: whoever reads from before the cut has to start over.
    namespaces.markSwept(namespace, cut.floor);
  }
  namespaces.countAgain(namespace);
  return cut.rows;
};

/** Forgets all control rows but the newest, and returns the sequence of the last one that is too much. */
export const trimControls = (connection: Connection, namespace: Namespace, keep: number): number => {
  const cut = cutOff(connection, namespace, keep);
  if (cut > namespace.swept) connection.namespaces.markSwept(namespace, cut);
  return cut;
};
