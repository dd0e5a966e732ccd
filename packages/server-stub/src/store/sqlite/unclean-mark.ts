import { existsSync, rmSync, statSync, writeFileSync } from "node:fs";
import { StoreUnusableError } from "../errors.js";

const markOf = (file: string): string => `${file}.unclean`;

const text = (file: string): string =>
  `The stub that uses ${file} has not ended cleanly yet: what it took last is in ${file}-wal. Keep the two together.\n`;

/** Made as soon as there is a log, and taken away once everything is in the file itself. */
export const setMark = (file: string): void => writeFileSync(markOf(file), text(file), { mode: 0o600 });
export const clearMark = (file: string): void => rmSync(markOf(file), { force: true });

/**
 * SQLite opens a file whose log is missing as if the log had never been, and with it the newest messages.
 *
 * @throws StoreUnusableError when there was one
 */
export const assertLogPresent = (file: string, path: string): void => {
  const isUnclean = existsSync(markOf(file)) && (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0;
  if (!isUnclean || existsSync(`${file}-wal`)) return;
  throw new StoreUnusableError(
    `store sqlite:${path}: its log ${file}-wal is missing, and the newest messages with it; put it back, or remove ${markOf(file)} to go on without them`,
    undefined,
    "damaged",
  );
};
