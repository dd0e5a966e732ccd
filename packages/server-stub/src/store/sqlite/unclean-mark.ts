import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { StoreUnusableError } from "../errors.js";

const markOf = (file: string): string => `${file}.unclean`;

const text = (file: string): string =>
  `The stub that uses ${file} has not ended cleanly yet: what it took last is in ${file}-wal. Keep the two together.\n`;

const DAMAGED = "Somebody has written over them since.\n";

/** Made as soon as there is a log, and taken away once everything is in the file itself. */
export const setMark = (file: string): void => writeFileSync(markOf(file), text(file), { mode: 0o600 });
/** Then it stays, so that no later start takes what is left for all there was. */
export const markDamaged = (file: string): void => writeFileSync(markOf(file), text(file) + DAMAGED, { mode: 0o600 });
export const clearMark = (file: string): void => rmSync(markOf(file), { force: true });

/**
 * SQLite opens a file whose log is missing as if the log had never been, and with it the newest messages; so it does with one that
 * was emptied.
 *
 * @throws StoreUnusableError when there was one
 */
export const assertLogPresent = (file: string, path: string): void => {
  const mark = markOf(file);
  const isUnclean = existsSync(mark) && (statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0;
  if (!isUnclean) return;
  const refuse = (found: string): never => {
    throw new StoreUnusableError(`store sqlite:${path}: ${found}`, undefined, "damaged");
  };
  if (!existsSync(`${file}-wal`)) {
    refuse(
      `its log ${file}-wal is missing, and the newest messages with it; put it back, or remove ${mark} to go on without them`,
    );
  }
  if (readFileSync(mark, "utf8").endsWith(DAMAGED)) {
    refuse(
      `it was written over while it was in use, and its newest messages may be missing; put a sound copy in its place without ${file}-wal, and remove ${mark}, or remove that alone to go on with what is there`,
    );
  }
};
