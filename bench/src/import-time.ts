import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const ROUNDS = 15;

/** Milliseconds that a text of code takes in a process of its own. */
const timeOf = async (code: string): Promise<number> => {
  const script = `const begin = performance.now(); ${code}; console.log(performance.now() - begin); process.exit();`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script], {
    cwd: fileURLToPath(new URL("..", import.meta.url)),
  });
  return Number(stdout);
};

/** Milliseconds of each text of code, one process after the other in turn. */
export const codeTimes = async (codes: readonly string[]): Promise<ReadonlyMap<string, readonly number[]>> => {
  const times = new Map<string, number[]>(codes.map((code) => [code, []]));
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [code, measured] of times) {
      const time = await timeOf(code);
      // The first round fills the file system's cache.
      if (round > 0) measured.push(time);
    }
  }
  return times;
};

const importOf = (name: string): string => `await import("${name}")`;

/** Milliseconds of each module's import. */
export const importTimes = async (modules: readonly string[]): Promise<ReadonlyMap<string, readonly number[]>> => {
  const times = await codeTimes(modules.map(importOf));
  return new Map(modules.map((name) => [name, times.get(importOf(name)) ?? []]));
};

/** How many there were, and how far apart they lie. */
export const spreadOf = (measured: readonly number[]): string =>
  `median of ${ROUNDS} processes, ${Math.min(...measured).toFixed(1)}–${Math.max(...measured).toFixed(1)} ms`;
