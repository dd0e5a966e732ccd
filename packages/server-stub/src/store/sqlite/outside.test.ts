import { copyFileSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { checkStore } from "../check-store.js";
import { useSqliteFiles } from "../conformance/sqlite-files.js";
import { idsOf, take, takeLarge } from "../conformance/taking.js";
import { SqliteStore } from "./sqlite-store.js";

const { fresh, killed, make } = useSqliteFiles();

/** What another program does with a store in use. */
const outside = (file: string, sql: string): void => {
  const other = new DatabaseSync(file);
  other.prepare(sql).all();
  other.close();
};

const harmless = [
  "PRAGMA wal_checkpoint(PASSIVE)",
  "PRAGMA wal_checkpoint(FULL)",
  "PRAGMA wal_checkpoint(RESTART)",
  "PRAGMA wal_checkpoint(TRUNCATE)",
  "SELECT count(*) FROM message",
  "PRAGMA integrity_check",
  "VACUUM INTO '%.copy'",
];

describe("another program on a store in use", () => {
  it.each(harmless)("does no harm when it reads, or moves the log into the file: %s", async (sql) => {
    const file = fresh();
    const store = await make({ file });
    for (let turn = 0; turn < 3; turn += 1) {
      await takeLarge(store, `before-${turn}`, 20_000);
      rmSync(`${file}.copy`, { force: true });
      outside(file, sql.replace("%", file));
      expect(await store.health()).toEqual({ soundness: "sound" });
      await take(store, `after-${turn}`);
    }
    await store.close();
    expect(await idsOf(await make({ file }))).toHaveLength(6);
  });

  it.each(["UPDATE setting SET value = 'x' WHERE name = 'probe'", "DELETE FROM message", "VACUUM"])(
    "is noticed when it writes, until a new start: %s",
    async (sql) => {
      const file = fresh();
      const store = await make({ file });
      await takeLarge(store, "before", 20_000);
      outside(file, sql);
      const lost = { fault: "lost", message: expect.stringMatching(/another program has written to .*stub\.db/u) };
      await expect(take(store, "after")).rejects.toMatchObject(lost);
      outside(file, "PRAGMA wal_checkpoint(TRUNCATE)");
      await expect(store.health()).rejects.toMatchObject(lost);
      await store.close();
      await take(await make({ file }), "later");
    },
  );
});

/** What may become of a log, or a file, between the last message and the kill. */
const cuts: readonly [what: string, cut: (file: string) => void][] = [
  ["the log is emptied", (file) => truncateSync(`${file}-wal`, 0)],
  ["the log lacks its end", (file) => truncateSync(`${file}-wal`, readFileSync(`${file}-wal`).length - 4096)],
  ["the log is filled with something else", (file) => writeFileSync(`${file}-wal`, Buffer.alloc(100_000, 0xa5))],
  [
    "a byte of the log's last frame is another one",
    (file) => {
      const log = readFileSync(`${file}-wal`);
      log.writeUInt8(log.readUInt8(log.length - 1) ^ 1, log.length - 1);
      writeFileSync(`${file}-wal`, log);
    },
  ],
  ["the log is an older one", (file) => copyFileSync(`${file}.older`, `${file}-wal`)],
  ["the log is removed", (file) => rmSync(`${file}-wal`)],
];

describe("a store that was killed", () => {
  it.each(cuts)("is refused when its newest messages are missing, until somebody says so: %s", async (_, cut) => {
    const used = fresh();
    const store = await make({ file: used });
    await takeLarge(store, "first", 20_000);
    copyFileSync(`${used}-wal`, `${used}.older`);
    await take(store, "second");
    const file = killed(used);
    cut(file);
    const before = readFileSync(file);
    for (let start = 0; start < 2; start += 1) {
      await expect(new SqliteStore({ file }).open()).rejects.toMatchObject({
        fault: "damaged",
        message: expect.stringMatching(/newest messages (?:are missing|with it).*remove .*\.unclean/u),
      });
    }
    await expect(checkStore(`sqlite:${file}`)).rejects.toThrow(/newest messages/u);
    expect(readFileSync(file).equals(before)).toBe(true);
    rmSync(`${file}.unclean`);
    await take(await make({ file }), "later");
  });

  it.each([
    ["empty", (file: string) => truncateSync(file, 0)],
    ["missing", (file: string) => rmSync(file)],
  ] as const)("is refused when its file is %s, and keeps its log", async (what, cut) => {
    const used = fresh();
    await takeLarge(await make({ file: used }), "first", 20_000);
    const file = killed(used);
    cut(file);
    const log = readFileSync(`${file}-wal`);
    await expect(new SqliteStore({ file }).open()).rejects.toThrow(
      new RegExp(`the file is ${what}.* put it back, or remove .*unclean and .*-wal`, "u"),
    );
    expect(readFileSync(`${file}-wal`).equals(log)).toBe(true);
  });

  it("starts when another program has moved its log into the file", async () => {
    const used = fresh();
    const store = await make({ file: used });
    await takeLarge(store, "first", 20_000);
    const file = killed(used);
    outside(file, "SELECT count(*) FROM message");
    expect(readdirSync(dirname(file))).not.toContain("stub.db-wal");
    expect(await idsOf(await make({ file }))).toEqual(["first"]);
  });

  it.each(["reset", "snapshot", "drop"])("starts when the newest row went with its namespace: %s", async (what) => {
    const used = fresh();
    const store = await make({ file: used });
    await take(store, "first");
    if (what === "reset") await store.reset("default", 1);
    if (what === "snapshot") await store.snapshot("default", 1);
    if (what === "drop") {
      const plan = {
        messages: 9,
        attempts: 9,
        controls: 9,
        now: 1,
        answersSince: 0,
        unusedSince: Number.MAX_SAFE_INTEGER,
      };
      await store.sweep(() => ({ ...plan, bytes: { messages: 9e9, attempts: 9e9, answers: 9e9 } }));
    }
    const again = await make({ file: killed(used) });
    await take(again, "later");
    expect(await idsOf(again)).toContain("later");
  });
});
