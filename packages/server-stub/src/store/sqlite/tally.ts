import type { StatementSync } from "node:sqlite";
import { rowOf } from "./row.js";

type Sql = (text: string) => StatementSync;

/** Tables whose rows are counted. */
export type Counted = "message" | "attempt" | "answer";

/** What a namespace shows of a table. */
export interface Count {
  rows: number;
  bytes: number;
  /** Rows up to this sequence are forgotten, whether or not they are there still. */
  floor: number;
}

/** Changes with each row, and is kept with the progress of the namespace. */
export interface Tally {
  readonly message: Count;
  readonly attempt: Count;
  readonly answer: Count;
  /** Rows that went because there were too many or they were too large, since the namespace was made. */
  readonly forgotten: { messages: number; attempts: number };
}

const none = (): Count => ({ rows: 0, bytes: 0, floor: 0 });

/** Nothing is forgotten twice: what was stays said. */
export const emptyTally = (forgotten: Tally["forgotten"] = { messages: 0, attempts: 0 }): Tally => ({
  message: none(),
  attempt: none(),
  answer: none(),
  forgotten: { ...forgotten },
});

export type Floors = Readonly<Record<Counted, number>>;

export const floorsOf = ({ message, attempt, answer }: Tally): Floors => ({
  message: message.floor,
  attempt: attempt.floor,
  answer: answer.floor,
});

/** The column whose length counts as the size of a row. */
export const SIZED: Readonly<Record<Counted, string>> = { message: "data", attempt: "data", answer: "body" };

export const tallyBytes = ({ message, attempt, answer }: Tally): number => message.bytes + attempt.bytes + answer.bytes;

const countRows = (sql: Sql, table: Counted, generation: number): Count => {
  const row = sql(
    `SELECT count(*) AS rows, coalesce(sum(octet_length(${SIZED[table]})), 0) AS bytes FROM ${table} WHERE row > ? AND row < ?`,
  ).get(rowOf(generation, 0), rowOf(generation + 1, 0));
  return { rows: Number(row?.["rows"]), bytes: Number(row?.["bytes"]), floor: 0 };
};

/** Reads what is kept; files of older versions keep nothing, and one generation held all rows of a namespace. */
export const readTally = (sql: Sql, text: unknown, generation: number): Tally => {
  if (typeof text === "string") {
    const tally: Tally = JSON.parse(text);
    return tally;
  }
  return {
    ...emptyTally(),
    message: countRows(sql, "message", generation),
    attempt: countRows(sql, "attempt", generation),
    answer: countRows(sql, "answer", generation),
  };
};
