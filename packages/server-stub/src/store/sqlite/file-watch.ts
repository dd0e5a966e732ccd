import { statSync } from "node:fs";
import { StoreLostError } from "../errors.js";
import { clearInterval, setInterval } from "../../model/real-time.js";

/** Tells whether the files under the paths are still the ones that were opened. */
export interface FileWatch {
  /** @throws StoreLostError when one was removed, moved or replaced */
  check(): void;
  /** Whether the last look found something missing. */
  isLost(): boolean;
  close(): void;
}

const every = 500;

const idOf = (file: string): string | undefined => {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats && `${stats.dev} ${stats.ino}`;
};

/**
 * An open file goes on taking what is written to it after it was removed, and nobody will ever read that again. So the paths are
 * looked at before each answer that depends on them (some microseconds), and twice a second when nobody asks.
 *
 * @param onLost called once each time that something is found missing
 */
export const watchFiles = (
  path: string,
  files: readonly string[],
  onLost: (error: StoreLostError) => void,
): FileWatch => {
  const opened = files.map((file) => [file, idOf(file)] as const);
  let loss: StoreLostError | undefined;
  const look = (): StoreLostError | undefined => {
    for (const [file, id] of opened) {
      const now = idOf(file);
      if (now === id) continue;
      const what = now === undefined ? "is gone" : "is not the one that was opened";
      return new StoreLostError(
        `store sqlite:${path}: ${file} ${what}; nothing more is taken: put the store back as it was, or stop the stub and start it again`,
      );
    }
    return undefined;
  };
  const refresh = (): StoreLostError | undefined => {
    const found = look();
    const isNew = found !== undefined && loss === undefined;
    loss = found;
    if (isNew) onLost(found);
    return found;
  };
  const timer = setInterval(refresh, every).unref();
  return {
    check() {
      const found = refresh();
      if (found !== undefined) throw found;
    },
    isLost: () => loss !== undefined,
    close: () => clearInterval(timer),
  };
};
