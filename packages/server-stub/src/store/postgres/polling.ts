import type { Pool } from "pg";
import { clearTimeout, setTimeout } from "../../model/real-time.js";
import { ask } from "./connection.js";

/** What this replica knows of the namespaces. */
export interface Known {
  readonly names: () => readonly string[];
}

/** Who waits for a change is told after so many ms at most. */
const every = 200;

/** So many namespaces are looked at; others are looked at when somebody uses them. */
const most = 1000;

interface Standing {
  readonly name: string;
  readonly revision: number;
  readonly sequence: number;
}

/** Asks what has changed, where nobody can be heard. */
export const createPolling = (
  pool: Pool,
  known: Known,
  heard: (namespaces: readonly string[], states: readonly string[]) => void,
): { readonly close: () => void } => {
  let before = new Map<string, Standing>();
  let isOver = false;
  let timer: NodeJS.Timeout | undefined;

  const look = async (): Promise<void> => {
    const names = known.names().slice(-most);
    const { rows } = await ask<Standing>(
      pool,
      "SELECT n.name, n.revision, p.sequence FROM namespace n JOIN progress p ON p.top = n.generation WHERE n.name = ANY($1::text[])",
      [names],
    );
    const now = new Map(rows.map((row) => [row.name, row]));
    const changed = names.filter((name) => before.has(name) && now.get(name)?.sequence !== before.get(name)?.sequence);
    const states = names.filter((name) => before.has(name) && now.get(name)?.revision !== before.get(name)?.revision);
    before = now;
    const all = [...new Set([...changed, ...states])];
    if (all.length > 0) heard(all, states);
  };
  const lookAgain = (): void => {
    timer = setTimeout(() => {
      void look()
        .catch(() => {})
        .finally(() => {
          if (!isOver) lookAgain();
        });
    }, every).unref();
  };
  lookAgain();
  return {
    close: () => {
      isOver = true;
      clearTimeout(timer);
    },
  };
};
