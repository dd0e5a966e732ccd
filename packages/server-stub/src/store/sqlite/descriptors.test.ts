import { openSync } from "node:fs";
import { devNull } from "node:os";
import { expect, it } from "vitest";
import { lackOfDescriptors } from "./descriptors.js";
import { unusable } from "./failure.js";

/** What the operating system says once so many were opened. */
const openUpTo = (most: number, code: string) => {
  let opened = 0;
  return (): number => {
    if (opened === most) throw Object.assign(new Error(code), { code });
    opened += 1;
    return openSync(devNull, "r");
  };
};

const cannotOpen = Object.assign(new Error("unable to open database file"), { code: "ERR_SQLITE_ERROR", errcode: 14 });

const lacks: readonly [what: string, most: number, code: string, said: RegExp][] = [
  ["none in this process", 0, "EMFILE", /no file descriptor is left: the limit of this process .*ulimit -n/u],
  ["too few in this process", 7, "EMFILE", /no file descriptor is left: the limit of this process .*LimitNOFILE/u],
  ["none on the machine", 0, "ENFILE", /no file descriptor is left: the limit of the whole system .*fs\.file-max/u],
  ["enough", 100, "EMFILE", /the file cannot be opened; check that the folder exists/u],
  ["nothing to try it with", 0, "ENOENT", /the file cannot be opened; check that the folder exists/u],
];

it.each(lacks)("tells whether SQLite cannot open a file for want of file descriptors: %s", (_, most, code, said) => {
  const error = unusable("stub.db", cannotOpen, () => lackOfDescriptors(openUpTo(most, code)));
  expect(error).toMatchObject({ code: "STORE_UNUSABLE", fault: "lost", message: expect.stringMatching(said) });
});
