import type { StatementSync } from "node:sqlite";
import type { Floors } from "./tally.js";

/** What begins with a generation, a namespace or a snapshot, and which rows of its layers it shows. */
export interface Holder {
  readonly generation: number;
  readonly clockOffset: number;
  /** Events up to this sequence may be missing. */
  readonly swept: number;
  /** Rows up to these sequences are forgotten. */
  readonly floors: Floors;
}

/** The snapshots that there are, as this process has them: a sweep asks for them in each of its turns. */
export interface KeptSnapshots {
  load(): void;
  of(name: string): Iterable<Holder>;
  add(name: string, snapshot: Holder): void;
  remove(name: string, generation: number): void;
}

/** Those of older versions have no floors: nothing was forgotten. */
const columns =
  "namespace, generation, clock_offset, swept, coalesce(tally ->> '$.message.floor', 0) AS message, " +
  "coalesce(tally ->> '$.attempt.floor', 0) AS attempt, coalesce(tally ->> '$.answer.floor', 0) AS answer";

export const createKeptSnapshots = (sql: (text: string) => StatementSync): KeptSnapshots => {
  const known = new Map<string, Map<number, Holder>>();
  const add = (name: string, snapshot: Holder): void => {
    const its = known.get(name) ?? new Map<number, Holder>();
    known.set(name, its.set(snapshot.generation, snapshot));
  };

  return {
    load() {
      known.clear();
      for (const row of sql(`SELECT ${columns} FROM snapshot ORDER BY nth`).iterate()) {
        add(String(row["namespace"]), {
          generation: Number(row["generation"]),
          clockOffset: Number(row["clock_offset"]),
          swept: Number(row["swept"]),
          floors: {
            message: Number(row["message"]),
            attempt: Number(row["attempt"]),
            answer: Number(row["answer"]),
          },
        });
      }
    },
    of: (name) => known.get(name)?.values() ?? [],
    add,
    remove(name, generation) {
      const its = known.get(name);
      its?.delete(generation);
      if (its?.size === 0) known.delete(name);
    },
  };
};
