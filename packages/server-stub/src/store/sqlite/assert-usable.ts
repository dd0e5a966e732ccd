import { accessSync, constants, lstatSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { codeOf } from "../../model/error-code.js";
import { StoreUnusableError } from "../errors.js";
import { kindOf } from "./file-kind.js";

/** What keeps this user from it; whatever else is the matter is for SQLite to find out. */
const forbidden = (access: () => void): unknown => {
  try {
    access();
  } catch (error) {
    return ["EACCES", "EPERM", "EROFS"].includes(codeOf(error)) ? error : undefined;
  }
  return undefined;
};

/** Whoever may do everything may not do that, and the operating system says only that it is forbidden. */
const assertFolder = (folder: string, path: string): void => {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== false) return;
  throw new StoreUnusableError(`store sqlite:${path}: ${folder} is a file and no folder; choose another path`);
};

/**
 * What SQLite would find out later, in words that help nobody, and with empty files left behind that then are in the way of the owner.
 *
 * @param access asks the operating system
 * @throws StoreUnusableError when this user may not write the file, or make the files that belong beside it, or has named no folder
 */
export const assertWritable = (file: string, path: string, access = accessSync): void => {
  const folder = dirname(file);
  assertFolder(folder, path);
  const refuse = (error: unknown, rule: string): void => {
    if (error === undefined) return;
    const isMounted = codeOf(error) === "EROFS";
    const why = isMounted ? "its file system is read-only; choose another path" : rule;
    throw new StoreUnusableError(`store sqlite:${path}: ${why}`, error, "read-only");
  };
  refuse(
    forbidden(() => access(folder, constants.W_OK | constants.X_OK)),
    `this user may not make files in ${folder}, where the store's log belongs; change its permissions, or choose another path`,
  );
  refuse(
    forbidden(() => access(file, constants.R_OK | constants.W_OK)),
    "this user may not read and write the file; change its owner or permissions, or choose another path",
  );
};

/** SQLite says of what is in the place of its log only that something cannot be opened. @throws StoreUnusableError */
export const assertPlain = (file: string, path: string): void => {
  for (const beside of [`${file}-wal`, `${file}-shm`]) {
    const stats = lstatSync(beside, { throwIfNoEntry: false });
    if (stats === undefined || stats.isFile()) continue;
    throw new StoreUnusableError(`store sqlite:${path}: ${beside} is ${kindOf(stats)} and no file; move it away`);
  }
};

/**
 * The log is found by the name of its file: under another name it is missing, and with it the newest messages.
 *
 * @throws StoreUnusableError when the file has other names
 */
export const assertOneName = (file: string, path: string): void => {
  const names = statSync(file, { throwIfNoEntry: false })?.nlink ?? 1;
  if (names <= 1) return;
  throw new StoreUnusableError(
    `store sqlite:${path}: the file has ${names} names (hard links), and its log belongs to one of them alone; remove the others, or make it a copy of its own: cp ${file} ${file}.copy && mv ${file}.copy ${file}`,
  );
};
