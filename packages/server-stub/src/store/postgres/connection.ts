import type { Client, CustomTypesConfig, Pool, PoolClient, QueryResult, QueryResultRow } from "pg";
import { StoreLostError, StoreUnusableError } from "../errors.js";
import { describeUrl, lost, unusable } from "./failure.js";
import { migrate } from "./migrations.js";

export interface ConnectionOptions {
  readonly url: string;
  /** Name of the schema that holds the tables. */
  readonly schema: string;
}

/** Schema that holds the tables, unless another one is asked for. */
export const DEFAULT_SCHEMA = "server_stub";

const int8 = 20;

/**
 * A slash or the like in a password has to be percent-encoded: else what follows it counts as the path.
 *
 * @throws StoreUnusableError when the text is no URL of a database
 */
const readUrl = (text: string): URL => {
  const url = URL.parse(text);
  if (url && /^postgres(?:ql)?:$/u.test(url.protocol) && !url.pathname.includes("@")) return url;
  throw new StoreUnusableError(
    "store: not a PostgreSQL URL; use postgres://user:password@host:port/database, with odd characters percent-encoded",
  );
};

/** Settings of every session. A replica that freezes or is cut off must not hold its locks for long. */
const settingsFor = (schema: string): string =>
  Object.entries({
    search_path: schema,
    synchronous_commit: "on",
    idle_in_transaction_session_timeout: "5s",
    tcp_keepalives_idle: 30,
    tcp_keepalives_interval: 10,
    tcp_keepalives_count: 3,
  })
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(" ");

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
  const pg = await import("pg");
  const client = new pg.default.Client({ connectionString: href, connectionTimeoutMillis: 5000 });
  client.on("error", () => {});
  await client.connect().catch((error: unknown) => {
    throw unusable(url, error);
  });
  return client;
};

/** Opens the pool and migrates; replicas may do so at the same time. */
export const openPool = async ({ url, schema }: ConnectionOptions): Promise<Pool> => {
  const parsed = readUrl(url);
  // They come first, so that they cannot undo what the store needs.
  const theirs = parsed.searchParams.get("options") ?? "";
  parsed.searchParams.delete("options");
  const pg = await import("pg");
  const options = {
    connectionString: parsed.href,
    keepAlive: true,
    max: 10,
    connectionTimeoutMillis: 5000,
    query_timeout: 15_000,
    statement_timeout: 10_000,
    application_name: "server-stub",
    options: `${theirs} ${settingsFor(schema)}`,
    // Statements of one batch are sent without waiting for each other's answers.
    pipeline: true,
    types: numbersFor(pg.default.types),
  };
  const pool = new pg.default.Pool(options);
  // An idle connection that breaks is replaced at its next use; without a listener it would end the process.
  pool.on("error", () => {});
  // The same for one in use: its queries are rejected anyway.
  pool.on("connect", (client) => client.on("error", () => {}));
  try {
    const client = await pool.connect();
    try {
      await migrate(client, schema, describeUrl(url));
    } finally {
      client.release();
    }
    return pool;
  } catch (error) {
    await pool.end().catch(() => {});
    throw unusable(url, error);
  }
};

/** One statement outside of a transaction. @throws StoreLostError */
export const ask = async <R extends QueryResultRow>(
  pool: Pool,
  text: string,
  values: readonly unknown[] = [],
): Promise<QueryResult<R>> => {
  try {
    return await pool.query<R>(text, [...values]);
  } catch (error) {
    throw lost(error);
  }
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

/** Whatever the database's default is: attempts look at what others have committed meanwhile. */
export const begin = "BEGIN ISOLATION LEVEL READ COMMITTED";

/** Rolls back when `work` throws. @throws StoreLostError, or the cause of an {@link Abandon} */
export const transaction = async <T>(
  pool: Pool,
  work: (client: PoolClient) => Promise<T>,
  level: "READ COMMITTED" | "REPEATABLE READ" = "READ COMMITTED",
): Promise<T> => {
  const client = await pool.connect().catch((error: unknown) => {
    throw lost(error);
  });
  let broken = true;
  try {
    await client.query(`BEGIN ISOLATION LEVEL ${level}`);
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
