import type { Client, ClientConfig, CustomTypesConfig, Pool, PoolClient, QueryResult, QueryResultRow } from "pg";
import { missingLibrary } from "../../model/missing-library.js";
import { pause, performance } from "../../model/real-time.js";
import { StoreLostError, StoreUnusableError } from "../errors.js";
import { assertFit } from "./assert-fit.js";
import { describeUrl, lost, unusable } from "./failure.js";
import { lockMigration, migrate } from "./migrations.js";

/** @throws StoreUnusableError where a bundle has left no way to it */
const loadDriver = async () => {
  try {
    return await import("pg");
  } catch (cause) {
    const mend = missingLibrary("pg", cause);
    throw mend === undefined ? cause : new StoreUnusableError(`store: ${mend}`, cause);
  }
};

/** Schema that holds the tables, unless another one is asked for. */
export const DEFAULT_SCHEMA = "server_stub";

/** `?schema=name` of the URL is ours: no server would understand it. @throws StoreUnusableError for what is no plain name */
export const readSchema = (url: string): string => {
  const name = URL.parse(url)?.searchParams.get("schema") ?? DEFAULT_SCHEMA;
  if (/^[a-z_][a-z0-9_]{0,62}$/u.test(name)) return name;
  throw new StoreUnusableError("store: schema has to be a lower-case name: letters, digits and _, at most 63 of them");
};

export interface ConnectionOptions {
  readonly url: string;
  /** Name of the schema that holds the tables. */
  readonly schema: string;
}

const int8 = 20;

/**
 * A slash or the like in a password has to be percent-encoded: else what follows it counts as the path.
 *
 * @throws StoreUnusableError when the text is no URL of a database
 */
const readUrl = (text: string): URL => {
  const url = URL.parse(text);
  if (url && /^postgres(?:ql)?:$/u.test(url.protocol) && !url.pathname.includes("@")) {
    url.searchParams.delete("schema");
    return url;
  }
  if (/^postgres(?:ql)?:\/\/[^/]*,|[?&]host=[^&]*(?:,|%2C)/iu.test(text)) {
    throw new StoreUnusableError(
      "store: the URL names several hosts, and the driver takes one; put a pooler, a load balancer or a name that moves with the primary before them",
    );
  }
  throw new StoreUnusableError(
    "store: not a PostgreSQL URL; use postgres://user:password@host:port/database, with odd characters percent-encoded",
  );
};

/**
 * Settings of every transaction, since a pooler between here and the server keeps no session. A replica that freezes or is cut off
 * must not hold its locks for long.
 */
const settingsFor = (schema: string): string =>
  Object.entries({
    search_path: schema,
    synchronous_commit: "on",
    statement_timeout: "10s",
    // Shorter than the time that an attempt waits, so that it learns what it has waited for.
    lock_timeout: "4s",
    idle_in_transaction_session_timeout: "5s",
  })
    .map(([name, value]) => `SET LOCAL ${name} = '${value}'`)
    .join("; ");

const settings = new WeakMap<Pool, string>();

export type Level = "READ COMMITTED" | "REPEATABLE READ";

/** Begins a transaction. Whatever the database's default level is: attempts look at what others have committed meanwhile. */
export const beginOn = (pool: Pool, level: Level = "READ COMMITTED"): string =>
  `BEGIN ISOLATION LEVEL ${level}; ${settings.get(pool) ?? ""}`;

/** Counts, sequences and generations stay far below 2^53, so they are read as numbers. */
const numbersFor = (types: CustomTypesConfig): CustomTypesConfig => ({
  getTypeParser: (id, format) => {
    const type: number = id;
    return type === int8 ? Number : types.getTypeParser(id, format);
  },
});

/** A connection of its own, for whoever asks once. @throws StoreUnusableError */
export const connectOnce = async (url: string): Promise<Client> => {
  const { href } = readUrl(url);
  const pg = await loadDriver();
  const client = new pg.default.Client({ connectionString: href, connectionTimeoutMillis: 5000 });
  client.on("error", () => {});
  await client.connect().catch((error: unknown) => {
    throw unusable(url, error);
  });
  return client;
};

const backendOf = async (client: Client): Promise<unknown> => {
  const { rows } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
  return rows[0]?.pid;
};

/** Two connections that have the same server process in turn have a pooler before it, which shares it out by transactions. */
const isPooled = async (url: string): Promise<boolean> => {
  const first = await connectOnce(url);
  try {
    const second = await connectOnce(url);
    try {
      const [one, other] = [new Set<unknown>(), new Set<unknown>()];
      for (let time = 0; time < 3; time += 1) {
        one.add(await backendOf(first));
        other.add(await backendOf(second));
      }
      return one.size > 1 || other.size > 1 || [...one].some((pid) => other.has(pid));
    } finally {
      await second.end();
    }
  } finally {
    await first.end();
  }
};

const withoutName = (query: unknown): unknown =>
  typeof query === "object" && query !== null && "name" in query ? { ...query, name: undefined } : query;

/** Opens the pool and migrates; replicas may do so at the same time. */
export const openPool = async ({ url, schema }: ConnectionOptions): Promise<Pool> => {
  const pg = await loadDriver();
  try {
    /** A prepared statement belongs to a session, and behind a pooler the next transaction may have another one. */
    class UnnamedClient extends pg.default.Client {
      constructor(config?: ClientConfig) {
        super(config);
        const send = this.query.bind(this);
        Object.assign(this, {
          query: (query: unknown, ...rest: readonly unknown[]): unknown =>
            Reflect.apply(send, this, [withoutName(query), ...rest]),
        });
      }
    }
    const pool = new pg.default.Pool({
      connectionString: readUrl(url).href,
      keepAlive: true,
      max: 10,
      connectionTimeoutMillis: 5000,
      query_timeout: 15_000,
      application_name: "server-stub",
      // Statements of one batch are sent without waiting for each other's answers.
      pipeline: true,
      types: numbersFor(pg.default.types),
      ...((await isPooled(url)) && { Client: UnnamedClient }),
    });
    settings.set(pool, settingsFor(schema));
    // An idle connection that breaks is replaced at its next use; without a listener it would end the process.
    pool.on("error", () => {});
    // The same for one in use: its queries are rejected anyway.
    pool.on("connect", (client) => client.on("error", () => {}));
    try {
      const store = describeUrl(url);
      await transaction(pool, async (client) => {
        await lockMigration(client);
        await assertFit(client, schema, store);
        await migrate(client, schema, store);
      });
      return pool;
    } catch (error) {
      await pool.end().catch(() => {});
      throw error;
    }
  } catch (error) {
    throw unusable(url, error);
  }
};

/** Others may have all connections that the server gives; mostly for a moment. In ms. */
const patience = 5000;
const retryPause = 50;

const isCrowded = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "53300";

/** @throws StoreLostError */
export const connect = async (pool: Pool): Promise<PoolClient> => {
  const started = performance.now();
  for (;;) {
    try {
      return await pool.connect();
    } catch (error) {
      if (!isCrowded(error) || performance.now() - started > patience) throw lost(error);
      await pause(retryPause);
    }
  }
};

/** One statement in a transaction of its own, sent in one piece. @throws StoreLostError */
export const ask = <R extends QueryResultRow>(
  pool: Pool,
  text: string,
  values: readonly unknown[] = [],
): Promise<QueryResult<R>> => askBy(pool, "", text, values);

/** The same with settings for that statement alone. @throws StoreLostError */
export const askBy = async <R extends QueryResultRow>(
  pool: Pool,
  setting: string,
  text: string,
  values: readonly unknown[],
): Promise<QueryResult<R>> => {
  const client = await connect(pool);
  const [begun, asked, ended] = await Promise.allSettled([
    client.query(`${beginOn(pool)}; ${setting}`),
    client.query<R>(text, [...values]),
    client.query("COMMIT"),
  ]);
  const isOver = begun.status === "fulfilled" && ended.status === "fulfilled";
  client.release(!isOver);
  if (asked.status === "rejected") throw lost(asked.reason);
  if (begun.status === "rejected") throw lost(begun.reason);
  if (ended.status === "rejected") throw lost(ended.reason);
  assertCommitted(ended.value);
  return asked.value;
};

/** COMMIT of a failed transaction answers ROLLBACK without an error. */
export const assertCommitted = ({ command }: { readonly command: string }): void => {
  if (command !== "COMMIT") throw new StoreLostError("the database rolled back");
};

/** Thrown out of a transaction on purpose: everything is rolled back and the cause reaches the caller as it is. */
export class Abandon extends Error {
  override readonly name = "Abandon";

  constructor(cause: unknown) {
    super("abandoned", { cause });
  }
}

/** Rolls back when `work` throws. @throws StoreLostError, or the cause of an {@link Abandon} */
export const transaction = async <T>(
  pool: Pool,
  work: (client: PoolClient) => Promise<T>,
  level: Level = "READ COMMITTED",
): Promise<T> => {
  const client = await connect(pool);
  let broken = true;
  try {
    await client.query(beginOn(pool, level));
    const value = await work(client);
    assertCommitted(await client.query("COMMIT"));
    broken = false;
    return value;
  } catch (error) {
    const failure = error instanceof Abandon ? error.cause : lost(error);
    // Whoever was led to a standby once may be led to the primary the next time.
    const isMisled = failure instanceof StoreLostError && failure.fault === "read-only";
    broken = await client.query("ROLLBACK").then(
      () => isMisled,
      () => true,
    );
    throw failure;
  } finally {
    client.release(broken);
  }
};
