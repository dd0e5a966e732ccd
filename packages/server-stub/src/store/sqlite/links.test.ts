import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkStore } from "../check-store.js";
import { useSqliteFiles } from "../conformance/sqlite-files.js";
import { take, takeLarge } from "../conformance/taking.js";
import { SqliteStore } from "./sqlite-store.js";

const { fresh, killed, make } = useSqliteFiles();

const lead = (way: string, to: string): void => {
  rmSync(way, { force: true });
  symlinkSync(to, way);
};

/** Two folders, and a link that leads to the first: to the folder itself, or to the file in it. */
const ways = {
  "the folder": (root: string) => ({ link: join(root, "now"), leadsTo: (folder: string) => join(root, folder) }),
  "the file": (root: string) => ({
    link: join(root, "now.db"),
    leadsTo: (folder: string) => join(root, folder, "stub.db"),
  }),
} as const;

describe.each(Object.entries(ways))("a store through a link to %s", (what, wayIn) => {
  const begin = async () => {
    const root = dirname(fresh());
    for (const folder of ["first", "second"]) mkdirSync(join(root, folder));
    const { link, leadsTo } = wayIn(root);
    lead(link, leadsTo("first"));
    const file = what === "the folder" ? join(link, "stub.db") : link;
    const store = await make({ file });
    await take(store, "before");
    return { file, link, leadsTo, store };
  };

  it.each(["removed", "led elsewhere"])("takes nothing more when the link is %s, and lets nobody in", async (how) => {
    const { file, link, leadsTo, store } = await begin();
    if (how === "removed") rmSync(link);
    else lead(link, leadsTo("second"));
    const lost = { code: "STORE_LOST", fault: "lost", message: expect.stringContaining("does not lead to") };
    await expect(take(store, "after")).rejects.toMatchObject(lost);
    await expect(store.health()).rejects.toMatchObject(lost);
    await expect(new SqliteStore({ file }).open()).rejects.toThrow(/another process uses this file/u);
    lead(link, leadsTo("first"));
    await take(store, "mended");
    expect(await store.health()).toEqual({ soundness: "sound" });
  });
});

const moved = async (): Promise<string> => {
  const used = fresh();
  await takeLarge(await make({ file: used }), "first", 20_000);
  const file = killed(used);
  mkdirSync(join(dirname(file), "big"));
  renameSync(file, join(dirname(file), "big", "stub.db"));
  return file;
};

it("a killed store whose file was moved without its log, and linked to, is refused until the log is there", async () => {
  const file = await moved();
  const target = join(dirname(file), "big", "stub.db");
  symlinkSync(target, file);
  const log = readFileSync(`${file}-wal`);
  const said = /is a link to .*big.*stub\.db-wal of a store that has not ended cleanly lies beside the link/u;
  await expect(new SqliteStore({ file }).open()).rejects.toThrow(said);
  await expect(checkStore(`sqlite:${file}`)).rejects.toThrow(said);
  expect(readFileSync(`${file}-wal`).equals(log)).toBe(true);
  for (const end of ["-wal", "-shm", ".unclean"]) {
    if (existsSync(file + end)) renameSync(file + end, target + end);
  }
  expect((await take(await make({ file }), "first")).decision.stored).toBeDefined();
});

it("a log without its file and its mark is kept", async () => {
  const file = await moved();
  rmSync(`${file}.unclean`);
  const before = readFileSync(`${file}-wal`);
  await expect(new SqliteStore({ file }).open()).rejects.toThrow(
    /-wal lies there without the file that it belongs to/u,
  );
  expect(readFileSync(`${file}-wal`).equals(before)).toBe(true);
});

describe.each(["-wal", "-shm"])("in the place of %s", (end) => {
  it.each([
    ["a folder", (file: string) => mkdirSync(file + end)],
    ["a link", (file: string) => symlinkSync("elsewhere", file + end)],
  ] as const)("%s is named and left alone", async (what, put) => {
    const file = fresh();
    writeFileSync(file, "");
    put(file);
    const before = readdirSync(dirname(file)).toSorted();
    const said = new RegExp(`stub\\.db${end} is ${what} and no file; move it away`, "u");
    await expect(new SqliteStore({ file }).open()).rejects.toThrow(said);
    expect(readdirSync(dirname(file)).toSorted()).toEqual(before);
  });
});
