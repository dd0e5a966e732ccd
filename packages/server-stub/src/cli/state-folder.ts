import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { StubError } from "../model/errors.js";
import { makeFolder } from "../store/make-folder.js";
import { fileOf } from "../store/store-url.js";

/** What the default store lies in. */
const DEFAULT_FOLDER = ".server-stub";

/** Folder of what a stub keeps beside its store. */
export const stateFolder = (store: string): string => {
  const file = fileOf(store);
  return resolve(file === undefined ? DEFAULT_FOLDER : dirname(file));
};

/** Whether nothing can have been kept: looking for it would cost a start a tenth of its time. */
export const startsAnew = (store: string): boolean => {
  const file = fileOf(store);
  return file === undefined ? store === "memory" : !existsSync(file);
};

/** Makes the folder for a certificate. @throws StubError `OPTION_ILLEGAL` when it cannot be made. */
export const makeStateFolder = (folder: string): void => {
  try {
    makeFolder(folder);
  } catch (cause) {
    throw new StubError(
      "OPTION_ILLEGAL",
      `tls: the certificate needs the folder ${folder}, which cannot be made; give files with --tls-cert and --tls-key`,
      cause,
    );
  }
};

/** The stub's own folder holds messages and private keys, which belong into no repository. Any other folder is its owner's. */
export const ignoreStateFolder = async (folder: string): Promise<void> => {
  if (basename(folder) !== DEFAULT_FOLDER) return;
  try {
    await writeFile(join(folder, ".gitignore"), "*\n", { flag: "wx" });
  } catch {
    // It is there already, or the folder is not.
  }
};
