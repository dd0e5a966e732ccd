import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { expect, it } from "vitest";
import { useSqliteFiles } from "../conformance/sqlite-files.js";
import { StoreLostError } from "../errors.js";
import { lostBy, unusable } from "./failure.js";
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
const failed = (errcode: number): Error => Object.assign(new Error("SQLite"), { code: "ERR_SQLITE_ERROR", errcode });
/** What SQLite says of all of them. */
const writeFailed = failed(778);
/** What it says of a write that ends half-way, and of an index of the log that has no room. */
const halfWritten = [failed(13), failed(4874)];

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

const halves: readonly [what: string, trials: Partial<Trials>, said: RegExp][] = [
  ["no file may be larger", { mostBytes: () => 2 ** 20 }, /ulimit -f unlimited.*LimitFSIZE/u],
  ["no file may be as large as a trial", { write: fails("EFBIG") }, /ulimit -f unlimited/u],
  ["there is no room either", { mostBytes: () => 2 ** 20, write: fails("ENOSPC") }, /the disk is full/u],
  ["there was no room", {}, /the disk is full/u],
  ["something else is wrong as well", { access: fails("EPERM") }, /the disk is full/u],
];

it.each(halves)("names why a write has ended half-way: %s", (_, trials, said) => {
  for (const error of halfWritten) {
    const look = () => causeOf("stub.db", { ...well, ...trials });
    expect(lostBy("stub.db", error, look)).toMatchObject({ fault: "full", message: expect.stringMatching(said) });
    expect(unusable("stub.db", error, look)).toMatchObject({ fault: "full", message: expect.stringMatching(said) });
  }
});

it("leaves nothing beside the store but what was there, whatever it finds", () => {
  const file = fresh();
  writeFileSync(file, "");
  writeFileSync(`${file}-wal`, "");
  expect(causeOf(file)).toBeUndefined();
  expect(causeOf(`${file}-missing`)).toBeUndefined();
  expect(readdirSync(dirname(file)).toSorted()).toEqual(["stub.db", "stub.db-wal"]);
  writeFileSync(`${file}.trial`, "mine");
  expect(causeOf(file)).toBeUndefined();
  expect(readFileSync(`${file}.trial`, "utf8")).toBe("mine");
});
