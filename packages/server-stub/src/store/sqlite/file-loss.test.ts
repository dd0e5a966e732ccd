import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { DEFAULT_CONFIG } from "../../model/config.js";
import { checkStore } from "../check-store.js";
import { moveLog } from "../conformance/outside.js";
import { EVERYTHING, NAMESPACE, NOW } from "../conformance/records.js";
import { useSqliteFiles } from "../conformance/sqlite-files.js";
import { take, takeLarge } from "../conformance/taking.js";
import type { StoreLostError } from "../errors.js";
import { SqliteStore, type SqliteStoreOptions } from "./sqlite-store.js";

const { fresh, killed, make: makeStore } = useSqliteFiles();
const make = (file: string, options: Partial<SqliteStoreOptions> = {}) => makeStore({ file, ...options });

/** What may become of the files while they are in use, and what puts it right. */
const losses: readonly [name: string, lose: (file: string) => void, mend?: (file: string) => void][] = [
  ["the folder is removed", (file) => rmSync(dirname(file), { recursive: true })],
  [
    "the folder is moved",
    (file) => renameSync(dirname(file), `${dirname(file)}-moved`),
    (file) => renameSync(`${dirname(file)}-moved`, dirname(file)),
  ],
  [
    "a file is in the place of the folder",
    (file) => {
      renameSync(dirname(file), `${dirname(file)}-moved`);
      writeFileSync(dirname(file), "");
    },
    (file) => {
      rmSync(dirname(file));
      renameSync(`${dirname(file)}-moved`, dirname(file));
    },
  ],
  [
    "the folder is a link to itself",
    (file) => {
      renameSync(dirname(file), `${dirname(file)}-moved`);
      symlinkSync(dirname(file), dirname(file));
    },
    (file) => {
      rmSync(dirname(file));
      renameSync(`${dirname(file)}-moved`, dirname(file));
    },
  ],
  ["the file is moved", (file) => renameSync(file, `${file}.old`), (file) => renameSync(`${file}.old`, file)],
  [
    "the file is replaced by a copy",
    (file) => {
      copyFileSync(file, `${file}.copy`);
      renameSync(`${file}.copy`, file);
    },
  ],
  ["the log is removed", (file) => rmSync(`${file}-wal`)],
  ["the lock is removed", (file) => rmSync(`${file}.lock`)],
];

describe("a store whose files are lost while it runs", () => {
  it("takes nothing more when a link leads to where the file was moved, since another stub would follow it", async () => {
    const file = fresh();
    const store = await make(file);
    await take(store, "before");
    renameSync(file, `${file}.moved`);
    symlinkSync(`${file}.moved`, file);
    await expect(take(store, "after")).rejects.toMatchObject({ code: "STORE_LOST", fault: "lost" });
  });

  it.each(losses)("takes nothing more, says why, and lets nobody in: %s", async (_, lose, mend) => {
    const file = fresh();
    const told: StoreLostError[] = [];
    const store = await make(file, { onLost: (error) => told.push(error) });
    await take(store, "before");
    lose(file);
    await expect(take(store, "after")).rejects.toMatchObject({
      code: "STORE_LOST",
      fault: "lost",
      message: expect.stringContaining(file),
    });
    await expect(store.health()).rejects.toMatchObject({ fault: "lost" });
    await expect(store.messages("default", {}, { limit: 1 })).rejects.toMatchObject({ fault: "lost" });
    expect(told).toHaveLength(1);
    await expect(new SqliteStore({ file }).open()).rejects.toThrow(/another process uses this file/u);
    if (mend === undefined) return;
    mend(file);
    await take(store, "mended");
    expect(await store.health()).toEqual({ soundness: "sound" });
  });

  it("is noticed while nobody asks", async () => {
    const file = fresh();
    const told = new Promise(
      (resolve) => void make(file, { onLost: resolve }).then(() => rmSync(dirname(file), { recursive: true })),
    );
    expect(await told).toMatchObject({ fault: "lost", message: expect.stringContaining("is gone") });
  });
});

/** What may be written over a file that is in use. */
const overwrites: readonly [what: string, write: (file: string) => void][] = [
  ["it is emptied", (file) => truncateSync(file, 0)],
  ["an older copy is copied over it", (file) => copyFileSync(`${file}.backup`, file)],
  ["it is filled with something else", (file) => writeFileSync(file, "x".repeat(9000))],
];

it.each(overwrites)("a file that is written over takes nothing more: %s", async (_, write) => {
  const file = fresh();
  const first = await make(file);
  await take(first, "before");
  await first.close();
  copyFileSync(file, `${file}.backup`);
  const store = await make(file);
  await take(store, "later");
  // Everything into the file itself, as happens every 16 MiB.
  await Promise.all(Array.from({ length: 20 }, (_unused, nth) => takeLarge(store, `large-${nth}`, 1_000_000)));
  await take(store, "last");
  write(file);
  await expect(take(store, "lost")).rejects.toMatchObject({ fault: "damaged", message: expect.stringContaining(file) });
  await expect(store.health()).rejects.toMatchObject({ fault: "damaged" });
});

/** What may be written over its log, where the newest messages are. */
const cuts: readonly [what: string, write: (log: string) => void][] = [
  ["it is emptied", (log) => truncateSync(log, 0)],
  ["its end is cut off", (log) => truncateSync(log, statSync(log).size - 4096)],
  ["it is filled with something else", (log) => writeFileSync(log, Buffer.alloc(statSync(log).size), { flag: "r+" })],
];

it.each(cuts)("a log that is written over takes nothing more, and is named at the next start: %s", async (_, write) => {
  const file = fresh();
  const store = await make(file);
  await takeLarge(store, "before", 20_000);
  write(`${file}-wal`);
  await expect(take(store, "lost")).rejects.toMatchObject({
    fault: "damaged",
    message: expect.stringContaining(`${file}-wal was written over`),
  });
  await expect(store.health()).rejects.toMatchObject({ fault: "damaged" });
  await store.close();
  await expect(new SqliteStore({ file }).open()).rejects.toThrow(
    /newest messages may be missing; .*remove .*\.unclean|is not an SQLite database/u,
  );
});

it("a store goes on without a log that was emptied when it is told so", async () => {
  const file = fresh();
  const store = await make(file);
  await takeLarge(store, "before", 20_000);
  truncateSync(`${file}-wal`, 0);
  await expect(take(store, "lost")).rejects.toMatchObject({ fault: "damaged" });
  await store.close();
  rmSync(`${file}.unclean`);
  await take(await make(file), "after");
});

describe("a damaged file", () => {
  it("is refused when its log is missing, as long as nobody says that it may be", async () => {
    const used = fresh();
    await take(await make(used), "r1");
    const file = killed(used);
    rmSync(`${file}-wal`);
    await expect(new SqliteStore({ file }).open()).rejects.toMatchObject({
      code: "STORE_UNUSABLE",
      fault: "damaged",
      message: expect.stringContaining(`${file}-wal is missing`),
    });
    await expect(checkStore(`sqlite:${file}`)).rejects.toThrow(/is missing/u);
    rmSync(`${file}.unclean`);
    await expect(make(file)).resolves.toBeInstanceOf(SqliteStore);
  });

  it.each([
    ["in the same run", (used: string) => used],
    ["after a kill and a start", killed],
  ])("is refused without the newest message, though another namespace was used later: %s", async (_, goOn) => {
    const used = fresh();
    const first = await make(used);
    for (const id of ["r1", "r2", "r3"]) await take(first, id);
    await first.ensure("other", DEFAULT_CONFIG, NOW + 1);
    moveLog(used);
    await take(first, "last", { namespace: "other" });
    const now = goOn(used);
    const store = now === used ? first : await make(now);
    await store.ensure(NAMESPACE, DEFAULT_CONFIG, NOW + 3_600_000);
    const all = { answersSince: 0, now: NOW, messages: 9, attempts: 9, controls: 9, bytes: EVERYTHING };
    await store.sweep(() => all);
    const file = killed(now);
    rmSync(`${file}-wal`);
    await expect(new SqliteStore({ file }).open()).rejects.toThrow(/is missing/u);
  });

  it("is found at start and by a check, page by page", async () => {
    const file = fresh();
    const store = await make(file);
    await Promise.all(Array.from({ length: 60 }, (_, index) => take(store, `r${index}`)));
    await store.close();
    expect(existsSync(`${file}-wal`)).toBe(false);
    expect(await checkStore(`sqlite:${file}`)).toMatchObject({
      problems: [],
      counts: { namespaces: 1, messages: 60, attempts: 60, answers: 60, snapshots: 0 },
    });
    const pages = statSync(file).size / 4096;
    const whole = readFileSync(file);
    let found = 0;
    for (let page = 1; page < pages; page += 1) {
      const copy = fresh();
      mkdirSync(dirname(copy), { recursive: true });
      writeFileSync(copy, Buffer.from(whole).fill(0xa5, page * 4096, (page + 1) * 4096));
      const error: unknown = await new SqliteStore({ file: copy }).open().catch((reason: unknown) => reason);
      // Pages that hold nothing may be anything: free ones, and the map of pages where nothing can be moved.
      if (error === undefined) continue;
      found += 1;
      expect(error).toMatchObject({ code: "STORE_UNUSABLE", fault: "damaged", message: expect.stringContaining(copy) });
      const { problems } = await checkStore(`sqlite:${copy}`).catch((reason: Error) => ({
        problems: [reason.message],
      }));
      expect(problems.length).toBeGreaterThan(0);
    }
    expect(found).toBeGreaterThan(pages * 0.8);
  });

  it("takes nothing more once the damage shows", async () => {
    const file = fresh();
    // Without its cache, so that it has to read.
    const store = await make(file, { beforeCommit: (database) => database.exec("PRAGMA shrink_memory") });
    await Promise.all(Array.from({ length: 40 }, (_, index) => take(store, `r${index}`)));
    // Somebody writes over it while it is open.
    for (const name of [file, `${file}-wal`]) truncateSync(name, 4096);
    writeFileSync(file, Buffer.alloc(200_000, 0xa5));
    const errors: unknown[] = [];
    for (let index = 0; index < 50 && errors.length < 2; index += 1) {
      await take(store, `s${index}`).catch((error: unknown) => errors.push(error));
      await store.messages("default", {}, { limit: 100 }).catch((error: unknown) => errors.push(error));
    }
    expect(errors.at(-1)).toMatchObject({
      code: "STORE_LOST",
      fault: "damaged",
      message: expect.stringContaining(file),
    });
    await expect(store.health()).rejects.toMatchObject({ fault: "damaged" });
  });
});

it("checks what is no store", async () => {
  await expect(checkStore(`sqlite:${fresh()}`)).rejects.toThrow(/there is no such file/u);
  expect(await checkStore("memory")).toEqual({ problems: [], counts: {} });
});
