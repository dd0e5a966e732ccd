import type { ClientBase, ClientConfig, CustomTypesConfig, Pool, PoolClient, QueryResult, QueryResultRow } from "pg";
import { pause, performance, setTimeout } from "../../model/real-time.js";
import { StoreLostError } from "../errors.js";
import { describeUrl, readUrls } from "./address.js";
import { again, asNew, atStart } from "./again.js";
import { assertFit } from "./assert-fit.js";
import { assertWhole } from "./assert-whole.js";
import { loadDriver } from "./driver.js";
import { explainedBy, isCrowded, isExplainable, isMisled, lost, unusable } from "./failure.js";
import { findRefusing } from "./added.js";
import { findLack } from "./lack.js";
import { type Hosts, createHosts } from "./hosts.js";
import { lockMigration, migrate } from "./migrations.js";
import { LEAST_CONNECTIONS, isPooled, prove } from "./pooler.js";
import { sessionSettings, STATEMENT_TIMEOUT, untilDone } from "./timeouts.js";

export interface ConnectionOptions {
  readonly url: string;
  /** Name of the schema that holds the tables. */
  readonly schema: string;
}

const int8 = 20;
const int8Array = 1016;

/**
 * Settings of every transaction, since a pooler between here and the server keeps no session. A replica that freezes or is cut off
 * must not hold its locks for long.
 */
const settingsFor = (schema: string): string =>
  Object.entries({
    search_path: schema,
    synchronous_commit: "on",
    // Else a null among the values of a column would be the text NULL, and policies of row-level security errors.
    array_nulls: "on",
    row_security: "on",
    statement_timeout: STATEMENT_TIMEOUT,
    // Shorter than the time that an attempt waits, so that it learns what it has waited for.
    lock_timeout: "4s",
    idle_in_transaction_session_timeout: "5s",
  })
    .map(([name, value]) => `SET LOCAL ${name} = '${value}'`)
    .join("; ");

/** Of a replica; see `LEAST_CONNECTIONS` for how few it makes do with. */
const mostConnections = 10;

const settings = new WeakMap<Pool, string>();
const addresses = new WeakMap<Pool, Hosts>();
const schemas = new WeakMap<Pool, string>();

/** Begins a transaction. Whatever the database's default level is: attempts look at what others have committed meanwhile. */
export const beginOn = (pool: Pool): string => `BEGIN ISOLATION LEVEL READ COMMITTED; ${settings.get(pool) ?? ""}`;

/** Counts, sequences and generations stay far below 2^53, so they are read as numbers. */
const numbersFor = (types: CustomTypesConfig): CustomTypesConfig => ({
  getTypeParser: (id, format) => {
    const type: number = id;
    const parse = types.getTypeParser(id, format);
    if (type === int8Array) return (text: string): number[] => parse(text).map(Number);
    return type === int8 ? Number : parse;
  },
});

/** Of several hosts the one that may be written is asked for. */
const assertWritable = async (client: ClientBase): Promise<void> => {
  const { rows } = await client.query<{ readonly transaction_read_only: string }>("SHOW transaction_read_only");
  if (rows[0]?.transaction_read_only === "on") {
    throw Object.assign(new Error("this host may only be read"), { code: "25006" });
  }
};

const withoutName = (query: unknown): unknown =>
  typeof query === "object" && query !== null && "name" in query ? { ...query, name: undefined } : query;

/** Opens the pool and migrates; replicas may do so at the same time. */
export const openPool = async ({ url, schema }: ConnectionOptions): Promise<Pool> => {
  const pg = await loadDriver();
  try {
    const hosts = createHosts(readUrls(url));
    const pooled = await isPooled(url);
    class StoreClient extends pg.default.Client {
      constructor(config?: ClientConfig) {
        super({ ...config, connectionString: hosts.current() });
        if (!pooled) return;
        // A prepared statement belongs to a session, and behind a pooler the next transaction may have another one.
        const send = this.query.bind(this);
        Object.assign(this, {
          query: (query: unknown, ...rest: readonly unknown[]): unknown =>
            Reflect.apply(send, this, [withoutName(query), ...rest]),
        });
      }
    }
    const pool: Pool = new pg.default.Pool({
      keepAlive: true,
      max: mostConnections,
      // Kept for good: where connections are few, others would take them.
      min: LEAST_CONNECTIONS,
      connectionTimeoutMillis: 5000,
      query_timeout: 15_000,
      application_name: "server-stub",
      // Statements of one batch are sent without waiting for each other's answers.
      pipeline: true,
      types: numbersFor(pg.default.types),
      Client: StoreClient,
      // oxlint-disable-next-line typescript/no-misused-promises -- the pool waits for it, whatever its types say
      onConnect: async (client) => {
        if (pooled) await prove(client, pool.totalCount - 1);
        else await again(() => client.query(sessionSettings), asNew);
        if (hosts.count > 1) await assertWritable(client);
      },
    });
    settings.set(pool, pooled ? `${settingsFor(schema)}; ${untilDone("transaction")}` : settingsFor(schema));
    addresses.set(pool, hosts);
    schemas.set(pool, schema);
    // An idle connection that breaks is replaced at its next use; without a listener it would end the process.
    pool.on("error", () => {});
    // The same for one in use: its queries are rejected anyway.
    pool.on("connect", (client) => client.on("error", () => {}));
    try {
      const store = describeUrl(url);
      const begin = async (client: PoolClient): Promise<void> => {
        await lockMigration(client);
        await assertFit(client, schema, store);
        await migrate(client, schema, store);
        await assertWhole(client, schema, store);
      };
      await explained(
        pool,
        again(() => transactOnce(pool, begin), atStart),
      );
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

/** So long, in ms, nobody tries to have more connections than there were to have. */
const modesty = 60_000;

/** Waits for a connection of our own to be idle from now on, instead of asking for another one in vain. */
const makeDo = ({ options, totalCount }: Pool): void => {
  if (options.max === mostConnections) setTimeout(() => void (options.max = mostConnections), modesty).unref();
  options.max = Math.max(LEAST_CONNECTIONS, totalCount);
};

/** @throws StoreLostError */
export const connect = async (pool: Pool): Promise<PoolClient> => {
  const started = performance.now();
  const hosts = addresses.get(pool) ?? createHosts([""]);
  for (let tried = 0; ;) {
    const host = hosts.current();
    try {
      return await pool.connect();
    } catch (error) {
      if (isCrowded(error) && performance.now() - started <= patience) {
        makeDo(pool);
        await pause(retryPause);
        continue;
      }
      hosts.giveUp(host);
      tried += 1;
      if (tried >= hosts.count) throw lost(error);
    }
  }
};

/** Asks the catalogue what is missing, forbidden or in the way, where that may be the reason. */
export const explain = async (pool: Pool, failure: unknown): Promise<unknown> => {
  const schema = schemas.get(pool);
  if (schema === undefined || !isExplainable(failure)) return failure;
  try {
    const client = await pool.connect();
    try {
      const { cause } = failure instanceof StoreLostError ? failure : {};
      const lack = (await findLack(client, schema)) ?? (await findRefusing(client, schema, cause));
      return lack === undefined ? failure : explainedBy(lack, failure);
    } finally {
      client.release();
    }
  } catch {
    return failure;
  }
};

const explained = async <T>(pool: Pool, work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    throw await explain(pool, error);
  }
};

/** One statement in a transaction of its own, sent in one piece. @throws StoreLostError */
export const ask = <R extends QueryResultRow>(
  pool: Pool,
  text: string,
  values: readonly unknown[] = [],
): Promise<QueryResult<R>> => askBy(pool, "", text, values);

/** The same with settings for that statement alone. @throws StoreLostError */
export const askBy = <R extends QueryResultRow>(
  pool: Pool,
  setting: string,
  text: string,
  values: readonly unknown[],
): Promise<QueryResult<R>> =>
  explained(
    pool,
    again(() => askOnce<R>(pool, setting, text, values)),
  );

const askOnce = async <R extends QueryResultRow>(
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
  client.release(!isOver || (asked.status === "rejected" && isMisled(lost(asked.reason))));
  // Where it did not begin, what was asked fails for that alone.
  if (begun.status === "rejected") throw lost(begun.reason);
  if (asked.status === "rejected") throw lost(asked.reason);
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

/**
 * Rolls back when `work` throws. It runs again when PostgreSQL has undone it, so whatever it does besides asking the client must be
 * worth nothing without the COMMIT.
 *
 * @throws StoreLostError, or the cause of an {@link Abandon}
 */
export const transaction = <T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> =>
  explained(
    pool,
    again(() => transactOnce(pool, work)),
  );

const transactOnce = async <T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> => {
  const client = await connect(pool);
  let broken = true;
  try {
    await client.query(beginOn(pool));
    const value = await work(client);
    assertCommitted(await client.query("COMMIT"));
    broken = false;
    return value;
  } catch (error) {
    const failure = error instanceof Abandon ? error.cause : lost(error);
    broken = await client.query("ROLLBACK").then(
      () => isMisled(failure),
      () => true,
    );
    throw failure;
  } finally {
    client.release(broken);
  }
};
