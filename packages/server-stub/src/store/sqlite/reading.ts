import type { FaultCount } from "../../model/fault.js";
import type { NamespaceRow } from "../store.js";
import type { Connection } from "./connection.js";
import type { Namespace } from "./namespaces.js";
import { tallyBytes } from "./tally.js";

/** Counts in the order of the planned faults. */
export const faultCounts = ({ sql }: Connection, { generation, state }: Namespace): FaultCount[] =>
  state.faults.map(({ id }) => {
    const count = sql("SELECT drawn, happened FROM fault_count WHERE generation = ? AND id = ?").get(generation, id);
    return { drawn: Number(count?.["drawn"] ?? 0), happened: Number(count?.["happened"] ?? 0) };
  });

export const countRows = ({ tally, state, createdAt, lastUsedAt }: Namespace): NamespaceRow => ({
  name: state.name,
  createdAt,
  lastUsedAt,
  messages: tally.message.rows,
  attempts: tally.attempt.rows,
  bytes: tallyBytes(tally),
  forgotten: { ...tally.forgotten },
});

/** Bytes of the pages that hold something. */
export const usedBytes = ({ database }: Connection): number => {
  const number = (pragma: string): number => Number(Object.values(database.prepare(`PRAGMA ${pragma}`).get() ?? {})[0]);
  return (number("page_count") - number("freelist_count")) * number("page_size");
};

export const readSetting = ({ sql }: Connection, name: string): string | undefined => {
  const value = sql("SELECT value FROM setting WHERE name = ?").get(name)?.["value"];
  return typeof value === "string" ? value : undefined;
};

export const writeSetting = ({ sql }: Connection, name: string, value: string): void => {
  sql("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)").run(name, value);
};
