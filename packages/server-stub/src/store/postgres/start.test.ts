import type { Client } from "pg";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { type OpenStore, startOpenStore } from "../../../test/postgres/open-store.js";
import { PostgresStore } from "./postgres-store.js";
import { COLUMNS } from "./tables.js";

let opened: OpenStore;
let admin: Client;
let url: string;

beforeAll(async () => {
  opened = await startOpenStore();
  ({ admin } = opened);
  url = `${opened.url.replace("postgres:postgres", "limited:limited")}?schema=given`;
  await admin.query("CREATE ROLE limited LOGIN PASSWORD 'limited'");
});
afterAll(() => opened.end());

const start = async (): Promise<void> => {
  const store = new PostgresStore({ url });
  try {
    await store.open();
  } finally {
    await store.close();
  }
};

beforeEach(async () => {
  await admin.query("DROP SCHEMA IF EXISTS given CASCADE; CREATE SCHEMA given AUTHORIZATION limited");
  await start();
});

it("knows every column of the newest schema", async () => {
  const { rows } = await admin.query<{ relation: string; names: readonly string[] }>(
    "SELECT table_name AS relation, array_agg(column_name::text ORDER BY column_name) AS names FROM information_schema.columns WHERE table_schema = 'given' GROUP BY 1",
  );
  const sorted = Object.entries(COLUMNS).map(([relation, names]) => [relation, names.toSorted()] as const);
  expect(Object.fromEntries(rows.map(({ relation, names }) => [relation, names.toSorted()]))).toEqual(
    Object.fromEntries(sorted),
  );
});

/** Its owner is not held to row-level security. */
const FOREIGN =
  "REASSIGN OWNED BY limited TO postgres; GRANT USAGE ON SCHEMA given TO limited; GRANT ALL ON ALL TABLES IN SCHEMA given TO limited; " +
  "GRANT USAGE ON ALL SEQUENCES IN SCHEMA given TO limited";

it.each<readonly [what: string, harm: string, fault: string, said: RegExp]>([
  ...Object.keys(COLUMNS).map(
    (table) =>
      [
        `the table ${table} is missing`,
        `DROP TABLE given.${table}`,
        "lost",
        new RegExp(
          `its table ${table} is missing in schema given; restore a backup, or DROP SCHEMA given CASCADE`,
          "u",
        ),
      ] as const,
  ),
  ["tables are missing", "DROP TABLE given.message, given.answer", "lost", /its tables answer, message are missing/u],
  [
    "a column is missing",
    "ALTER TABLE given.message RENAME data TO other",
    "lost",
    /its column data is missing in table given\.message/u,
  ],
  ["a sequence is missing", "DROP SEQUENCE given.generation", "lost", /its sequence generation is missing/u],
  ["versions are missing", "TRUNCATE given.schema_version", "lost", /its table given\.schema_version is empty/u],
  [
    "rows may not be written",
    "REVOKE INSERT ON given.message FROM limited",
    "read-only",
    /GRANT INSERT ON given\.message TO limited/u,
  ],
  [
    "rows that no message needs may not be removed",
    "REVOKE DELETE ON given.snapshot, given.layer FROM limited",
    "read-only",
    /the user may not DELETE in given\.layer, given\.snapshot; GRANT DELETE ON given\.layer, given\.snapshot TO limited/u,
  ],
  [
    "a sequence may not be used",
    "REVOKE ALL ON SEQUENCE given.generation FROM limited",
    "read-only",
    /the user may not use given\.generation; GRANT USAGE ON SEQUENCE given\.generation TO limited/u,
  ],
  [
    "the schema may not be used",
    "ALTER SCHEMA given OWNER TO postgres",
    "read-only",
    /the user may not use schema given; GRANT USAGE ON SCHEMA given TO limited/u,
  ],
  [
    "a column that was added takes no rows",
    'ALTER TABLE given.message ADD COLUMN "of Others" int NOT NULL',
    "lost",
    /column "of Others", which was added to table given\.message, is NOT NULL without a default.*; ALTER TABLE given\.message ALTER COLUMN "of Others" DROP NOT NULL/u,
  ],
  [
    "row-level security has no policy",
    `${FOREIGN}; ALTER TABLE given.message ENABLE ROW LEVEL SECURITY`,
    "read-only",
    /row-level security of given\.message has no policy that lets the user SELECT, INSERT, UPDATE, DELETE; CREATE POLICY stub ON given\.message TO limited USING \(true\)/u,
  ],
  [
    "row-level security has a policy for readers alone",
    `${FOREIGN}; ALTER TABLE given.message ENABLE ROW LEVEL SECURITY; CREATE POLICY house ON given.message FOR SELECT USING (true)`,
    "read-only",
    /of given\.message has no policy that lets the user INSERT, UPDATE, DELETE;/u,
  ],
  [
    "row-level security has a policy for somebody else",
    `${FOREIGN}; ALTER TABLE given.answer ENABLE ROW LEVEL SECURITY; CREATE POLICY house ON given.answer TO postgres USING (true)`,
    "read-only",
    /of given\.answer has no policy that lets the user SELECT/u,
  ],
  [
    "row-level security hides the version",
    `${FOREIGN}; ALTER TABLE given.schema_version ENABLE ROW LEVEL SECURITY`,
    "read-only",
    /of given\.schema_version has no policy that lets the user SELECT;/u,
  ],
])("a start says in one line that %s", async (_, harm, fault, said) => {
  await admin.query(harm);
  await expect(start()).rejects.toMatchObject({ code: "STORE_UNUSABLE", fault, message: expect.stringMatching(said) });
});

it("needs no more than the use of a schema whose tables are there", async () => {
  await admin.query(
    "REASSIGN OWNED BY limited TO postgres; GRANT USAGE ON SCHEMA given TO limited; " +
      "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA given TO limited; GRANT USAGE ON ALL SEQUENCES IN SCHEMA given TO limited",
  );
  await admin.query("REVOKE INSERT, UPDATE, DELETE ON given.schema_version FROM limited");
  await expect(start()).resolves.toBeUndefined();
});

it.each([
  [
    "row-level security with a policy for every row",
    `${FOREIGN}; ALTER TABLE given.message ENABLE ROW LEVEL SECURITY; CREATE POLICY every ON given.message USING (true)`,
  ],
  ["row-level security of tables that are its own", "ALTER TABLE given.message ENABLE ROW LEVEL SECURITY"],
  [
    "columns that were added and need no value",
    "ALTER TABLE given.message ADD COLUMN a int, ADD COLUMN b int NOT NULL DEFAULT 1, ADD COLUMN c int NOT NULL GENERATED ALWAYS AS IDENTITY",
  ],
  [
    "a column that a trigger fills",
    "ALTER TABLE given.message ADD COLUMN a int NOT NULL; CREATE OR REPLACE FUNCTION public.fill() RETURNS trigger LANGUAGE plpgsql AS " +
      "$$ BEGIN NEW.a = 1; RETURN NEW; END $$; CREATE TRIGGER fill BEFORE INSERT ON given.message FOR EACH ROW EXECUTE FUNCTION public.fill()",
  ],
  [
    "a column whose type has a default",
    "CREATE DOMAIN given.filled AS int DEFAULT 1; ALTER TABLE given.message ADD COLUMN a given.filled NOT NULL",
  ],
])("starts with %s", async (_, change) => {
  await admin.query(change);
  await expect(start()).resolves.toBeUndefined();
});

it("says that tables of an older version may not be migrated", async () => {
  await admin.query("DELETE FROM given.schema_version WHERE version > 2; REASSIGN OWNED BY limited TO postgres");
  await admin.query("GRANT ALL ON SCHEMA given TO limited; GRANT ALL ON ALL TABLES IN SCHEMA given TO limited");
  await expect(start()).rejects.toMatchObject({
    fault: "read-only",
    message: expect.stringMatching(/start the stub once as their owner/u),
  });
});

it("makes the tables again where all are gone", async () => {
  await admin.query("DROP SCHEMA given CASCADE; CREATE SCHEMA given AUTHORIZATION limited");
  await expect(start()).resolves.toBeUndefined();
});
