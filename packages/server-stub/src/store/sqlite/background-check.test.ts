import { readFileSync, statSync, writeFileSync } from "node:fs";
import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, it } from "vitest";
import { useSqliteFiles } from "../conformance/sqlite-files.js";
import { take, takeLarge } from "../conformance/taking.js";
import type { StoreLostError } from "../errors.js";
import type { SqliteStore } from "./sqlite-store.js";

const { fresh, make } = useSqliteFiles();

/** A store that counts as large, and has been filled. */
const fill = async (file: string): Promise<void> => {
  const store = await make({ file });
  for (let nth = 0; nth < 20; nth += 1) await takeLarge(store, `r${nth}`, 5000);
  await store.close();
};

const soundnessOf = async (store: SqliteStore) => (await store.health()).soundness;

it("reads a large file while it is used already, and says when it is done", async () => {
  const file = fresh();
  await fill(file);
  const store = await make({ file, largestChecked: 0 });
  expect(await soundnessOf(store)).toBe("checking");
  await take(store, "meanwhile");
  while ((await soundnessOf(store)) === "checking");
  expect(await soundnessOf(store)).toBe("sound");
});

it("takes nothing more once damage is found", async () => {
  const file = fresh();
  await fill(file);
  const whole = readFileSync(file);
  const pages = statSync(file).size / 4096;
  // A page of the texts, which nobody reads before somebody asks for that message.
  const middle = Math.floor(pages / 2) * 4096;
  writeFileSync(file, Buffer.from(whole).fill(0xa5, middle, middle + 4096 * 4));
  const told: StoreLostError[] = [];
  const store = await make({ file, largestChecked: 0, onLost: (error) => told.push(error) });
  while (told.length === 0) await nextTurn();
  expect(told).toMatchObject([{ fault: "damaged", message: expect.stringContaining(file) }]);
  await expect(take(store, "after")).rejects.toMatchObject({ fault: "damaged" });
  await expect(store.health()).rejects.toMatchObject({ fault: "damaged" });
});

it("ends with the store, which ends cleanly", async () => {
  const file = fresh();
  await fill(file);
  const store = await make({ file, largestChecked: 0 });
  await take(store, "last");
  await store.close();
  const again = await make({ file });
  expect(await soundnessOf(again)).toBe("sound");
  expect((await again.messages("default", {}, { limit: 100 })).rows).toHaveLength(21);
});
