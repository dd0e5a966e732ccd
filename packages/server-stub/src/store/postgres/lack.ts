import type { ClientBase } from "pg";
import { findAdded } from "./added.js";
import type { Lack } from "./failure.js";
import { quoted } from "./quoted.js";
import { COLUMNS, OURS, SEQUENCES } from "./tables.js";
import { catalogue } from "./timeouts.js";

/** For whoever has neither a backup nor anything to lose. */
export const beginAnew = (schema: string): string =>
  `restore a backup, or DROP SCHEMA ${schema} CASCADE and restart the stub to begin with an empty store`;

const plural = (word: string, names: readonly string[]): string =>
  `its ${word}${names.length === 1 ? "" : "s"} ${names.join(", ")} ${names.length === 1 ? "is" : "are"} missing`;

/** Of tables that are missing, and what to do about it. */
export const missingTables = (schema: string, names: readonly string[]): string =>
  `${plural("table", names.toSorted())} in schema ${schema}; ${beginAnew(schema)}`;

interface Rights {
  readonly user: string;
  readonly database: string;
  readonly may_make: boolean;
  /** Null where there is no such schema. */
  readonly may_use: boolean | null;
  readonly may_create: boolean | null;
}

const mayNot = (rule: string, grant: string): Lack => ({
  fault: "read-only",
  rule: `the user may not ${rule}; ${grant}`,
});

const gone = (what: string): Lack => ({
  fault: "lost",
  rule: `${what}; restore a backup, or restart the stub to begin with an empty store`,
});

const findRights = async (client: ClientBase, schema: string): Promise<Rights | undefined> => {
  const { rows } = await client.query<Rights>({
    text:
      "SELECT current_user::text AS user, current_database()::text AS database, has_database_privilege(current_database(), 'CREATE') AS may_make, " +
      "has_schema_privilege(oid, 'USAGE') AS may_use, has_schema_privilege(oid, 'CREATE') AS may_create " +
      "FROM (SELECT) one LEFT JOIN pg_namespace ON nspname = $1",
    values: [schema],
    ...catalogue,
  });
  return rows[0];
};

interface Missing {
  readonly relation: string;
  readonly name: string;
  readonly is_gone: boolean;
}

/** Each column that is not there. */
const readMissing = async (client: ClientBase, schema: string): Promise<readonly Missing[]> => {
  const asked = [
    ...Object.entries(COLUMNS).flatMap(([table, columns]) => columns.map((column) => [table, column] as const)),
    ...SEQUENCES.map((sequence) => [sequence, "last_value"] as const),
  ];
  const { rows } = await client.query<Missing>({
    text:
      "SELECT asked.relation, asked.name, c.oid IS NULL AS is_gone FROM unnest($2::text[], $3::text[]) AS asked (relation, name) " +
      "LEFT JOIN pg_class c ON c.relname = asked.relation AND c.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = $1) " +
      "LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = asked.name AND NOT a.attisdropped WHERE a.attname IS NULL",
    values: [schema, asked.map(([relation]) => relation), asked.map(([, name]) => name)],
    ...catalogue,
  });
  return rows;
};

const lostRelations = (missing: readonly Missing[]): readonly string[] => [
  ...new Set(missing.filter(({ is_gone }) => is_gone).map(({ relation }) => relation)),
];

const describeMissing = (schema: string, missing: readonly Missing[]): Lack | undefined => {
  const relations = lostRelations(missing);
  const tables = relations.filter((name) => name in COLUMNS);
  if (tables.length > 0) return { fault: "lost", rule: missingTables(schema, tables) };
  if (relations.length > 0)
    return { fault: "lost", rule: `${plural("sequence", relations)} in schema ${schema}; ${beginAnew(schema)}` };
  const [first] = missing;
  if (first === undefined) return undefined;
  const columns = missing.filter(({ relation }) => relation === first.relation).map(({ name }) => name);
  return {
    fault: "lost",
    rule: `${plural("column", columns)} in table ${schema}.${first.relation}; rename what has another name now, or ${beginAnew(schema)}`,
  };
};

/** What of the relations the user may not do. Who need not migrate only reads which version the tables are of. */
const findForbidden = async (client: ClientBase, schema: string, user: string): Promise<Lack | undefined> => {
  const { rows } = await client.query<{ relation: string; kind: string; privilege: string }>({
    text:
      "SELECT relname AS relation, relkind::text AS kind, privilege FROM pg_class c CROSS JOIN LATERAL (SELECT unnest(" +
      "CASE WHEN relkind = 'S' THEN ARRAY['USAGE'] WHEN relname = 'schema_version' THEN ARRAY['SELECT'] ELSE ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE'] END) AS privilege) p " +
      `WHERE ${OURS} AND NOT ` +
      "CASE relkind WHEN 'S' THEN has_sequence_privilege(c.oid, privilege) ELSE has_table_privilege(c.oid, privilege) END ORDER BY relname",
    values: [schema, [...Object.keys(COLUMNS), ...SEQUENCES]],
    ...catalogue,
  });
  const [first] = rows;
  if (first === undefined) return undefined;
  const alike = rows.filter(({ kind }) => kind === first.kind);
  const privileges = [...new Set(alike.map(({ privilege }) => privilege))].join(", ");
  const names = [...new Set(alike.map(({ relation }) => `${schema}.${relation}`))].join(", ");
  const [use, what] = first.kind === "S" ? ["use", "SEQUENCE "] : [`${privileges} in`, ""];
  return mayNot(`${use} ${names}`, `GRANT ${privileges} ON ${what}${names} TO ${quoted(user)}`);
};

/** What the user may not do with the schema itself, which may be empty. */
const findUnusable = (rights: Rights, schema: string, isEmpty: boolean): Lack | undefined => {
  const user = quoted(rights.user);
  const create = isEmpty && rights.may_create !== true ? ["CREATE"] : [];
  if (rights.may_use === null) {
    return rights.may_make
      ? gone(`its schema ${schema} is gone`)
      : mayNot(
          `make schema ${schema}, which is missing`,
          `GRANT CREATE ON DATABASE ${quoted(rights.database)} TO ${user}, or make the schema for it`,
        );
  }
  const privileges = [...(rights.may_use ? [] : ["USAGE"]), ...create].join(", ");
  if (privileges !== "") {
    const what = rights.may_use ? "make tables in" : "use";
    return mayNot(`${what} schema ${schema}`, `GRANT ${privileges} ON SCHEMA ${schema} TO ${user}`);
  }
  return isEmpty ? gone(`its tables are gone from schema ${schema}`) : undefined;
};

/** What the schema lacks or has too much of, or the user may not do in it; undefined when that is not the reason. */
export const findLack = async (client: ClientBase, schema: string): Promise<Lack | undefined> => {
  const rights = await findRights(client, schema);
  if (rights === undefined) return undefined;
  const missing = await readMissing(client, schema);
  const isEmpty = Object.keys(COLUMNS).every((table) => lostRelations(missing).includes(table));
  return (
    findUnusable(rights, schema, isEmpty) ??
    describeMissing(schema, missing) ??
    (await findForbidden(client, schema, rights.user)) ??
    (await findAdded(client, schema))
  );
};
