import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { expect, it } from "vitest";
import { useSqliteFiles } from "../conformance/sqlite-files.js";
import { StoreLostError } from "../errors.js";
import { lostBy } from "./failure.js";
import { causeOf, type Trials } from "./io-cause.js";

const { fresh } = useSqliteFiles();

const fails = (code: string) => (): never => {
  throw Object.assign(new Error(code), { code });
};
const well: Trials = {
  access: () => {},
  openLog: () => {},
  write: () => {},
  mostBytes: () => Number.POSITIVE_INFINITY,
};
/** What SQLite says of all of them. */
const writeFailed = Object.assign(new Error("disk I/O error"), { code: "ERR_SQLITE_ERROR", errcode: 778 });

const causes: readonly [what: string, trials: Partial<Trials>, fault: string, said: RegExp][] = [
  ["the file may not be changed", { access: fails("EPERM") }, "read-only", /cannot be written/u],
  ["the log may not be changed", { openLog: fails("EPERM") }, "read-only", /cannot be written/u],
  ["the file system is read-only", { write: fails("EROFS") }, "read-only", /cannot be written/u],
  ["a quota is used up", { write: fails("EDQUOT") }, "full", /the disk is full/u],
  ["there is no room", { write: fails("ENOSPC") }, "full", /the disk is full/u],
  ["no file may be larger", { mostBytes: () => 2 ** 20 }, "full", /ulimit -f/u],
  ["files may be much larger", { mostBytes: () => 2 ** 30 }, "lost", /check the disk/u],
  ["the log cannot be read", { openLog: fails("EIO") }, "lost", /check the disk/u],
  ["nothing is wrong any more", {}, "lost", /check the disk/u],
];

it.each(causes)("names why writing failed: %s", (_, trials, fault, said) => {
  const error = lostBy("stub.db", writeFailed, () => causeOf("stub.db", { ...well, ...trials }));
  expect(error).toBeInstanceOf(StoreLostError);
  expect(error).toMatchObject({ fault, message: expect.stringMatching(said) });
});

it("leaves nothing beside the store but what was there, whatever it finds", () => {
  const file = fresh();
  writeFileSync(file, "");
  writeFileSync(`${file}-wal`, "");
  expect(causeOf(file)).toBeUndefined();
  expect(causeOf(`${file}-missing`)).toMatchObject({ code: "ENOENT" });
  expect(readdirSync(dirname(file)).toSorted()).toEqual(["stub.db", "stub.db-wal"]);
  writeFileSync(`${file}.trial`, "mine");
  expect(causeOf(file)).toBeUndefined();
  expect(readFileSync(`${file}.trial`, "utf8")).toBe("mine");
});
