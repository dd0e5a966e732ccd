import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Row } from "../src/row.ts";
import { median } from "./quantile.ts";

const ROUNDS = 15;
const MODULES = ["@miniprogram-messages/client", "openapi-fetch", "ky", "openai"];

/** Milliseconds of one import in a process of its own. */
const importTime = async (name: string): Promise<number> => {
  const script = `const begin = performance.now(); await import("${name}"); console.log(performance.now() - begin);`;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script], {
    cwd: fileURLToPath(new URL("..", import.meta.url)),
  });
  return Number(stdout);
};

export const run = async (): Promise<Row[]> => {
  const times = new Map<string, number[]>(MODULES.map((name) => [name, []]));
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [name, measured] of times) {
      const time = await importTime(name);
      // The first round fills the file system's cache.
      if (round > 0) measured.push(time);
    }
  }
  const rows: Row[] = [];
  for (const [name, measured] of times) {
    const time = median(measured);
    const [least, most] = [Math.min(...measured).toFixed(1), Math.max(...measured).toFixed(1)];
    const isOwn = name === MODULES[0];
    rows.push({
      what: `import of ${name}`,
      aim: isOwn ? "≤ 15 ms" : "–",
      measured: `${time.toFixed(1)} ms`,
      ...(isOwn && { reached: time <= 15 }),
      note: `median of ${ROUNDS} processes, ${least}–${most} ms`,
    });
  }
  return rows;
};
