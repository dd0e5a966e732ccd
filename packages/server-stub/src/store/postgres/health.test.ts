import type { Client } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type OpenStore, startOpenStore } from "../../../test/postgres/open-store.js";
import { DEFAULT_CONFIG } from "../../model/config.js";
import { NAMESPACE, NOW } from "../conformance/records.js";
import { takeLarge } from "../conformance/taking.js";
import { PostgresStore } from "./postgres-store.js";

let opened: OpenStore;
let admin: Client;
let store: PostgresStore;
let nth = 0;

beforeAll(async () => {
  opened = await startOpenStore();
  ({ admin } = opened);
  await admin.query(
    "CREATE ROLE limited LOGIN PASSWORD 'limited'; CREATE SCHEMA given AUTHORIZATION limited; " +
      "CREATE FUNCTION public.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TG_NARGS = 0 OR length(to_jsonb(NEW) ->> 'data') > 10000 THEN " +
      "RAISE SQLSTATE '53100' USING MESSAGE = 'could not extend file'; END IF; RETURN NEW; END $$",
  );
  store = new PostgresStore({ url: `${opened.url.replace("postgres:postgres", "limited:limited")}?schema=given` });
  await store.open();
  await store.ensure(NAMESPACE, DEFAULT_CONFIG, NOW);
});
afterAll(async () => {
  await store.close();
  await opened.end();
});

const send = (length = 10): Promise<unknown> => {
  nth += 1;
  return takeLarge(store, `r${nth}`, length);
};

const said = { code: "STORE_LOST" };
const missing = (what: string) => ({ ...said, fault: "lost", message: expect.stringContaining(`its ${what} missing`) });
const forbidden = (grant: string) => ({
  ...said,
  fault: "read-only",
  message: expect.stringContaining(`; GRANT ${grant} TO limited`),
});
const full = { ...said, fault: "full", message: expect.stringContaining("disk is full") };

const HOUSE_RULE = "value of a row";
const refusing = (what: string) => ({
  ...said,
  fault: "lost",
  message: expect.stringContaining(`the database refuses what the stub writes${what}`),
});
const secured = (what: string) => ({ ...said, fault: "read-only", message: expect.stringContaining(what) });
const raise = (code: string, more = ""): string =>
  "CREATE OR REPLACE FUNCTION public.house_rule() RETURNS trigger LANGUAGE plpgsql AS " +
  `$$ BEGIN RAISE EXCEPTION USING ERRCODE = '${code}', MESSAGE = '${HOUSE_RULE}' ${more}; END $$; ` +
  "CREATE TRIGGER house BEFORE INSERT ON given.message FOR EACH ROW EXECUTE FUNCTION public.house_rule()";
const foreign = "ALTER TABLE given.message OWNER TO postgres; GRANT ALL ON given.message TO limited";
const own = "ALTER TABLE given.message DISABLE ROW LEVEL SECURITY, OWNER TO limited";

const tables = ["message", "answer", "attempt", "namespace", "outbox", "progress"] as const;

it.each<readonly [what: string, harm: string, undo: string, found: object]>([
  ...tables.map(
    (table) =>
      [
        `without the table ${table}`,
        `ALTER TABLE given.${table} RENAME TO elsewhere`,
        `ALTER TABLE given.elsewhere RENAME TO ${table}`,
        missing(`table ${table} is`),
      ] as const,
  ),
  [
    "without a schema",
    "ALTER SCHEMA given RENAME TO other",
    "ALTER SCHEMA other RENAME TO given",
    {
      ...said,
      message: expect.stringContaining("schema given, which is missing; GRANT CREATE ON DATABASE stub TO limited"),
    },
  ],
  [
    "without a column",
    "ALTER TABLE given.message RENAME COLUMN sequence TO other",
    "ALTER TABLE given.message RENAME COLUMN other TO sequence",
    missing("column sequence is"),
  ],
  [
    "for who may not insert",
    "REVOKE INSERT ON given.message FROM limited",
    "GRANT INSERT ON given.message TO limited",
    forbidden("INSERT ON given.message"),
  ],
  [
    "for who may not read",
    "REVOKE SELECT, UPDATE ON given.answer FROM limited",
    "GRANT SELECT, UPDATE ON given.answer TO limited",
    forbidden("SELECT, UPDATE ON given.answer"),
  ],
  [
    "of another owner",
    "ALTER TABLE given.message OWNER TO postgres",
    "ALTER TABLE given.message OWNER TO limited",
    forbidden("SELECT, INSERT, UPDATE, DELETE ON given.message"),
  ],
  [
    "for who may not use the schema",
    "REVOKE ALL ON SCHEMA given FROM limited; ALTER SCHEMA given OWNER TO postgres",
    "ALTER SCHEMA given OWNER TO limited; GRANT ALL ON SCHEMA given TO limited",
    forbidden("USAGE ON SCHEMA given"),
  ],
  ...["message", "attempt", "answer"].map(
    (table) =>
      [
        `whose ${table} takes no row`,
        `CREATE TRIGGER refuse BEFORE INSERT ON given.${table} FOR EACH ROW EXECUTE FUNCTION public.refuse()`,
        `DROP TRIGGER refuse ON given.${table}`,
        full,
      ] as const,
  ),
  [
    "whose trigger refuses late",
    "CREATE CONSTRAINT TRIGGER refuse AFTER INSERT ON given.message DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.refuse()",
    "DROP TRIGGER refuse ON given.message",
    full,
  ],
  ...["P0001", "23514", "42501", "22023"].map(
    (code) =>
      [
        `whose trigger raises ${code}`,
        raise(code, `, TABLE = '${HOUSE_RULE}', CONSTRAINT = '${HOUSE_RULE}', COLUMN = '${HOUSE_RULE}'`),
        "DROP TRIGGER house ON given.message",
        refusing(` (SQLSTATE ${code}); correct or drop what was added: trigger house of given.message, which calls`),
      ] as const,
  ),
  [
    "with a column that was added and takes no null",
    "ALTER TABLE given.attempt ADD COLUMN added int NOT NULL DEFAULT 1; ALTER TABLE given.attempt ALTER added DROP DEFAULT",
    "ALTER TABLE given.attempt DROP COLUMN added",
    {
      ...said,
      fault: "lost",
      message: expect.stringContaining("column added, which was added to table given.attempt, is NOT NULL"),
    },
  ],
  [
    "with a constraint that no message meets",
    "ALTER TABLE given.message ADD CONSTRAINT short CHECK (octet_length(message_id) < 1) NOT VALID",
    "ALTER TABLE given.message DROP CONSTRAINT short",
    refusing(" to given.message (SQLSTATE 23514, constraint short); look at the triggers, constraints and columns"),
  ],
  [
    "with a column that takes no such text",
    "ALTER TABLE given.attempt ALTER operation TYPE varchar(3) USING 'x'",
    "ALTER TABLE given.attempt ALTER operation TYPE text",
    refusing(" (SQLSTATE 22001); look at the triggers, constraints and columns that were added to its tables"),
  ],
  [
    "with a policy that lets no row in",
    `${foreign}; ALTER TABLE given.message ENABLE ROW LEVEL SECURITY; CREATE POLICY house ON given.message USING (true) WITH CHECK (false)`,
    `DROP POLICY house ON given.message; ${own}`,
    secured("row-level security of given.message refuses what the stub writes (SQLSTATE 42501); let its policies"),
  ],
  [
    "without a policy for rows that are added",
    `${foreign}; ALTER TABLE given.message ENABLE ROW LEVEL SECURITY; CREATE POLICY house ON given.message FOR SELECT USING (true)`,
    `DROP POLICY house ON given.message; ${own}`,
    secured(
      "row-level security of given.message has no policy that lets the user INSERT, UPDATE, DELETE; CREATE POLICY",
    ),
  ],
])("is not healthy as long as it takes nothing, and again when it does: a store %s", async (_, harm, undo, found) => {
  await admin.query(harm);
  try {
    await expect(send()).rejects.toMatchObject(found);
    for (const time of [1, 2]) await expect(store.health(), `time ${time}`).rejects.toMatchObject(found);
    await expect(store.health()).rejects.not.toThrow(HOUSE_RULE);
  } finally {
    await admin.query(undo);
  }
  await store.health();
  await send();
});

it.each(["hit", "fault_count", "setting"])("is not healthy without what some messages need: %s", async (table) => {
  await admin.query(`ALTER TABLE given.${table} RENAME TO elsewhere`);
  await expect(store.health()).rejects.toMatchObject(missing(`table ${table} is`));
  await admin.query(`ALTER TABLE given.elsewhere RENAME TO ${table}`);
  await store.health();
});

it("asks for as much as was refused, until something was taken", async () => {
  await admin.query(
    "CREATE TRIGGER refuse BEFORE INSERT ON given.message FOR EACH ROW EXECUTE FUNCTION public.refuse('large')",
  );
  await send();
  await store.health();
  await expect(send(20_000)).rejects.toMatchObject(full);
  await expect(store.health()).rejects.toMatchObject(full);
  await send();
  await store.health();
  await admin.query("DROP TRIGGER refuse ON given.message");
});

it("says that a namespace cannot be made", async () => {
  await admin.query(
    "CREATE TRIGGER refuse BEFORE INSERT ON given.progress FOR EACH ROW EXECUTE FUNCTION public.refuse()",
  );
  await expect(store.ensure("new", DEFAULT_CONFIG, NOW)).rejects.toMatchObject(full);
  await expect(store.health()).rejects.toMatchObject(full);
  await admin.query("DROP TRIGGER refuse ON given.progress");
  await store.health();
});

it("leaves nothing of what it tries, and locks nothing for it", async () => {
  const count = async (): Promise<unknown> => {
    const { rows } = await admin.query(
      "SELECT (SELECT count(*) FROM given.namespace) + (SELECT count(*) FROM given.progress) + (SELECT count(*) FROM given.message) AS count",
    );
    return rows[0];
  };
  const before = await count();
  await admin.query("ALTER TABLE given.message RENAME TO elsewhere");
  await expect(send()).rejects.toMatchObject(said);
  await admin.query("ALTER TABLE given.elsewhere RENAME TO message");
  await admin.query("BEGIN; SELECT * FROM given.namespace FOR UPDATE; SELECT * FROM given.progress FOR UPDATE");
  await store.health();
  await admin.query("COMMIT");
  expect(await count()).toEqual(before);
});
