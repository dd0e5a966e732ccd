import {
  closeSync,
  copyFileSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { checkStore } from "../check-store.js";
import { moveLog } from "../conformance/outside.js";
import { useSqliteFiles } from "../conformance/sqlite-files.js";
import { idsOf, take, takeLarge } from "../conformance/taking.js";
import type { StoreLostError } from "../errors.js";
import { HEADER_LENGTH } from "./file-header.js";
import { SqliteStore } from "./sqlite-store.js";

const { fresh, killed, make } = useSqliteFiles();

/** The same file with other content, as `cp` and `rsync --inplace` leave it. */
const putOver = (file: string, content: Buffer): void => writeFileSync(file, content);

const putFirstPage = (file: string, content: Buffer): void => {
  const descriptor = openSync(file, "r+");
  writeSync(descriptor, content, 0, 4096, 0);
  closeSync(descriptor);
};

const older = (file: string): Buffer => readFileSync(`${file}.older`);

/** A file with more than its older copy, and no log. Nobody looks in between: what is known of the file is what the copy has. */
const outgrow = async (store: SqliteStore, file: string, how?: string): Promise<void> => {
  await takeLarge(store, "before", 100_000);
  moveLog(file);
  copyFileSync(file, `${file}.older`);
  await takeLarge(store, "later", 300_000);
  moveLog(file, how);
};

/** What may be written over a file whose log was moved into it just before. */
const overwrites: readonly [what: string, write: (file: string) => void][] = [
  ["an older copy", (file) => putOver(file, older(file))],
  [
    "an older copy with zeros up to its length",
    (file) => {
      const { size } = statSync(file);
      putOver(file, older(file));
      truncateSync(file, size);
    },
  ],
  [
    "an older copy, with the times of the file",
    (file) => {
      const { atime, mtime } = statSync(file);
      putOver(file, older(file));
      utimesSync(file, atime, mtime);
    },
  ],
  ["the first page of an older copy", (file) => putFirstPage(file, older(file))],
  ["its end is cut off", (file) => truncateSync(file, statSync(file).size - 8192)],
];

const damaged = (file: string) => ({
  code: "STORE_LOST",
  fault: "damaged",
  message: expect.stringContaining(`${file} was written over while it was in use`),
});

describe("a file that is written over right after its log was moved into it", () => {
  it.each(
    overwrites.flatMap(([what, write]) => ["PASSIVE", "RESTART", "TRUNCATE"].map((how) => [what, how, write] as const)),
  )("takes nothing more, and does not start again: %s, %s", async (_, how, write) => {
    const file = fresh();
    const told: StoreLostError[] = [];
    const store = await make({ file, onLost: (error) => told.push(error) });
    await outgrow(store, file, how);
    copyFileSync(file, `${file}.sound`);
    write(file);
    await expect(take(store, "lost")).rejects.toMatchObject(damaged(file));
    await expect(store.health()).rejects.toMatchObject({ fault: "damaged" });
    expect(told).toHaveLength(1);
    const left = killed(file);
    for (const now of [left, file]) {
      if (now === file) await store.close();
      await expect(new SqliteStore({ file: now }).open()).rejects.toThrow(/written over.*remove .*\.unclean/u);
      await expect(checkStore(`sqlite:${now}`)).rejects.toThrow(/written over/u);
    }
    rmSync(`${file}-wal`, { force: true });
    rmSync(`${file}-shm`, { force: true });
    rmSync(`${file}.unclean`);
    putOver(file, readFileSync(`${file}.sound`));
    expect(await idsOf(await make({ file }))).toEqual(["before", "later"]);
  });

  it("is noticed where the copy is as long as the file", async () => {
    const file = fresh();
    const store = await make({ file });
    await takeLarge(store, "before", 100_000);
    await store.reset("default", 1);
    moveLog(file);
    copyFileSync(file, `${file}.older`);
    await take(store, "later");
    moveLog(file);
    expect(statSync(`${file}.older`).size).toBe(statSync(file).size);
    putOver(file, older(file));
    await expect(take(store, "lost")).rejects.toMatchObject(damaged(file));
  });

  it("is noticed right after a start, where the first page is the same", async () => {
    const file = fresh();
    const first = await make({ file });
    await takeLarge(first, "before", 100_000);
    await first.close();
    await (await make({ file })).close();
    copyFileSync(file, `${file}.older`);
    const second = await make({ file });
    await take(second, "later");
    await second.close();
    expect(readFileSync(file).subarray(0, HEADER_LENGTH)).toEqual(older(file).subarray(0, HEADER_LENGTH));
    const third = await make({ file });
    putOver(file, older(file));
    await expect(take(third, "lost")).rejects.toMatchObject(damaged(file));
  });

  it("is noticed while a transaction is open, before anybody is answered", async () => {
    const file = fresh();
    let isNow = false;
    const store = await make({
      file,
      beforeCommit: () => {
        if (isNow) putOver(file, older(file));
      },
    });
    await takeLarge(store, "before", 100_000);
    copyFileSync(file, `${file}.older`);
    moveLog(file);
    await take(store, "later");
    isNow = true;
    await expect(take(store, "lost")).rejects.toMatchObject(damaged(file));
  });

  it("is noticed while nobody asks", async () => {
    const file = fresh();
    const told: StoreLostError[] = [];
    const store = await make({ file, onLost: (error) => told.push(error) });
    await outgrow(store, file);
    putOver(file, older(file));
    await expect.poll(() => told, { timeout: 120_000 }).toEqual([expect.objectContaining(damaged(file))]);
  });
});

/** A store that was killed, with some in its log; `used` is the one that lives on. */
const killedLater = async (): Promise<{ readonly used: string; readonly file: string }> => {
  const used = fresh();
  const store = await make({ file: used });
  await outgrow(store, used);
  const said = readFileSync(`${used}.unclean`, "utf8");
  // What the file has is noted within a second.
  await expect.poll(() => readFileSync(`${used}.unclean`, "utf8"), { timeout: 120_000 }).not.toBe(said);
  await take(store, "last");
  return { used, file: killed(used) };
};

const besideLog = /a copy was put in its place, and .*-wal .*move .*-wal and .*-shm away.*remove .*\.unclean/u;

it("an older copy beside the log of a store that was killed is named", async () => {
  const { used, file } = await killedLater();
  copyFileSync(`${used}.older`, file);
  await expect(new SqliteStore({ file }).open()).rejects.toThrow(besideLog);
  copyFileSync(used, file);
  expect(await idsOf(await make({ file }))).toEqual(["before", "later", "last"]);
  // Of the second one the first has moved what the file has.
  const twice = killed(file);
  copyFileSync(`${used}.older`, twice);
  await expect(new SqliteStore({ file: twice }).open()).rejects.toThrow(besideLog);
});

/** What SQLite makes of a file and its log, as `.backup` does. */
const copyWhole = (file: string, copy: string): void => {
  const database = new DatabaseSync(file);
  database.prepare("VACUUM INTO ?").run(copy);
  database.close();
};

it("a copy that has everything opens once the log beside it is moved away, and an older one says what is missing", async () => {
  const { used, file } = await killedLater();
  copyWhole(killed(used), `${used}.whole`);
  const old = killed(file);
  for (const [place, copy] of [
    [file, "whole"],
    [old, "older"],
  ] as const) {
    copyFileSync(`${used}.${copy}`, place);
    await expect(new SqliteStore({ file: place }).open()).rejects.toThrow(besideLog);
    for (const end of ["-wal", "-shm"]) rmSync(place + end, { force: true });
  }
  expect(await idsOf(await make({ file }))).toEqual(["before", "later", "last"]);
  await expect(new SqliteStore({ file: old }).open()).rejects.toThrow(/-wal is missing, and the newest messages/u);
  rmSync(`${old}.unclean`);
  expect(await idsOf(await make({ file: old }))).toEqual(["before"]);
});

it("an older copy may be put in the place of a store that was stopped", async () => {
  const file = fresh();
  const first = await make({ file });
  await take(first, "before");
  moveLog(file);
  copyFileSync(file, `${file}.older`);
  await takeLarge(first, "later", 300_000);
  moveLog(file);
  expect(await first.health()).toEqual({ soundness: "sound" });
  await first.close();
  putOver(file, older(file));
  expect(await idsOf(await make({ file }))).toEqual(["before"]);
});
