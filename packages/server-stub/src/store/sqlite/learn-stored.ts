import type { Connection } from "./connection.js";
import { readStored } from "./lookup-table.js";

/** Fills the filter of the lookup table, a slice in each turn of the event loop, beside the requests; until then all of them ask the table. */
export const learnStored = async ({ commits, sql, lookups }: Connection, stop: AbortSignal): Promise<void> => {
  try {
    for (let after: number | undefined = -1; after !== undefined && !stop.aborted;) {
      const from: number = after;
      after = await commits.run(() => readStored(sql, lookups, from));
    }
  } catch {
    // A store that is lost is nobody's to learn; what it has is asked for.
  }
};
