import type { DatabaseSync, StatementSync } from "node:sqlite";

/** The newest row of a namespace that a commit has changed: whoever finds it finds all that was committed before. */
export interface LastRow {
  readonly generation: number;
  readonly sequence: number;
}

/** Numbers are as long as the largest, so that one can be written over the other. */
const digits = 16;
const pad = (number: number): string => String(number).padStart(digits, "0");

/** Without any it is a line that cannot be parsed. */
export const formatLastRow = (row: LastRow | undefined): string =>
  row === undefined ? `none${" ".repeat(2 * digits + 2)}\n` : `last ${pad(row.generation)} ${pad(row.sequence)}\n`;

const form = /^last (?<generation>\d{16}) (?<sequence>\d{16})$/mu;

export const parseLastRow = (text: string): LastRow | undefined => {
  const groups = form.exec(text)?.groups;
  return groups && { generation: Number(groups["generation"]), sequence: Number(groups["sequence"]) };
};

const numberOf = (database: DatabaseSync, sql: string, ...given: number[]): number | undefined => {
  const value = Object.values(database.prepare(sql).get(...given) ?? {})[0];
  return value === undefined || value === null ? undefined : Number(value);
};

/** The one that was changed last, as far as the clock tells. */
export const newestRow = (sql: (text: string) => StatementSync): LastRow | undefined => {
  const row = sql(
    "SELECT generation, sequence FROM progress ORDER BY last_used_at DESC, generation DESC LIMIT 1",
  ).get();
  return row && { generation: Number(row["generation"]), sequence: Number(row["sequence"]) };
};

const TABLES = ["progress", "snapshot", "dropped", "layer"] as const;

/** Whether a file has this row. A generation that is gone was there when a later one was made, or its removal was noted. */
export const hasRow = (database: DatabaseSync, { generation, sequence }: LastRow): boolean => {
  const isThere = database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'progress'").get() !== undefined;
  if (!isThere) return false;
  const found = numberOf(database, "SELECT sequence FROM progress WHERE generation = ?", generation);
  if (found !== undefined) return found >= sequence;
  return TABLES.some((table) => (numberOf(database, `SELECT max(generation) FROM ${table}`) ?? 0) >= generation);
};
