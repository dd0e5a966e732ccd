import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { expect, it, vi } from "vitest";
import { useSqliteFiles } from "../conformance/sqlite-files.js";
import { idsOf, take } from "../conformance/taking.js";
import { assertWritable } from "./assert-usable.js";
import { SqliteStore } from "./sqlite-store.js";

const { fresh, make } = useSqliteFiles();

const beside = (file: string): string[] => readdirSync(dirname(file)).toSorted();
const refusal = async (file: string): Promise<string> => {
  const error: unknown = await new SqliteStore({ file }).open().catch((reason: unknown) => reason);
  return error instanceof Error ? error.message : "it was opened";
};

/** What may lie at the path of a store, and a word of what is said then. */
const strangers: readonly [what: string, put: (file: string) => void, said: RegExp][] = [
  ["a folder", (file) => mkdirSync(file), /this is a folder; name a file in it: sqlite:.*stub\.db/u],
  ["a link to a device", (file) => symlinkSync("/dev/null", file), /a pipe, a device or a socket/u],
  [
    "fifty bytes of a database",
    (file) => writeFileSync(file, "SQLite format 3\0".padEnd(50)),
    /not an SQLite database/u,
  ],
  ["zeros", (file) => writeFileSync(file, Buffer.alloc(4096)), /not an SQLite database/u],
];

it.each(strangers)("names what is no store, and leaves nothing beside it: %s", async (_, put, said) => {
  const file = fresh();
  put(file);
  expect(await refusal(file)).toMatch(said);
  expect(beside(file)).toEqual([basename(file)]);
});

it.each<[what: string, path: (folder: string) => string, said: RegExp]>([
  ["a link to itself", (folder) => join(folder, "loop"), /lead in a circle/u],
  ["a folder that is a link to itself", (folder) => join(folder, "loop", "stub.db"), /lead in a circle/u],
  ["a name that is too long", (folder) => join(folder, "n".repeat(300)), /is too long/u],
  ["a name that is too long for the files beside it", (folder) => join(folder, "n".repeat(250)), /is too long/u],
  ["a folder with a name that is too long", (folder) => join(folder, "n".repeat(300), "stub.db"), /is too long/u],
  ["a folder that is a file", (folder) => join(folder, "file", "stub.db"), /file is a file and no folder/u],
  ["a folder in a file", (folder) => join(folder, "file", "deep", "stub.db"), /its folder lies in a file/u],
])("names a path that leads nowhere, and leaves nothing there: %s", async (_, pathIn, said) => {
  const folder = dirname(fresh());
  symlinkSync("loop", join(folder, "loop"));
  writeFileSync(join(folder, "file"), "");
  expect(await refusal(pathIn(folder))).toMatch(said);
  expect(readdirSync(folder).toSorted()).toEqual(["file", "loop"]);
});

it("names a pipe", async () => {
  const file = fresh();
  if (spawnSync("mkfifo", [file]).status !== 0) return;
  expect(await refusal(file)).toMatch(/a pipe, a device or a socket/u);
  expect(beside(file)).toEqual([basename(file)]);
});

it.each([
  ["a folder", (lock: string) => mkdirSync(lock)],
  ["a text", (lock: string) => writeFileSync(lock, "locked by nobody\n".repeat(100))],
] as const)("names what lies where its lock should be: %s", async (_, put) => {
  const file = fresh();
  put(`${file}.lock`);
  expect(await refusal(file)).toMatch(/stub\.db\.lock is no lock of a stub; move it away/u);
});

it("leaves nothing of a new store that could not be begun, and everything of somebody else's", async () => {
  const file = fresh();
  // Where SQLite keeps the first write until it is done.
  mkdirSync(`${file}-journal`);
  expect(await refusal(file)).toMatch(/cannot be opened/u);
  expect(beside(file)).toEqual(["stub.db-journal"]);
  writeFileSync(file, "");
  writeFileSync(`${file}.lock`, "");
  expect(await refusal(file)).toMatch(/cannot be opened/u);
  expect(beside(file)).toEqual(["stub.db", "stub.db-journal", "stub.db.lock"]);
});

it("takes an empty file for a new one, and refuses one that was cut", async () => {
  const file = fresh();
  writeFileSync(file, "");
  const store = await make({ file });
  await take(store, "r1");
  await store.close();
  truncateSync(file, 4096 * 3 + 100);
  expect(await refusal(file)).toMatch(/the file is damaged/u);
});

it.each(["with spaces", "ünïcode 🛵", "100%25?x=y#z", "it's"])("takes any name: %s", async (name) => {
  const file = join(dirname(fresh()), name, `${name}.db`);
  const first = await make({ file });
  await take(first, "r1");
  await first.close();
  expect(await idsOf(await make({ file }))).toEqual(["r1"]);
});

it("is one store, whatever way leads to it", async () => {
  const file = fresh();
  const link = join(dirname(file), "link.db");
  // Before the file is there.
  symlinkSync(file, link);
  const folder = `${dirname(file)}-link`;
  symlinkSync(dirname(file), folder);
  await take(await make({ file: link }), "r1");
  for (const way of [file, link, join(folder, "stub.db")]) {
    expect(await refusal(way)).toMatch(/another process uses this file/u);
  }
  expect(existsSync(`${file}.lock`)).toBe(true);
});

it("is refused under a second name, where its log would be missing", async () => {
  const file = fresh();
  const store = await make({ file });
  await take(store, "r1");
  const other = join(dirname(file), "other.db");
  linkSync(file, other);
  expect(await refusal(other)).toMatch(/another process uses this file/u);
  await take(store, "r2");
  await store.close();
  expect(await refusal(other)).toMatch(/has 2 names \(hard links\)/u);
  rmSync(other);
  expect(await idsOf(await make({ file }))).toEqual(["r1", "r2"]);
});

it.each(["-wal", "-shm", ".lock"])("keeps everything when %s is removed and the stub is ended", async (suffix) => {
  const file = fresh();
  const store = await make({ file });
  await take(store, "r1");
  rmSync(`${file}${suffix}`);
  await expect(take(store, "r2")).rejects.toMatchObject({ fault: "lost" });
  await store.close();
  expect((await idsOf(await make({ file }))).slice(0, 1)).toEqual(["r1"]);
});

it("goes on from a copy of itself that was put in its place, with the log that lies beside it", async () => {
  const file = fresh();
  const store = await make({ file });
  await take(store, "r1");
  copyFileSync(file, `${file}.copy`);
  rmSync(file);
  copyFileSync(`${file}.copy`, file);
  await expect(take(store, "r2")).rejects.toMatchObject({ fault: "lost" });
  await store.close();
  expect((await idsOf(await make({ file }))).slice(0, 1)).toEqual(["r1"]);
});

const refusals: readonly [what: string, code: string, place: string, said: RegExp][] = [
  ["a folder of somebody else", "EACCES", "/data", /may not make files in \/data/u],
  ["a file of somebody else", "EACCES", "/data/stub.db", /may not read and write the file/u],
  ["a read-only file system", "EROFS", "/data", /its file system is read-only/u],
];

it.each(refusals)("names what this user may not write: %s", (_, code, place, said) => {
  const access = (path: unknown): void => {
    if (path === place) throw Object.assign(new Error(code), { code });
  };
  expect(() => assertWritable("/data/stub.db", "/data/stub.db", access)).toThrow(said);
});

/** Ways to another name for a file that is in use. */
const otherNames: readonly [what: string, rename: (file: string, other: string) => void][] = [
  ["it is moved", renameSync],
  [
    "it is moved, and a link left in its place",
    (file, other) => {
      renameSync(file, other);
      symlinkSync(other, file);
    },
  ],
  [
    "it is linked, and its first name removed",
    (file, other) => {
      linkSync(file, other);
      rmSync(file);
    },
  ],
];

it.each(otherNames)("is refused to a second stub under whatever name: %s", async (_, rename) => {
  const file = fresh();
  await take(await make({ file }), "r1");
  const other = join(dirname(file), "elsewhere", "other.db");
  mkdirSync(dirname(other));
  rename(file, other);
  expect(await refusal(other)).toMatch(/another process uses this file/u);
  // As in a container, which finds no lock of others among its temporary files.
  vi.stubEnv("TMPDIR", dirname(file));
  expect(await refusal(other)).toMatch(/another process uses this file under another name/u);
  vi.unstubAllEnvs();
  expect(beside(other)).toEqual(["other.db"]);
});

/** What may lie where the mark of a store belongs. */
const odd: readonly [what: string, put: (mark: string, other: string) => void][] = [
  ["a link, whose end would be written over", (mark, other) => symlinkSync(other, mark)],
  ["a folder", (mark) => mkdirSync(mark)],
  ["somebody else's file", (mark) => writeFileSync(mark, "mine")],
];

it.each(odd)("is refused when its mark is %s", async (_, put) => {
  const file = fresh();
  const other = join(dirname(file), "other.txt");
  writeFileSync(other, "mine");
  put(`${file}.unclean`, other);
  expect(await refusal(file)).toMatch(
    /\.unclean is (?:a (?:folder|link) and no file; remove it|no mark of a stub; move it away)/u,
  );
  expect(readFileSync(other, "utf8")).toBe("mine");
});

/** What may lie where a store makes files of its own, and what is there afterwards. */
const theirs: readonly [what: string, put: (place: string, other: string) => void][] = [
  ["a file", (place) => writeFileSync(place, "mine")],
  ["an empty file", (place) => writeFileSync(place, "")],
  ["a folder", (place) => mkdirSync(place)],
  ["a link", (place, other) => symlinkSync(other, place)],
  ["a link to nothing", (place) => symlinkSync(`${place}.nothing`, place)],
];

/** A disk on which a reserve is made at start. */
const smallDisk = () => ({ bsize: 2 ** 20, blocks: 20, bavail: 10 });

it.each(theirs)("goes on without a reserve, and says so, where somebody else's is: %s", async (_, put) => {
  const file = fresh();
  const [reserve, other] = [`${file}.reserve`, join(dirname(file), "other.txt")];
  writeFileSync(other, "mine");
  put(reserve, other);
  const before = lstatSync(reserve);
  const notices: string[] = [];
  const store = await make({ file, statfs: smallDisk, onNotice: (text) => notices.push(text) });
  await take(store, "r1");
  await store.reset("default", 1);
  await take(store, "r2");
  expect(await store.health()).toEqual({ soundness: "sound" });
  await store.close();
  const { ino, size, mtimeMs } = lstatSync(reserve);
  expect({ ino, size, mtimeMs }).toEqual({ ino: before.ino, size: before.size, mtimeMs: before.mtimeMs });
  expect(readFileSync(other, "utf8")).toBe("mine");
  expect(notices).toEqual([
    expect.stringMatching(/\.reserve is none of a stub's and was left as it is; move it away/u),
  ]);
});

it("takes the reserve of an earlier run for its own", async () => {
  const file = fresh();
  const notices: string[] = [];
  const options = { file, statfs: smallDisk, onNotice: (text: string) => notices.push(text) };
  await (await make(options)).close();
  const before = lstatSync(`${file}.reserve`);
  await (await make(options)).close();
  expect(lstatSync(`${file}.reserve`).ino).toBe(before.ino);
  await (await make({ ...options, statfs: () => ({ bsize: 2 ** 20, blocks: 9000, bavail: 9000 }) })).close();
  expect(existsSync(`${file}.reserve`)).toBe(false);
  expect(notices).toEqual([]);
});

/** However busy the machine is. */
const patience = { timeout: 120_000 };

/** What may become of the mark while the store is in use, and what is said then. */
const markLosses: readonly [what: string, lose: (mark: string) => void][] = [
  ["it is removed", (mark) => rmSync(mark)],
  [
    "it is replaced by a copy",
    (mark) => {
      copyFileSync(mark, `${mark}.copy`);
      renameSync(`${mark}.copy`, mark);
    },
  ],
  [
    "it is replaced by an empty file",
    (mark) => {
      writeFileSync(`${mark}.other`, "");
      renameSync(`${mark}.other`, mark);
    },
  ],
];

it.each(markLosses)("makes its mark again, and says so once: %s", async (_, lose) => {
  const file = fresh();
  const mark = `${file}.unclean`;
  const notices: string[] = [];
  const store = await make({ file, onNotice: (text) => notices.push(text) });
  await take(store, "r1");
  const noted = readFileSync(mark, "utf8");
  lose(mark);
  await expect
    .poll(() => notices, patience)
    .toEqual([expect.stringMatching(/\.unclean was removed or replaced .* was made again; it belongs to the store/u)]);
  expect(readFileSync(mark, "utf8")).toBe(noted);
  await take(store, "r2");
  expect(readFileSync(mark, "utf8")).not.toBe(noted);
  await store.close();
  expect(existsSync(mark)).toBe(false);
});

it.each(["-wal", ""])(
  "is refused without %s after a kill, when its mark was removed and made again",
  async (suffix) => {
    const used = fresh();
    const notices: string[] = [];
    const store = await make({ file: used, onNotice: (text) => notices.push(text) });
    await take(store, "r1");
    rmSync(`${used}.unclean`);
    await expect.poll(() => notices, patience).toHaveLength(1);
    const file = fresh();
    for (const end of ["", "-wal", ".unclean"]) if (end !== suffix) copyFileSync(used + end, file + end);
    expect(await refusal(file)).toMatch(/is missing/u);
  },
);

it.each(theirs.filter(([what]) => what !== "an empty file"))(
  "leaves alone what somebody else has put in the place of its mark: %s",
  async (_, put) => {
    const file = fresh();
    const [mark, other] = [`${file}.unclean`, join(dirname(file), "other.txt")];
    writeFileSync(other, "mine");
    const notices: string[] = [];
    const store = await make({ file, onNotice: (text) => notices.push(text) });
    rmSync(mark);
    put(mark, other);
    const { ino, size } = lstatSync(mark);
    await expect
      .poll(() => notices, patience)
      .toEqual([expect.stringMatching(/\.unclean is .*since the store in use needs one/u)]);
    await take(store, "r1");
    await store.close();
    expect(lstatSync(mark)).toMatchObject({ ino, size });
    expect(readFileSync(other, "utf8")).toBe("mine");
  },
);

it("starts anew where file and log were removed, and says what went with them", async () => {
  const used = fresh();
  await take(await make({ file: used }), "r1");
  const file = fresh();
  const notices: string[] = [];
  const onNotice = (text: string) => void notices.push(text);
  copyFileSync(`${used}.unclean`, `${file}.unclean`);
  const store = await make({ file, onNotice });
  expect(notices).toEqual([expect.stringMatching(/stub\.db and its log are gone, though .* has not ended cleanly/u)]);
  await take(store, "r2");
  expect(await idsOf(store)).toEqual(["r2"]);
  await store.close();
  for (const name of beside(file)) rmSync(join(dirname(file), name));
  await make({ file, onNotice });
  expect(notices).toHaveLength(1);
});
