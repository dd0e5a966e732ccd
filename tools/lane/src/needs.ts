import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { describe, test, type TestFunction } from "vitest";

/** Debian keeps servers where the path of an ordinary user does not look. */
const FOLDERS = [...(process.env["PATH"] ?? "").split(delimiter), "/usr/sbin", "/usr/local/sbin"];

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/**
 * Tests that run programs which this project does not install (java, php, go, nginx, pgbouncer …). They run where all of
 * them are found; where one is not, they are skipped, and the end of `npm test` says how many and for want of what.
 *
 * @example
 * const java = needs("java", "javac");
 * java.test("the vendor's Java SDK sends the sample", () => run(java.paths.javac, …));
 */
export const needs = <Command extends string>(...commands: Command[]) => {
  const paths = Object.fromEntries(
    commands.map((command) => [
      command,
      FOLDERS.filter((folder) => folder !== "")
        .map((folder) => join(folder, command))
        .find(isExecutable),
    ]),
  );
  const missing = commands.filter((command) => paths[command] === undefined);
  const found = missing.length === 0;
  const named = (name: string): string => (found ? name : `${name} [needs ${missing.join(", ")}]`);
  return {
    found,
    /** Where each command lies; its bare name where it was not found. */
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one entry for each command, by construction
    paths: Object.fromEntries(commands.map((command) => [command, paths[command] ?? command])) as Record<
      Command,
      string
    >,
    test: (name: string, body: TestFunction): void => {
      test.runIf(found)(named(name), body);
    },
    describe: (name: string, body: () => void): void => {
      describe.runIf(found)(named(name), body);
    },
  };
};
