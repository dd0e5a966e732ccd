import { randomBytes } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import type { Config } from "../../model/config.js";
import { nextTurn } from "../../model/turns.js";
import { StaleRevisionError } from "../errors.js";
import { SLICE_BYTES } from "../page.js";
import type { NamespaceState } from "../store.js";
import { Abandon, ask, transaction } from "./connection.js";
import { isLoss } from "./failure.js";
import type { Refused } from "./refused.js";

export interface NamespaceFields {
  readonly name: string;
  readonly generation: number;
  readonly revision: number;
  readonly clock_offset: number;
  readonly created_at: number;
  readonly salt: string;
  readonly faults: string;
  readonly config: string;
  /** Its own generation, and those under it that a snapshot has frozen. */
  readonly chain: readonly number[];
  /** Rows up to these sequences are forgotten, whether or not they are there still. */
  readonly message_floor: number;
  readonly attempt_floor: number;
}

export const stateOf = (fields: NamespaceFields): NamespaceState => ({
  name: fields.name,
  revision: fields.revision,
  config: JSON.parse(fields.config),
  faults: JSON.parse(fields.faults),
  clockOffset: fields.clock_offset,
  salt: fields.salt,
});

/** What this replica knows of the namespaces; `attempt` compares the revision, so that an old state does no harm. */
export interface States {
  peek(name: string): NamespaceState | undefined;
  names(): readonly string[];
  put(state: NamespaceState): void;
  forget(name: string): void;
  /** Reads the state again. */
  reload(name: string): Promise<NamespaceState | undefined>;
  reloadAll(): Promise<void>;
  ensure(name: string, initial: Config, now: number): Promise<NamespaceState>;
  /** Notes that the namespace was used, at most once a minute. */
  use(name: string, now: number): void;
}

const minute = 60_000;

/** The configuration, which may have megabytes, comes along when it is another state than the one that is known. */
const readState =
  "SELECT name, generation, revision, clock_offset, created_at, salt, faults, " +
  "CASE WHEN salt = $2 AND revision = $3 THEN NULL ELSE config END AS config FROM namespace WHERE name = $1";

type ReadFields = Omit<NamespaceFields, "config"> & { readonly config: string | null };

const isChanged = (fields: ReadFields): fields is NamespaceFields => fields.config !== null;

/**
 * Locks the namespace's rows for a change: `namespace`, then `progress`, then all others, the order in which attempts and
 * deliveries go. Undefined when there is none.
 */
export const findNamespace = async (client: PoolClient, name: string): Promise<NamespaceFields | undefined> => {
  const found = await client.query<NamespaceFields>("SELECT * FROM namespace WHERE name = $1 FOR UPDATE", [name]);
  const [fields] = found.rows;
  if (fields !== undefined) await client.query("SELECT 1 FROM progress WHERE top = $1 FOR UPDATE", [fields.generation]);
  return fields;
};

/** The same. @throws Abandon with StaleRevisionError when there is none */
export const lockNamespace = async (client: PoolClient, name: string): Promise<NamespaceFields> => {
  const fields = await findNamespace(client, name);
  if (fields === undefined) throw new Abandon(new StaleRevisionError(name));
  return fields;
};

/** A sequence, and the generation that the namespace has until COMMIT. */
export interface Taken {
  readonly generation: number;
  readonly sequence: number;
  /** Whether there are layers beneath. */
  readonly layered: boolean;
}

/**
 * Takes the next sequence of a namespace, which locks its row of `progress` until COMMIT; undefined when it is gone. It comes
 * before any other row of the namespace is touched: see {@link lockNamespace}.
 */
export const takeSequence = async (client: PoolClient, name: string): Promise<Taken | undefined> => {
  for (;;) {
    const taken = await client.query<Taken>(
      "UPDATE progress p SET sequence = sequence + 1 FROM namespace n WHERE n.name = $1 AND p.top = n.generation " +
        "RETURNING p.top AS generation, p.sequence, cardinality(n.chain) > 1 AS layered",
      [name],
    );
    if (taken.rows[0] !== undefined) return taken.rows[0];
    // A snapshot may have moved it on while this waited for the row.
    const found = await client.query(
      "SELECT 1 FROM namespace n JOIN progress p ON p.top = n.generation WHERE n.name = $1",
      [name],
    );
    if (found.rows.length === 0) return undefined;
  }
};

/** Unless it is there already. */
export const createNamespace = async (
  client: PoolClient,
  name: string,
  initial: Config,
  now: number,
): Promise<NamespaceFields> => {
  await client.query("SELECT pg_advisory_xact_lock(hashtextextended($1, 1))", [name]);
  const found = await client.query<NamespaceFields>("SELECT * FROM namespace WHERE name = $1", [name]);
  const [known] = found.rows;
  if (known !== undefined) return known;
  const made = await client.query<NamespaceFields>(
    "INSERT INTO namespace (name, generation, chain, revision, clock_offset, created_at, salt, faults, config) " +
      "SELECT $1, made, ARRAY[made], 1, 0, $2, $3, '[]', $4 FROM nextval('generation') AS made RETURNING *",
    [name, now, randomBytes(16).toString("base64url"), JSON.stringify(initial)],
  );
  const [fields] = made.rows;
  if (fields === undefined) throw new Abandon(new StaleRevisionError(name));
  await client.query("INSERT INTO progress (top, sequence, swept, last_used_at) VALUES ($1, 0, 0, $2)", [
    fields.generation,
    now,
  ]);
  return fields;
};

/** @param refused is told of a namespace that cannot be made */
export const createStates = (pool: Pool, refused: Refused): States => {
  const known = new Map<string, NamespaceState>();
  const usedAt = new Map<string, number>();
  const making = new Map<string, Promise<NamespaceState>>();
  const put = (state: NamespaceState): void => {
    const old = known.get(state.name);
    // Answers may overtake each other; a salt of its own tells a namespace that was made anew.
    if (old === undefined || old.salt !== state.salt || old.revision < state.revision) known.set(state.name, state);
  };
  const forget = (name: string): void => {
    known.delete(name);
    usedAt.delete(name);
  };
  const make = async (name: string, initial: Config, now: number): Promise<NamespaceState> => {
    try {
      const state = stateOf(await transaction(pool, (client) => createNamespace(client, name, initial, now)));
      put(state);
      return known.get(name) ?? state;
    } catch (error) {
      if (isLoss(error)) refused.note([]);
      throw error;
    }
  };
  return {
    peek: (name) => known.get(name),
    names: () => [...known.keys()],
    put,
    forget,
    async reload(name) {
      const before = known.get(name);
      const { rows } = await ask<ReadFields>(pool, readState, [name, before?.salt, before?.revision]);
      const [fields] = rows;
      if (fields === undefined) forget(name);
      else if (isChanged(fields)) put(stateOf(fields));
      return known.get(name);
    },
    async reloadAll() {
      const { rows } = await ask<NamespaceFields>(pool, "SELECT * FROM namespace");
      const states: NamespaceState[] = [];
      let bytes = 0;
      for (const fields of rows) {
        states.push(stateOf(fields));
        bytes += fields.config.length;
        if (bytes < SLICE_BYTES) continue;
        bytes = 0;
        await nextTurn();
      }
      known.clear();
      usedAt.clear();
      for (const state of states) put(state);
    },
    ensure(name, initial, now) {
      const underWay = making.get(name);
      if (underWay !== undefined) return underWay;
      // Whoever comes meanwhile waits for the same: hundreds may, and connections are few.
      const made = make(name, initial, now).finally(() => making.delete(name));
      making.set(name, made);
      return made;
    },
    use(name, now) {
      if (now - (usedAt.get(name) ?? 0) < minute) return;
      usedAt.set(name, now);
      void ask(
        pool,
        "UPDATE progress SET last_used_at = greatest(last_used_at, $2) WHERE top = (SELECT generation FROM namespace WHERE name = $1)",
        [name, now],
      ).catch(() => usedAt.delete(name));
    },
  };
};
