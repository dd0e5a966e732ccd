import type { PoolClient } from "pg";
import { StoreUnusableError } from "../errors.js";
import { findShielded } from "./added.js";
import { beginAnew, missingTables } from "./lack.js";
import { readVersion, tablesOf } from "./migrations.js";

/** The oldest version that the tests have run with; in the server's own form. */
const OLDEST = 120_000;

interface Server {
  readonly encoding: string;
  readonly number: number;
  readonly version: string;
}

const assertServer = async (client: PoolClient, store: string): Promise<void> => {
  const { rows } = await client.query<Server>(
    "SELECT pg_encoding_to_char(encoding) AS encoding, current_setting('server_version_num')::integer AS number, " +
      "current_setting('server_version') AS version FROM pg_database WHERE datname = current_database()",
  );
  const { encoding = "UTF8", number = OLDEST, version = "" } = rows[0] ?? {};
  if (number < OLDEST) {
    throw new StoreUnusableError(`store ${store}: the server is PostgreSQL ${version}; use version 12 or newer`);
  }
  // Any other one refuses some texts, or none of the wrong ones.
  if (encoding !== "UTF8") {
    throw new StoreUnusableError(
      `store ${store}: the database has encoding ${encoding}, which cannot hold every text; make one with CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0`,
    );
  }
};

/** A schema is ours when it has most of what every version has had, whatever somebody has dropped. */
const isOurs = (tables: ReadonlySet<string>): boolean => {
  const first = tablesOf(1);
  return first.filter((name) => tables.has(name)).length > first.length / 2;
};

/** Which tables of the version that it says of itself are missing. */
const assertTables = async (
  client: PoolClient,
  { schema, store, tables }: { readonly schema: string; readonly store: string; readonly tables: ReadonlySet<string> },
): Promise<void> => {
  const version = tables.has("schema_version") ? await readVersion(client, schema) : 1;
  if (version === 0) {
    // Rows that may not be seen are not gone.
    const shielded = await findShielded(client, schema);
    if (shielded !== undefined)
      throw new StoreUnusableError(`store ${store}: ${shielded.rule}`, undefined, shielded.fault);
    throw new StoreUnusableError(`store ${store}: its table ${schema}.schema_version is empty; ${beginAnew(schema)}`);
  }
  const missing = tablesOf(version).filter((name) => !tables.has(name));
  if (missing.length > 0) throw new StoreUnusableError(`store ${store}: ${missingTables(schema, missing)}`);
};

const assertSchema = async (client: PoolClient, schema: string, store: string): Promise<void> => {
  const { rows } = await client.query<{ name: string }>(
    "SELECT relname AS name FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace " +
      "WHERE nspname = $1 AND relkind IN ('r', 'p', 'v', 'm', 'f') ORDER BY relname",
    [schema],
  );
  const tables = new Set(rows.map(({ name }) => name));
  if (tables.size === 0) return;
  if (isOurs(tables)) {
    await assertTables(client, { schema, store, tables });
    return;
  }
  const known = tablesOf();
  const stranger = [...tables].find((name) => !known.includes(name)) ?? [...tables][0];
  throw new StoreUnusableError(
    `store ${store}: schema ${schema} belongs to another program (it has a table ${stranger}) and was left as it is; choose another one with ?schema=<name> at the end of the URL`,
  );
};

/**
 * Looks at the server and at the schema before anything is written to them.
 *
 * @throws StoreUnusableError when they cannot hold what is to be kept, or hold what is not ours
 */
export const assertFit = async (client: PoolClient, schema: string, store: string): Promise<void> => {
  await assertServer(client, store);
  await assertSchema(client, schema, store);
};
