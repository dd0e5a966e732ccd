import { MOST_PROBLEMS, type StoreCheck } from "../check-store.js";
import { StoreUnusableError } from "../errors.js";
import { describeUrl, readSchema } from "./address.js";
import { connectOnce } from "./driver.js";
import { unusable } from "./failure.js";
import { patiently } from "./timeouts.js";

/** What leads nowhere, in a schema with layers and in one of an older version, which the next start brings to this one. */
const adrift = {
  layers: {
    namespace: "generation NOT IN (SELECT top FROM $.progress) OR chain[1] <> generation",
    outbox:
      "NOT EXISTS (SELECT 1 FROM $.namespace n JOIN $.message m ON m.generation = ANY(n.chain) WHERE n.generation = top AND m.sequence = outbox.sequence)",
  },
  older: {
    namespace: "generation NOT IN (SELECT generation FROM $.progress)",
    outbox: "(generation, sequence) NOT IN (SELECT generation, sequence FROM $.message)",
  },
};

/** Each with the rows that cannot be right; reading every row is what finds damaged pages. */
const tablesOf = ({
  namespace,
  outbox,
}: (typeof adrift)[keyof typeof adrift]): readonly (readonly [name: string, table: string, wrong: string])[] => [
  ["namespaces", "namespace", namespace],
  ["messages", "message", "length(data) < 2 OR left(data, 1) <> '{' OR right(data, 1) <> '}'"],
  ["attempts", "attempt", "length(data) < 2 OR left(data, 1) <> '{' OR right(data, 1) <> '}'"],
  ["answers", "answer", "length(body) < 2 OR length(fingerprint) < 1"],
  ["snapshots", "snapshot", "length(config) < 2"],
  ["deliveries waiting", "outbox", outbox],
];

/** See `checkStore`. */
export const checkDatabase = async (url: string): Promise<StoreCheck> => {
  const schema = readSchema(url);
  const client = await connectOnce(url);
  try {
    await client.query(`BEGIN READ ONLY; ${patiently}`);
    const found = await client.query<{ tablename: string }>(
      "SELECT tablename FROM pg_tables WHERE schemaname = $1 AND tablename IN ('message', 'layer')",
      [schema],
    );
    if (found.rowCount === 0) {
      throw new StoreUnusableError(`store ${describeUrl(url)}: there is no store in this database`);
    }
    const counts: Record<string, number> = {};
    const problems: string[] = [];
    const isLayered = found.rows.some(({ tablename }) => tablename === "layer");
    for (const [name, table, wrong] of tablesOf(isLayered ? adrift.layers : adrift.older)) {
      const { rows } = await client.query<{ rows: string; wrong: string }>(
        `SELECT count(*) AS rows, count(*) FILTER (WHERE ${wrong.replaceAll("$", schema)}) AS wrong FROM ${schema}.${table}`,
      );
      counts[name] = Number(rows[0]?.rows);
      if (Number(rows[0]?.wrong) > 0) problems.push(`${rows[0]?.wrong} rows of table ${table} cannot be right`);
    }
    return { problems: problems.slice(0, MOST_PROBLEMS), counts };
  } catch (error) {
    const failure = unusable(url, error);
    if (failure.fault !== "damaged") throw failure;
    return { problems: [failure.message], counts: {} };
  } finally {
    await client.end().catch(() => {});
  }
};
