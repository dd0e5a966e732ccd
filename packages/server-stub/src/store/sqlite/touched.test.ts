import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  existsSync,
  linkSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { moveLog, outside } from "../conformance/outside.js";
import { useSqliteFiles } from "../conformance/sqlite-files.js";
import { idsOf, take, takeLarge } from "../conformance/taking.js";
import { changesOf } from "./file-header.js";

const { fresh, killed, make } = useSqliteFiles();

/** What a process of its own is told when it asks for the file alone. In this one SQLite knows of the store, whatever has become of its locks. */
const askedElsewhere = (file: string): string => {
  const text = `const { DatabaseSync } = require("node:sqlite");
    const other = new DatabaseSync(process.argv[1]);
    try {
      other.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE; ROLLBACK");
      console.log("it is free");
    } catch (error) {
      console.log(error.message);
    }`;
  return execFileSync(process.execPath, ["--eval", text, "--", file], { encoding: "utf8" }).trim();
};

/** What changes a file, or when it was changed, and nothing of what it has. */
const harmless: readonly [what: string, touch: (file: string) => void][] = [
  ["other times", (file) => utimesSync(file, new Date(0), new Date(0))],
  ["a time to come", (file) => utimesSync(file, new Date(4e12), new Date(4e12))],
  ["other permissions", (file) => chmodSync(file, 0o640)],
  [
    "a second name",
    (file) => {
      linkSync(file, `${file}.link`);
      rmSync(`${file}.link`);
    },
  ],
  ["itself once more", (file) => writeFileSync(file, readFileSync(file))],
  ["the log, as far as it goes", (file) => moveLog(file, "PASSIVE")],
  ["the log, which begins anew", (file) => moveLog(file, "RESTART")],
  ["the log, which is cut", (file) => moveLog(file)],
  [
    "a copy by SQLite",
    (file) => {
      rmSync(`${file}.copy`, { force: true });
      outside(file, `VACUUM INTO '${file}.copy'`);
    },
  ],
];

describe("a file in use that is as it should be", () => {
  it.each(harmless)("goes on, and ends in order: %s", async (_, touch) => {
    const file = fresh();
    const store = await make({ file });
    for (let turn = 0; turn < 3; turn += 1) {
      await takeLarge(store, `large-${turn}`, 200_000);
      touch(file);
      await take(store, `small-${turn}`);
      touch(file);
      expect(await store.health()).toEqual({ soundness: "sound" });
      // It becomes shorter.
      if (turn === 1) await store.reset("default", 1);
      touch(file);
    }
    await store.close();
    expect(existsSync(`${file}.unclean`)).toBe(false);
    expect(await idsOf(await make({ file }))).toEqual(["large-2", "small-2"]);
  });

  it("goes on while somebody who reads keeps a part of the log out of it", async () => {
    const file = fresh();
    const store = await make({ file });
    await takeLarge(store, "first", 200_000);
    const reader = new DatabaseSync(file, { readOnly: true });
    reader.exec("BEGIN; SELECT count(*) FROM message");
    await takeLarge(store, "second", 200_000);
    for (const how of ["PASSIVE", "PASSIVE", "PASSIVE"]) {
      moveLog(file, how);
      expect(await store.health()).toEqual({ soundness: "sound" });
      await take(store, how + (await idsOf(store)).length);
    }
    reader.close();
    moveLog(file);
    await take(store, "last");
    expect(await store.health()).toEqual({ soundness: "sound" });
    expect(await idsOf(store)).toHaveLength(6);
  });

  it("goes on when its log is moved into it again and again", async () => {
    const file = fresh();
    const store = await make({ file });
    for (let turn = 0; turn < 5; turn += 1) {
      const large = Array.from({ length: 20 }, (_, nth) => takeLarge(store, `${turn}-${nth}`, 1_000_000));
      await Promise.all(large);
      if (turn % 2 === 1) await store.reset("default", 1);
      expect(await store.health()).toEqual({ soundness: "sound" });
    }
  });

  it("goes on where it may not be opened once more", async () => {
    const file = fresh();
    const store = await make({ file });
    await takeLarge(store, "first", 200_000);
    moveLog(file);
    chmodSync(file, 0o000);
    await take(store, "second");
    expect(await store.health()).toEqual({ soundness: "sound" });
    chmodSync(file, 0o600);
    expect(await idsOf(store)).toEqual(["first", "second"]);
  });

  it("goes on with zeros behind its end", async () => {
    const file = fresh();
    const first = await make({ file });
    await takeLarge(first, "first", 200_000);
    await first.close();
    appendFileSync(file, Buffer.alloc(40_960));
    const store = await make({ file });
    for (const id of ["second", "third"]) {
      await takeLarge(store, id, 100_000);
      moveLog(file);
      expect(await store.health()).toEqual({ soundness: "sound" });
    }
    expect(await idsOf(store)).toEqual(["first", "second", "third"]);
  });

  it.each([
    ["no id of its own", "PRAGMA application_id = 0"],
    ["a form that never shrinks", "PRAGMA auto_vacuum = NONE", "VACUUM"],
    ["neither, as older versions left it", "PRAGMA application_id = 0", "PRAGMA auto_vacuum = NONE", "VACUUM"],
  ])("goes on after a start that has laid it out anew: %s", async (_, ...statements) => {
    const file = fresh();
    const first = await make({ file });
    await takeLarge(first, "first", 200_000);
    await first.close();
    const other = new DatabaseSync(file);
    for (const statement of statements) other.exec(statement);
    other.close();
    const second = await make({ file });
    // Nothing of the log is in the file yet.
    const left = killed(file);
    for (const store of [second, await make({ file: left })]) {
      const now = store === second ? file : left;
      for (const how of ["PASSIVE", "RESTART", "TRUNCATE"]) {
        await takeLarge(store, how, 100_000);
        moveLog(now, how);
        expect(await store.health()).toEqual({ soundness: "sound" });
      }
      await store.close();
      expect(await idsOf(await make({ file: now }))).toEqual(["first", "PASSIVE", "RESTART", "TRUNCATE"]);
    }
  });

  it("goes on once it is back after it was moved away in the middle of a commit", async () => {
    const file = fresh();
    let isNow = false;
    const store = await make({
      file,
      beforeCommit: () => {
        if (isNow) renameSync(file, `${file}.away`);
      },
    });
    await take(store, "first");
    isNow = true;
    await expect(take(store, "second")).rejects.toMatchObject({ fault: "lost" });
    isNow = false;
    renameSync(`${file}.away`, file);
    await take(store, "third");
    expect(await store.health()).toEqual({ soundness: "sound" });
    expect(await idsOf(store)).toEqual(["first", "second", "third"]);
  });
});

describe("after a kill", () => {
  it("keeps the locks on its file, however often that is looked into", async () => {
    const used = fresh();
    const first = await make({ file: used });
    await takeLarge(first, "first", 200_000);
    moveLog(used);
    await take(first, "second");
    const file = killed(used);
    const store = await make({ file });
    expect(askedElsewhere(file)).toBe("database is locked");
    moveLog(file);
    await take(store, "third");
    expect(askedElsewhere(file)).toBe("database is locked");
    expect(await idsOf(store)).toEqual(["first", "second", "third"]);
  });

  it("a copy that SQLite has made takes the place of file and log", async () => {
    const used = fresh();
    const store = await make({ file: used });
    for (const id of ["first", "second", "third"]) {
      await takeLarge(store, id, 200_000);
      moveLog(used);
    }
    const file = killed(used);
    outside(file, `VACUUM INTO '${file}.copy'`);
    rmSync(`${file}-wal`, { force: true });
    renameSync(`${file}.copy`, file);
    expect(await idsOf(await make({ file }))).toEqual(["first", "second", "third"]);
    // It counts anew, and so does the mark.
    await expect(make({ file: killed(file) }).then(idsOf)).resolves.toEqual(["first", "second", "third"]);
  });

  it("a part of the log that has not reached the disk with the machine is in the log still", async () => {
    const used = fresh();
    const store = await make({ file: used });
    await takeLarge(store, "first", 200_000);
    const file = killed(used);
    const reader = new DatabaseSync(used, { readOnly: true });
    reader.exec("BEGIN; SELECT count(*) FROM message");
    // Its first page stays as it is, so that the part has it.
    await store.platformKey(async () => ({ keyVersion: "1", privateKey: "p", publicKey: "q" }));
    moveLog(used, "PASSIVE");
    expect(changesOf(readFileSync(used))).toBeGreaterThan(changesOf(readFileSync(file)));
    rmSync(`${used}.unclean`);
    // It is made again with what is known of the file.
    await expect.poll(() => existsSync(`${used}.unclean`), { timeout: 120_000 }).toBe(true);
    for (const end of ["-wal", ".unclean"]) copyFileSync(`${used}${end}`, `${file}${end}`);
    reader.close();
    expect(await idsOf(await make({ file }))).toEqual(["first"]);
  });
});
