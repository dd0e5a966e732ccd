import { existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { DatabaseSync as Database } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { useSqliteFiles } from "../conformance/sqlite-files.js";
import { idsOf, take, takeLarge } from "../conformance/taking.js";
import { SqliteStore } from "./sqlite-store.js";

const { fresh, make } = useSqliteFiles();

describe("commits", () => {
  it("are synchronous and shared by one turn of the event loop", async () => {
    const modes: unknown[] = [];
    const store = await make({
      beforeCommit: (database: DatabaseSync) => {
        const { synchronous } = database.prepare("PRAGMA synchronous").get() ?? {};
        const { journal_mode: journal } = database.prepare("PRAGMA journal_mode").get() ?? {};
        modes.push({ synchronous, journal });
      },
    });
    modes.length = 0;
    await Promise.all(Array.from({ length: 40 }, (_, index) => take(store, `r${index}`)));
    expect(modes).toEqual([{ synchronous: 2, journal: "wal" }]);
    expect(await idsOf(store)).toHaveLength(40);
  });

  it("that fail reject everybody who waits, keep nothing, and the next one succeeds", async () => {
    let breaks = false;
    const store = await make({
      beforeCommit: (database) => {
        if (!breaks) return;
        // A deferred constraint is checked by COMMIT itself.
        database.exec("CREATE TABLE IF NOT EXISTS parent (id INTEGER PRIMARY KEY)");
        database.exec(
          "CREATE TABLE IF NOT EXISTS child (id INTEGER REFERENCES parent (id) DEFERRABLE INITIALLY DEFERRED)",
        );
        database.exec("INSERT INTO child VALUES (1)");
      },
    });
    await take(store, "before");
    breaks = true;
    const results = await Promise.allSettled(["r1", "r2", "r2", "before"].map((id) => take(store, id)));
    for (const result of results) {
      expect(result).toMatchObject({ status: "rejected", reason: { code: "STORE_LOST" } });
    }
    breaks = false;
    expect(await idsOf(store)).toEqual(["before"]);
    expect((await take(store, "r1")).decision.stored).toBeUndefined();
    expect((await take(store, "before")).decision.stored).toBeDefined();
    expect(await idsOf(store)).toEqual(["before", "r1"]);
  });

  it("that find the disk full reject, and the store recovers when there is room", async () => {
    let pages = 0;
    const store = await make({
      beforeCommit: (database) => {
        if (pages > 0) database.exec(`PRAGMA max_page_count = ${pages}`);
      },
    });
    pages = 1;
    await take(store, "shrinks the limit");
    const results = await Promise.allSettled(Array.from({ length: 400 }, (_, index) => take(store, `r${index}`)));
    const reasons: unknown[] = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
    expect(reasons.length).toBeGreaterThan(0);
    for (const reason of reasons) expect(reason).toMatchObject({ code: "STORE_LOST" });
    pages = 1_000_000;
    await store.messages("default", {}, { limit: 1 });
    expect((await take(store, "after")).decision.stored).toBeUndefined();
  });
});

describe("the file", () => {
  it("is short again after a sweep, and not only after the next messages", async () => {
    const file = fresh();
    const store = await make({ file });
    for (let nth = 0; nth < 20; nth += 1) await takeLarge(store, `r${nth}`, 1_000_000);
    await store.reset("default", 1);
    const most = { messages: 1e9, attempts: 1e9, answers: 1e9 };
    await store.sweep(() => ({ ...most, controls: 9, bytes: most, now: 1, answersSince: 0 }));
    expect(statSync(file).size).toBeLessThan(6_000_000);
  });

  it("keeps everything over a restart, with lookups in every stage", async () => {
    const file = fresh();
    const first = await make({ file, lookupRun: 100 });
    for (let turn = 0; turn < 25; turn += 1) {
      await Promise.all(Array.from({ length: 20 }, (_, index) => take(first, `r${turn}-${index}`)));
    }
    const key = await first.platformKey(async () => ({ keyVersion: "1", privateKey: "p", publicKey: "q" }));
    await first.close();
    const second = await make({ file, lookupRun: 100 });
    for (let turn = 0; turn < 25; turn += 1) {
      const again = await Promise.all(Array.from({ length: 20 }, (_, index) => take(second, `r${turn}-${index}`)));
      expect(again.every(({ decision }) => decision.stored !== undefined)).toBe(true);
    }
    expect(await idsOf(second)).toHaveLength(500);
    expect((await second.messages("default", { requestId: "r7-7" }, { limit: 5 })).rows).toHaveLength(1);
    expect(await second.platformKey(() => Promise.reject(new Error("made twice")))).toEqual(key);
  });

  it("tells answers that it has from those that it has not once it has read what leads to them, in several turns", async () => {
    const file = fresh();
    const first = await make({ file, lookupRun: 100 });
    const keys = Array.from({ length: 6000 }, (_, index) => `r${index}`);
    for (const _ of [1, 2]) await Promise.all(keys.map((key) => take(first, key)));
    await Promise.all(Array.from({ length: 200 }, (_, index) => take(first, `later ${index}`)));
    await first.close();
    let next = "";
    const second = await make({ file, lookupRun: 100, beforeCommit: (database) => database.exec(next) });
    // Each turn that a health check waits for is one that reads.
    for (let turn = 0; turn < 10; turn += 1) await second.health();
    const [from, to] = ["lookup", "put_away"];
    next = `ALTER TABLE ${from} RENAME TO ${to}`;
    await second.health();
    next = "";
    expect((await take(second, "nobody's")).decision.stored).toBeUndefined();
    next = `ALTER TABLE ${to} RENAME TO ${from}`;
    await second.health();
    next = "";
    const again = await Promise.all(keys.map((key) => take(second, key)));
    expect(again.every(({ decision }) => decision.stored !== undefined)).toBe(true);
  });

  it("is taken by one process at a time, and free after its end", async () => {
    const file = fresh();
    const first = await make({ file });
    const second = new SqliteStore({ file });
    await expect(second.open()).rejects.toMatchObject({
      code: "STORE_UNUSABLE",
      message: expect.stringContaining("another process uses this file"),
    });
    await first.close();
    await second.open();
    await second.close();
  });

  it("is a closed book to strangers, with one line that says so", async () => {
    const text = fresh();
    writeFileSync(text, "this is a text file and no database at all, whatever its name may say".repeat(20));
    await expect(new SqliteStore({ file: text }).open()).rejects.toThrow(/not an SQLite database/u);
    const directory = fresh();
    mkdirSync(directory);
    await expect(new SqliteStore({ file: directory }).open()).rejects.toThrow(/this is a folder; name a file in it/u);
    await expect(new SqliteStore({ file: join(text, "stub.db") }).open()).rejects.toMatchObject({
      code: "STORE_UNUSABLE",
    });
    await expect(new SqliteStore({ file: "/proc/nowhere/stub.db" }).open()).rejects.toMatchObject({
      code: "STORE_UNUSABLE",
    });
    const newer = fresh();
    await (await make({ file: newer })).close();
    const database = new Database(newer);
    database.exec("INSERT INTO schema_version (version) VALUES (999)");
    database.close();
    await expect(new SqliteStore({ file: newer }).open()).rejects.toThrow(/newer version/u);
  });

  it("can be opened again after a failure", async () => {
    const blocked = fresh();
    writeFileSync(blocked, "");
    const store = new SqliteStore({ file: join(blocked, "stub.db") });
    await expect(store.open()).rejects.toMatchObject({ code: "STORE_UNUSABLE" });
    rmSync(blocked);
    await store.open();
    await store.close();
    expect(existsSync(join(blocked, "stub.db"))).toBe(true);
    expect(readdirSync(blocked).filter((name) => name.endsWith("-wal"))).toEqual([]);
  });
});
