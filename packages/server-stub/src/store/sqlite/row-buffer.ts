import type { StatementSync } from "node:sqlite";

type Sql = (text: string) => StatementSync;
type Value = string | number | null;

/** Rows of a transaction that its COMMIT will find in the file, and nobody reads before. */
export interface RowBuffer {
  readonly attempt: (
    values: readonly [row: number, requestId: string, operation: string, data: string],
    bytes: number,
  ) => void;
  readonly message: (
    values: readonly [
      row: number,
      messageId: string,
      requestId: string,
      channel: string,
      superApp: string | null,
      delivery: string,
      data: string,
    ],
    bytes: number,
  ) => void;
  readonly answer: (
    values: readonly [
      row: number,
      at: number,
      key: string,
      fingerprint: string,
      resultCode: string,
      messageId: string | null,
      pendingUntil: number | null,
      body: string,
    ],
    bytes: number,
  ) => void;
  /** How large all rows of this transaction are, as far as they are counted. */
  readonly bytes: () => number;
  /** What those of one message take at most, of a transaction that may hold many. */
  readonly largest: () => number;
  /** A transaction begins. */
  readonly begin: () => void;
  /** Writes them, before anybody reads and before COMMIT. */
  readonly flush: () => void;
  /** Forgets them: their transaction is lost. */
  readonly clear: () => void;
}

/** Rows of one statement. Half of what an INSERT costs is the call itself. */
const together = 8;

interface Table {
  readonly add: (values: readonly Value[]) => void;
  readonly flush: () => void;
  readonly clear: () => void;
}

const createTable = (sql: Sql, table: string, columns: readonly string[]): Table => {
  const one = `(${columns.map(() => "?").join(", ")})`;
  // An error loses the transaction in any case, and so nothing has to be kept in order to undo the statement alone.
  const insert = (rows: number): string =>
    `INSERT OR ROLLBACK INTO ${table} (${columns.join(", ")}) VALUES ${Array.from({ length: rows }, () => one).join(", ")}`;
  const [few, many] = [insert(1), insert(together)];
  const width = columns.length;
  let waiting: Value[] = [];
  return {
    add: (values) => void waiting.push(...values),
    flush: () => {
      if (waiting.length === 0) return;
      const rows = waiting;
      waiting = [];
      let at = 0;
      for (; at + together * width <= rows.length; at += together * width)
        sql(many).run(...rows.slice(at, at + together * width));
      for (; at < rows.length; at += width) sql(few).run(...rows.slice(at, at + width));
    },
    clear: () => {
      waiting = [];
    },
  };
};

/** What attempts write is written by a few statements for all of them. */
export const createRowBuffer = (sql: Sql): RowBuffer => {
  const attempt = createTable(sql, "attempt", ["row", "request_id", "operation", "data"]);
  const message = createTable(sql, "message", [
    "row",
    "message_id",
    "request_id",
    "channel",
    "super_app",
    "delivery",
    "data",
  ]);
  const answer = createTable(sql, "answer", [
    "row",
    "at",
    "key",
    "fingerprint",
    "result_code",
    "message_id",
    "pending_until",
    "body",
  ]);
  const tables = [attempt, message, answer];
  let size = 0;
  let largest = 0;
  const counting =
    ({ add }: Table) =>
    (values: readonly Value[], bytes: number): void => {
      size += bytes;
      largest = Math.max(largest, bytes);
      add(values);
    };
  return {
    attempt: counting(attempt),
    message: counting(message),
    answer: counting(answer),
    bytes: () => size,
    // An attempt leaves a row in each table at most.
    largest: () => Math.min(size, tables.length * largest),
    begin: () => {
      size = 0;
      largest = 0;
    },
    flush: () => tables.forEach(({ flush }) => flush()),
    clear: () => tables.forEach(({ clear }) => clear()),
  };
};
