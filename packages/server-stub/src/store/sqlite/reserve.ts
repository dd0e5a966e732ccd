import { randomBytes } from "node:crypto";
import { closeSync, lstatSync, openSync, rmSync, writeFileSync } from "node:fs";
import { readBytes } from "./file-header.js";

/** A file that keeps room on the disk for whoever removes rows. */
export interface Reserve {
  /** In bytes; 0 as long as there is none. */
  readonly size: () => number;
  /** Returns whether it is there now: there may be no room, or something else in its place. */
  readonly make: (size: number) => boolean;
  /** Gives its room back. */
  readonly remove: () => void;
  /** Whether a file, folder or link of somebody else is in its place, which stays as it is. */
  readonly isTaken: () => boolean;
}

const reserveOf = (file: string): string => `${file}.reserve`;

/** For whoever wonders, and for us: nothing that begins otherwise is removed. */
const beginning = "Room that a stub needs to empty a full disk; it may be removed at any time.\n";

const isOurs = (reserve: string): boolean => {
  const descriptor = openSync(reserve, "r");
  try {
    return readBytes(descriptor, 0, beginning.length).toString("latin1") === beginning;
  } finally {
    closeSync(descriptor);
  }
};

type Found = { readonly is: "nothing" | "taken" } | { readonly is: "ours"; readonly size: number };

const find = (reserve: string): Found => {
  try {
    const stats = lstatSync(reserve, { throwIfNoEntry: false });
    if (stats === undefined) return { is: "nothing" };
    return stats.isFile() && isOurs(reserve) ? { is: "ours", size: stats.size } : { is: "taken" };
  } catch {
    // What may not be read is none of ours.
    return { is: "taken" };
  }
};

/** Where something else is in the place of the reserve: what to do about it. */
export const takenReserve = (file: string): string | undefined =>
  find(reserveOf(file)).is === "taken"
    ? `${reserveOf(file)} is none of a stub's and was left as it is; move it away, since a full disk cannot be emptied for sure without a reserve`
    : undefined;

export const createReserve = (file: string): Reserve => {
  const reserve = reserveOf(file);
  const found = find(reserve);
  let size = found.is === "ours" ? found.size : 0;
  return {
    size: () => size,
    make(wanted) {
      let descriptor: number | undefined;
      try {
        // Neither over what is there, nor where a link leads to.
        descriptor = openSync(reserve, "wx", 0o600);
        // Some file systems make nothing of zeros.
        writeFileSync(descriptor, Buffer.concat([Buffer.from(beginning), randomBytes(wanted - beginning.length)]));
        size = wanted;
      } catch {
        if (descriptor !== undefined) rmSync(reserve, { force: true });
        size = 0;
      } finally {
        if (descriptor !== undefined) closeSync(descriptor);
      }
      return size > 0;
    },
    remove() {
      if (find(reserve).is === "ours") rmSync(reserve, { force: true });
      size = 0;
    },
    isTaken: () => find(reserve).is === "taken",
  };
};
