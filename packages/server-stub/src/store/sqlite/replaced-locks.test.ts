import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, expect, it, vi } from "vitest";
import { checkStore } from "../check-store.js";
import { useSqliteFiles } from "../conformance/sqlite-files.js";
import { idsOf, take } from "../conformance/taking.js";
import { SqliteStore } from "./sqlite-store.js";

const { fresh, killed, make } = useSqliteFiles();

afterEach(() => void vi.unstubAllEnvs());

/** As in another container, where nothing is known of the temporary files of this one. */
const comeFromElsewhere = (file: string): void => {
  const folder = join(dirname(file), "temporary");
  mkdirSync(folder);
  vi.stubEnv("TMPDIR", folder);
};

/** What may become of the lock, so that a second stub finds it free. */
const losses: readonly [what: string, lose: (lock: string) => void][] = [
  ["it is removed", (lock) => rmSync(lock)],
  ["it is moved", (lock) => renameSync(lock, `${lock}.moved`)],
  [
    "it is replaced by a copy",
    (lock) => {
      copyFileSync(lock, `${lock}.copy`);
      renameSync(`${lock}.copy`, lock);
    },
  ],
];

it.each(losses)("a lock that is lost lets nobody in who knows no other: %s", async (_, lose) => {
  const file = fresh();
  const store = await make({ file });
  await take(store, "r1");
  lose(`${file}.lock`);
  await expect(take(store, "r2")).rejects.toMatchObject({ fault: "lost" });
  const before = ["", "-wal", ".unclean"].map((end) => readFileSync(file + end));
  comeFromElsewhere(file);
  // The second time the lock that was made at the first is there.
  for (let start = 0; start < 2; start += 1) {
    await expect(new SqliteStore({ file }).open()).rejects.toMatchObject({
      fault: "locked",
      message: expect.stringMatching(/another process uses this file, and .*\.lock is not the lock that was there/u),
    });
  }
  expect(["", "-wal", ".unclean"].map((end) => readFileSync(file + end))).toEqual(before);
  await store.close();
  expect((await idsOf(await make({ file })))[0]).toBe("r1");
});

it("a store that was killed starts with any lock, and one that ended also while somebody reads it", async () => {
  const used = fresh();
  await take(await make({ file: used }), "r1");
  const file = killed(used);
  const first = await make({ file });
  expect(await idsOf(first)).toEqual(["r1"]);
  await first.close();
  const reader = new DatabaseSync(file);
  reader.prepare("SELECT count(*) FROM message").get();
  expect(existsSync(`${file}-shm`)).toBe(true);
  expect(await idsOf(await make({ file }))).toEqual(["r1"]);
  reader.close();
});

it("the lock is as private as the store", async () => {
  const file = fresh();
  await make({ file });
  expect(statSync(`${file}.lock`).mode & 0o777).toBe(statSync(file).mode & 0o777);
});

it.each([
  ["lock", "was emptied"],
  ["unclean", "was written again"],
])("%s is put right when somebody writes over it, and said once", async (what, said) => {
  const file = fresh();
  const notices: string[] = [];
  const store = await make({ file, onNotice: (text) => notices.push(text) });
  await take(store, "r1");
  const whole = readFileSync(`${file}.${what}`, "utf8");
  // Opened by a descriptor of its own, as another process would: closing it ends the locks of this one.
  appendFileSync(`${file}.${what}`, "somebody's");
  await expect
    .poll(() => notices)
    .toEqual([expect.stringMatching(new RegExp(`\\.${what} was written over .* ${said}; it belongs to`, "u"))]);
  expect(readFileSync(`${file}.${what}`, "utf8")).toBe(whole);
  writeFileSync(`${file}.${what}`, "x");
  await expect.poll(() => readFileSync(`${file}.${what}`, "utf8")).toBe(whole);
  expect(notices).toHaveLength(1);
  await take(store, "r2");
  await store.close();
  expect(await idsOf(await make({ file }))).toEqual(["r1", "r2"]);
});

it.each([
  ["log and mark", ["-wal", ".unclean"]],
  ["the log", ["-wal"]],
  ["the mark", [".unclean"]],
] as const)("%s of another store are named before anything is opened", async (_, ends) => {
  const kill = async (...ids: readonly string[]): Promise<string> => {
    const used = fresh();
    const first = await make({ file: used });
    await take(first, "r0");
    await first.close();
    const store = await make({ file: used });
    for (const id of ids) await take(store, id);
    return killed(used);
  };
  const [file, other] = [await kill("r1"), await kill("s1", "s2")];
  const own = readdirSync(dirname(file)).map((name) => [name, readFileSync(join(dirname(file), name))] as const);
  for (const end of ends) copyFileSync(other + end, file + end);
  const said = /are not of one store; put back what belongs to the file/u;
  await expect(new SqliteStore({ file }).open()).rejects.toMatchObject({
    fault: "damaged",
    message: expect.stringMatching(said),
  });
  await expect(checkStore(`sqlite:${file}`)).rejects.toThrow(said);
  for (const [name, content] of own) writeFileSync(join(dirname(file), name), content);
  expect(await idsOf(await make({ file }))).toEqual(["r0", "r1"]);
});
