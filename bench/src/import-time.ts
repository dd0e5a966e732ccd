import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const ROUNDS = 15;

/** Milliseconds of one import in a process of its own. */
const importTime = async (name: string): Promise<number> => {
  const script = `const begin = performance.now(); await import("${name}"); console.log(performance.now() - begin);`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script], {
    cwd: fileURLToPath(new URL("..", import.meta.url)),
  });
  return Number(stdout);
};

/** Milliseconds of each module's import, one process after the other in turn. */
export const importTimes = async (modules: readonly string[]): Promise<ReadonlyMap<string, readonly number[]>> => {
  const times = new Map<string, number[]>(modules.map((name) => [name, []]));
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [name, measured] of times) {
      const time = await importTime(name);
      // The first round fills the file system's cache.
      if (round > 0) measured.push(time);
    }
  }
  return times;
};

/** How many there were, and how far apart they lie. */
export const spreadOf = (measured: readonly number[]): string =>
  `median of ${ROUNDS} processes, ${Math.min(...measured).toFixed(1)}–${Math.max(...measured).toFixed(1)} ms`;
