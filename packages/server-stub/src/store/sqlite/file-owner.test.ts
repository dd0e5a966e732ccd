import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { checkStore } from "../check-store.js";
import { useSqliteFiles } from "../conformance/sqlite-files.js";
import { take } from "../conformance/taking.js";
import { RELEASED } from "./migrations.js";
import { SqliteStore } from "./sqlite-store.js";

const { fresh, killed, make: makeStore } = useSqliteFiles();
const make = (file: string) => makeStore({ file });

/** Every file in the folder of a store, and what is in it. */
const filesBeside = (file: string): Record<string, Buffer> =>
  Object.fromEntries(readdirSync(dirname(file)).map((name) => [name, readFileSync(join(dirname(file), name))]));

const makeWith = (sql: string): string => {
  const file = fresh();
  const database = new DatabaseSync(file);
  database.exec(sql);
  database.close();
  return file;
};
/** What a kill leaves: everything is in the log. */
const makeLogWith = (sql: string): string => {
  const file = fresh();
  const database = new DatabaseSync(file);
  database.exec(`PRAGMA journal_mode = WAL; ${sql}`);
  const copy = killed(file);
  database.close();
  return copy;
};

/** The versions that a migration has written down. */
const versioned = (sql: string, index: number): string =>
  `${sql}; ${Array.from({ length: index + 1 }, (_, nth) => `INSERT INTO schema_version VALUES (${nth + 1});`).join(" ")}`;

describe("a file of another program", () => {
  const [first = "", second = ""] = RELEASED;
  const mine = "PRAGMA application_id = 0x4d504d53";
  const strangers: readonly (readonly [name: string, file: () => string, said: RegExp])[] = [
    [
      "a table of its own",
      () => makeWith("CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO customer VALUES (1, 'x')"),
      /it has a table customer/u,
    ],
    [
      "an application id",
      () => makeWith("PRAGMA application_id = 77; CREATE TABLE t (x)"),
      /its application id is 77/u,
    ],
    [
      "our application id",
      () => makeWith(`${mine}; CREATE TABLE customer (id)`),
      /it has a table customer of its own/u,
    ],
    [
      "our application id, WAL",
      () => makeWith(`${mine}; PRAGMA journal_mode = WAL; CREATE TABLE customer (id)`),
      /customer/u,
    ],
    [
      "our application id, in a log",
      () => makeLogWith(`${mine}; CREATE TABLE customer (id); INSERT INTO customer VALUES (1)`),
      /a table customer of its own/u,
    ],
    [
      "our application id, and a table of versions",
      () => makeWith(`${mine}; CREATE TABLE schema_version (version INTEGER PRIMARY KEY); CREATE TABLE message (id)`),
      /a table message of its own/u,
    ],
    [
      "our application id, and a view alone",
      () => makeWith(`${mine}; CREATE VIEW setting AS SELECT 1 AS x`),
      /a view setting/u,
    ],
    ["a user version", () => makeWith("PRAGMA user_version = 3"), /its user version is 3/u],
    ["tables, WAL", () => makeWith("PRAGMA journal_mode = WAL; CREATE TABLE customer (id INTEGER)"), /table customer/u],
    ["tables, in a log", () => makeLogWith("CREATE TABLE customer (id INTEGER)"), /table customer/u],
    ["tables with names of ours, in a log", () => makeLogWith("CREATE TABLE message (id, text)"), /table message/u],
    ...[
      "message (id, text)",
      "setting (k, v)",
      "schema_version (version TEXT)",
      "namespace (id INTEGER PRIMARY KEY)",
      "snapshot (id, at)",
      "progress (task, percent)",
      "hit (url, count)",
      "answer (id, text); CREATE TABLE attempt (id, answer)",
    ].map(
      (tables) =>
        [`CREATE TABLE ${tables}`, () => makeWith(`CREATE TABLE ${tables}`), /it has a table \w+ of/u] as const,
    ),
    [
      "a table of versions as many programs have it",
      () =>
        makeWith("CREATE TABLE schema_version (version INTEGER PRIMARY KEY); INSERT INTO schema_version VALUES (1)"),
      /some of the tables of a store, and not the others/u,
    ],
    ["a view alone", () => makeWith("CREATE VIEW today AS SELECT 1 AS one"), /it has a view today/u],
    ["a name of two lines", () => makeWith('CREATE TABLE "two\nlines" (x)'), /it has a table two lines of its own/u],
    [
      "a store and a view",
      () => makeWith(`${first}; CREATE VIEW v AS SELECT data FROM message`),
      /it has a view v of/u,
    ],
    [
      "a store and a trigger",
      () => makeWith(`${second}; CREATE TRIGGER t AFTER INSERT ON message BEGIN SELECT 1; END`),
      /it has a trigger t of/u,
    ],
    ["a store and an index", () => makeWith(`${second}; CREATE INDEX i ON answer (at)`), /it has an index i of/u],
    ["a store and a table", () => makeWith(`${first}; CREATE TABLE sqliteX (a)`), /it has a table sqliteX of/u],
    ["a store and a column", () => makeWith(`${second}; ALTER TABLE hit ADD COLUMN mine`), /it has a table hit of/u],
    ["a store that lacks a table", () => makeWith(`${second}; DROP TABLE hit`), /and not the others/u],
  ];
  it.each(strangers)("is refused and left as it is: %s", async (_, put, said) => {
    const file = put();
    const before = filesBeside(file);
    const error: unknown = await new SqliteStore({ file }).open().catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: "STORE_UNUSABLE",
      message: expect.stringMatching(/^.*belongs to another program.*$/u),
    });
    expect(error).toMatchObject({ message: expect.stringMatching(said) });
    await expect(checkStore(`sqlite:${file}`)).rejects.toThrow(/belongs to another program/u);
    expect(filesBeside(file)).toEqual(before);
  });

  const own: readonly (readonly [name: string, file: () => string])[] = [
    ...RELEASED.map((sql, index) => [`schema ${index + 1}`, () => makeWith(versioned(sql, index))] as const),
    ...RELEASED.map(
      (sql, index) => [`schema ${index + 1}, in a log`, () => makeLogWith(versioned(sql, index))] as const,
    ),
    ["nothing yet", () => makeWith("PRAGMA journal_mode = WAL")],
    ["our application id alone", () => makeWith(mine)],
    [
      "a first start that was cut short",
      () => makeWith(`${mine}; CREATE TABLE schema_version (version INTEGER PRIMARY KEY)`),
    ],
    ["statistics", () => makeWith(`${versioned(second, 1)}; ANALYZE`)],
  ];
  it.each(own)("is not one of our own from before the mark: %s", async (_, put) => {
    const file = put();
    const store = await make(file);
    await take(store, "r1");
    await store.close();
    const database = new DatabaseSync(file, { readOnly: true });
    expect(database.prepare("PRAGMA application_id").get()).toEqual({ application_id: 0x4d_50_4d_53 });
    database.close();
  });

  it("is not one of our own from a newer version, which says so, and is left as it is", async () => {
    const file = makeWith(
      `${mine}; ${versioned(second, 1)}; INSERT INTO schema_version VALUES (99); DROP TABLE hit; CREATE TABLE later (x)`,
    );
    const before = readFileSync(file);
    await expect(new SqliteStore({ file }).open()).rejects.toThrow(/newer version \(schema 99/u);
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it("is not one of our own that has lost its mark", async () => {
    const file = fresh();
    await (await make(file)).close();
    const database = new DatabaseSync(file);
    database.exec("PRAGMA application_id = 0");
    database.close();
    await expect(make(file)).resolves.toBeInstanceOf(SqliteStore);
  });
});

it("a damaged file that may be anybody's is left as it is", async () => {
  const file = makeWith("CREATE TABLE customer (id INTEGER)");
  writeFileSync(file, readFileSync(file).fill(0xa5, 100));
  const before = filesBeside(file);
  await expect(new SqliteStore({ file }).open()).rejects.toMatchObject({ fault: "damaged" });
  expect(filesBeside(file)).toEqual(before);
});
