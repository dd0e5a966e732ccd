import type { FaultCount } from "../../model/fault.js";
import type { NamespaceRow } from "../store.js";
import type { Connection } from "./connection.js";
import type { Namespace } from "./namespaces.js";
import { rowOf } from "./row.js";

/** Counts in the order of the planned faults. */
export const faultCounts = ({ sql }: Connection, { generation, state }: Namespace): FaultCount[] =>
  state.faults.map(({ id }) => {
    const count = sql("SELECT drawn, happened FROM fault_count WHERE generation = ? AND id = ?").get(generation, id);
    return { drawn: Number(count?.["drawn"] ?? 0), happened: Number(count?.["happened"] ?? 0) };
  });

export const countRows = (
  { sql }: Connection,
  { generation, state, createdAt, lastUsedAt }: Namespace,
): NamespaceRow => {
  const range = [rowOf(generation, 0), rowOf(generation + 1, 0)] as const;
  const count = (table: "attempt" | "message"): number =>
    Number(sql(`SELECT count(*) AS rows FROM ${table} WHERE row > ? AND row < ?`).get(...range)?.["rows"]);
  return { name: state.name, createdAt, lastUsedAt, messages: count("message"), attempts: count("attempt") };
};

export const readSetting = ({ sql }: Connection, name: string): string | undefined => {
  const value = sql("SELECT value FROM setting WHERE name = ?").get(name)?.["value"];
  return typeof value === "string" ? value : undefined;
};

export const writeSetting = ({ sql }: Connection, name: string, value: string): void => {
  sql("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)").run(name, value);
};
