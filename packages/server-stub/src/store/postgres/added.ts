import type { ClientBase } from "pg";
import { shorten } from "../../model/shorten.js";
import type { Lack } from "./failure.js";
import { quoted } from "./quoted.js";
import { describeRefusal, isNamed, isRefusal, isSecured } from "./refusal.js";
import { COLUMNS, OURS } from "./tables.js";
import { catalogue } from "./timeouts.js";

const tables = Object.keys(COLUMNS);

/** Of what others have added, the first few say enough. */
const MOST_NAMED = 5;

interface Shielded {
  readonly relation: string;
  readonly commands: string;
  readonly user: string;
}

/** Tables whose rows nobody has let the user see or write. Who need not migrate only reads which version they are of. */
export const findShielded = async (client: ClientBase, schema: string): Promise<Lack | undefined> => {
  const { rows } = await client.query<Shielded>({
    text:
      "SELECT relname AS relation, string_agg(command, ', ' ORDER BY nth) AS commands, current_user::text AS user FROM pg_class c " +
      "CROSS JOIN (VALUES (1, 'SELECT', 'r'), (2, 'INSERT', 'a'), (3, 'UPDATE', 'w'), (4, 'DELETE', 'd')) asked (nth, command, code) " +
      `WHERE ${OURS} AND relrowsecurity AND row_security_active(c.oid) AND (relname <> 'schema_version' OR nth = 1) ` +
      "AND NOT EXISTS (SELECT FROM pg_policy WHERE polrelid = c.oid AND polpermissive AND polcmd::text IN ('*', code) " +
      "AND EXISTS (SELECT FROM unnest(polroles) role WHERE role = 0 OR pg_has_role(role, 'USAGE'))) GROUP BY 1 ORDER BY 1",
    values: [schema, tables],
    ...catalogue,
  });
  const [first] = rows;
  if (first === undefined) return undefined;
  const names = rows.map(({ relation }) => `${schema}.${relation}`).join(", ");
  const user = quoted(first.user);
  return {
    fault: "read-only",
    rule:
      `row-level security of ${names} has no policy that lets the user ${first.commands}; ` +
      `CREATE POLICY stub ON ${schema}.${first.relation} TO ${user} USING (true) for each, ALTER ROLE ${user} BYPASSRLS, or make it the tables' owner`,
  };
};

/** Neither made by PostgreSQL itself nor switched off. */
const active = "NOT tgisinternal AND tgenabled IN ('O', 'A')";

/** A column that a row of ours has nothing for, and no trigger or domain either. */
const findUnfilled = async (client: ClientBase, schema: string): Promise<Lack | undefined> => {
  const known = Object.entries(COLUMNS).flatMap(([table, columns]) => columns.map((column) => `${table}.${column}`));
  const { rows } = await client.query<{ relation: string; name: string }>({
    text:
      "SELECT relname AS relation, attname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid " +
      `WHERE ${OURS} AND relname <> 'schema_version' AND attnum > 0 AND NOT attisdropped AND attnotnull AND NOT atthasdef ` +
      "AND attidentity = '' AND NOT EXISTS (SELECT FROM pg_type t WHERE t.oid = atttypid AND typdefault IS NOT NULL) " +
      `AND NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = c.oid AND ${active}) ` +
      "AND relname || '.' || attname <> ALL($3::text[]) ORDER BY relname, attnum",
    values: [schema, tables, known],
    ...catalogue,
  });
  const [first] = rows;
  if (first === undefined) return undefined;
  const [table, column] = [`${schema}.${first.relation}`, shorten(quoted(first.name))];
  return {
    fault: "lost",
    rule:
      `column ${column}, which was added to table ${table}, is NOT NULL without a default, so that it takes no rows; ` +
      `ALTER TABLE ${table} ALTER COLUMN ${column} DROP NOT NULL, or give it a DEFAULT`,
  };
};

/** What others have added to the tables, so that no row gets in; undefined when there is nothing of the kind. */
export const findAdded = async (client: ClientBase, schema: string): Promise<Lack | undefined> =>
  (await findShielded(client, schema)) ?? (await findUnfilled(client, schema));

const describeSecurity = async (client: ClientBase, schema: string): Promise<string> => {
  const { rows } = await client.query<{ relation: string }>({
    text: `SELECT relname AS relation FROM pg_class c WHERE ${OURS} AND relrowsecurity AND row_security_active(c.oid) ORDER BY 1`,
    values: [schema, tables],
    ...catalogue,
  });
  const names = rows.map(({ relation }) => `${schema}.${relation}`).join(", ");
  return `row-level security${names === "" ? "" : ` of ${names}`} refuses what the stub writes (SQLSTATE 42501); let its policies take every row (USING (true)) of the user, ALTER ROLE … BYPASSRLS, or make it the tables' owner`;
};

interface Trigger {
  readonly relation: string;
  readonly name: string;
  readonly routine: string;
}

const describeTriggers = async (client: ClientBase, schema: string, cause: unknown): Promise<string | undefined> => {
  const { rows } = await client.query<Trigger>({
    text:
      "SELECT relname AS relation, tgname AS name, tgfoid::regproc::text AS routine FROM pg_class c JOIN pg_trigger t ON t.tgrelid = c.oid " +
      `WHERE ${OURS} AND ${active} ORDER BY 1, 2 LIMIT ${MOST_NAMED}`,
    values: [schema, tables],
    ...catalogue,
  });
  if (rows.length === 0) return undefined;
  const names = rows.map(
    ({ relation, name, routine }) =>
      `${shorten(quoted(name))} of ${schema}.${relation}, which calls ${shorten(routine)}`,
  );
  return `${describeRefusal(cause)}; correct or drop what was added: trigger ${names.join("; trigger ")}`;
};

/** What may have refused what the error is about, where neither the error nor what is missing tells. */
export const findRefusing = async (client: ClientBase, schema: string, cause: unknown): Promise<Lack | undefined> => {
  if (isSecured(cause)) return { fault: "read-only", rule: await describeSecurity(client, schema) };
  if (!isRefusal(cause) || isNamed(cause)) return undefined;
  const rule = await describeTriggers(client, schema, cause);
  return rule === undefined ? undefined : { fault: "lost", rule };
};
