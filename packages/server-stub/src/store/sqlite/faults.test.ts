import { DatabaseSync } from "node:sqlite";
import { expect, it } from "vitest";
import { useSqliteFiles } from "../conformance/sqlite-files.js";
import { take, takeLarge } from "../conformance/taking.js";
import type { StoreFault } from "../errors.js";
import type { SqliteStore, SqliteStoreOptions } from "./sqlite-store.js";

const { fresh, make } = useSqliteFiles();

interface Trouble {
  readonly what: string;
  readonly fault: StoreFault;
  /** Begins it from outside, and returns what ends it. */
  readonly outside?: (file: string) => () => void;
  /** Inside of each transaction. */
  readonly inside?: (database: DatabaseSync) => void;
}

const hold =
  (begin: string) =>
  (file: string): (() => void) => {
    const other = new DatabaseSync(file);
    other.exec(begin);
    return () => other.close();
  };

const troubles: readonly Trouble[] = [
  { what: "another program holds it", fault: "locked", outside: hold("BEGIN EXCLUSIVE") },
  { what: "another program writes", fault: "locked", outside: hold("BEGIN IMMEDIATE") },
  {
    what: "nothing may be written",
    fault: "read-only",
    inside: (database) => {
      database.exec("PRAGMA query_only = 1");
      try {
        database.exec("INSERT INTO setting (name, value) VALUES ('x', 'y')");
      } finally {
        database.exec("PRAGMA query_only = 0");
      }
    },
  },
  {
    what: "no row can hold it",
    fault: "too-large",
    inside: (database) => database.exec("INSERT INTO setting (name, value) VALUES ('x', zeroblob(2000000000))"),
  },
];

it.each(troubles)("names what keeps it from writing, and recovers: $what", async ({ fault, outside, inside }) => {
  const file = fresh();
  let isTroubled = false;
  const store = await make({
    file,
    beforeCommit: (database) => {
      if (isTroubled) inside?.(database);
    },
  });
  await take(store, "before");
  isTroubled = true;
  const end = outside?.(file);
  const lost = { code: "STORE_LOST", fault, message: expect.stringContaining(file) };
  await expect(take(store, "during")).rejects.toMatchObject(lost);
  await expect(store.health()).rejects.toMatchObject(lost);
  isTroubled = false;
  end?.();
  await take(store, "after");
  expect(await store.health()).toEqual({ soundness: "sound" });
  const { rows } = await store.messages("default", {}, { limit: 9 });
  expect(rows.map(({ requestId }) => requestId)).toEqual(["before", "after"]);
});

it("is locked at start while another program holds the file", async () => {
  const file = fresh();
  await (await make({ file })).close();
  const other = new DatabaseSync(file);
  other.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; SELECT 1");
  await expect(make({ file })).rejects.toMatchObject({
    code: "STORE_UNUSABLE",
    fault: "locked",
    message: expect.stringContaining("another program holds the file"),
  });
  other.close();
  await (await make({ file })).close();
});

it("takes what is large but not too large", async () => {
  const store = await make();
  await takeLarge(store, "large", 20_000_000);
  const { rows } = await store.messages("default", {}, { limit: 9 });
  expect(rows.map(({ content }) => ("content" in content ? content.content.length : 0))).toEqual([20_000_000]);
});

/** A store whose file can be given so many pages more. */
const makeBounded = async (options: Partial<SqliteStoreOptions> = {}) => {
  let found: DatabaseSync | undefined;
  const store = await make({
    ...options,
    beforeCommit: (database) => {
      found = database;
    },
  });
  const pages = (): number => Number(found?.prepare("PRAGMA page_count").get()?.["page_count"]);
  return { store, allow: (more: number) => found?.exec(`PRAGMA max_page_count = ${pages() + more}`) };
};

const full = { code: "STORE_LOST", fault: "full" };

it("is full until there is room for what had none, or something else has found some", async () => {
  const { store, allow } = await makeBounded();
  await take(store, "before");
  allow(40);
  for (let turn = 0; turn < 2; turn += 1) {
    await expect(takeLarge(store, "large", 300_000)).rejects.toMatchObject(full);
    await expect(store.health()).rejects.toMatchObject(full);
  }
  // Lets go of rows, which are there still.
  await store.reset("default", 1);
  await expect(store.health()).rejects.toMatchObject(full);
  allow(200);
  expect(await store.health()).toEqual({ soundness: "sound" });
  await takeLarge(store, "large", 300_000);
  allow(40);
  await expect(takeLarge(store, "larger", 600_000)).rejects.toMatchObject(full);
  await take(store, "small");
  expect(await store.health()).toEqual({ soundness: "sound" });
});

it("is well again with room for one of those that were refused together", async () => {
  const { store, allow } = await makeBounded();
  await take(store, "before");
  allow(300);
  const ids = Array.from({ length: 20 }, (_, nth) => `large-${nth}`);
  const answers = await Promise.allSettled(ids.map((id) => takeLarge(store, id, 100_000)));
  expect(answers.every(({ status }) => status === "rejected")).toBe(true);
  expect(await store.health()).toEqual({ soundness: "sound" });
  await takeLarge(store, "large", 100_000);
});

const MIB = 2 ** 20;
const plan = { messages: 9, attempts: 9, controls: 9, now: 1, answersSince: 0, unusedSince: 0 };
const sweep = (store: SqliteStore) =>
  store.sweep(() => ({ ...plan, bytes: { messages: 9e9, attempts: 9e9, answers: 9e9 } }));

it("asks for a sweep at once where there is little room and something is let go", async () => {
  const store = await make({ statfs: () => ({ bsize: MIB, blocks: 20, bavail: 10 }) });
  const asked: boolean[] = [];
  store.watch((name) => asked.push(store.isOverfull(name)));
  await take(store, "r1");
  await store.reset("default", 1);
  await sweep(store);
  await take(store, "r2");
  await store.snapshot("default", 1);
  // The snapshot holds what it had.
  await store.reset("default", 1);
  await store.dropSnapshots("default");
  await sweep(store);
  await take(store, "r3");
  expect(asked).toEqual([false, true, false, false, true, true, false]);
});

it("asks for a sweep when the disk is full of what was let go", async () => {
  const { store, allow } = await makeBounded({ statfs: () => ({ bsize: MIB, blocks: 9000, bavail: 9000 }) });
  await takeLarge(store, "r1", 600_000);
  await store.reset("default", 1);
  allow(40);
  const asked: string[] = [];
  store.watch((name) => asked.push(name));
  await expect(takeLarge(store, "r2", 600_000)).rejects.toMatchObject(full);
  expect(asked).toEqual(["default"]);
  expect(store.isOverfull("default")).toBe(true);
  await sweep(store);
  await takeLarge(store, "r3", 600_000);
});
