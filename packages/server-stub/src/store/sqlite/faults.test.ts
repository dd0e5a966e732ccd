import { DatabaseSync } from "node:sqlite";
import { expect, it } from "vitest";
import { useSqliteFiles } from "../conformance/sqlite-files.js";
import { take, takeLarge } from "../conformance/taking.js";
import type { StoreFault } from "../errors.js";

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
