import { spawn } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Measurement, Row } from "./row.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));

/** The repository's own commands, each in a fresh clone of what is committed, with a warm package cache. */
export async function measurePipeline(): Promise<Measurement> {
  const folder = await mkdtemp(join(tmpdir(), "pipeline-"));
  // PostgreSQL runs as a user of its own when the tests run as root, and has to reach its binaries in the clone.
  await chmod(folder, 0o755);
  const clone = join(folder, "clone");
  try {
    await cost("git", ["clone", "--quiet", repository, clone], folder);
    const quick = await cost("npm", ["test", "--silent"], clone);
    const again = await cost("npm", ["test", "--silent"], clone);
    const full = await cost("npm", ["test", "--silent", "--", "--full"], clone);
    const generate = await cost("npm", ["run", "--silent", "generate"], clone);
    return {
      title: "The repository's own commands",
      rows: [
        processorRow("`npm test` in a fresh clone, warm package cache", quick, 200),
        wallRow("the same", quick, 120),
        wallRow("`npm test` again, nothing changed", again, 5),
        processorRow("`npm test -- --full`, after that", full, 400),
        wallRow("`pnpm generate`", generate, 5),
      ],
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What a command took, in seconds. */
interface Cost {
  readonly wall: number;
  /** Of all processors of the machine, whoever used them: browsers and databases end as nobody's children. */
  readonly processor: number;
}

const processorRow = (what: string, { processor, wall }: Cost, aim: number): Row =>
  row(what, { value: processor, unit: "s of processor time", aim, note: `${wall.toFixed(0)} s of wall time` });

const wallRow = (what: string, { wall, processor }: Cost, aim: number): Row =>
  row(what, { value: wall, unit: "s", aim, note: `${processor.toFixed(0)} s of processor time` });

interface Figure {
  readonly value: number;
  readonly unit: string;
  readonly aim: number;
  readonly note: string;
}

const row = (what: string, { value, unit, aim, note }: Figure): Row => ({
  what,
  aim: `≤ ${aim} ${unit}`,
  measured: `${value.toFixed(value < 10 ? 1 : 0)} ${unit}`,
  reached: value <= aim,
  note,
});

const busy = (): number =>
  cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0) / 1000;

async function cost(command: string, args: readonly string[], cwd: string): Promise<Cost> {
  const begin = performance.now();
  const before = busy();
  await new Promise<void>((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, TURBO_FORCE: undefined },
    });
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0 ? resolve() : reject(new Error(`${command} ${args.join(" ")} ended with ${code}`)),
    );
  });
  return { wall: (performance.now() - begin) / 1000, processor: busy() - before };
}
