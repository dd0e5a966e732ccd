import { spawn } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
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
    await seconds("git", ["clone", "--quiet", repository, clone], folder);
    const whole = await seconds("npm", ["test", "--silent"], clone);
    const again = await seconds("npm", ["test", "--silent"], clone);
    const generate = await seconds("npm", ["run", "--silent", "generate"], clone);
    return {
      title: "The repository's own commands",
      rows: [
        row("`npm test` in a fresh clone, warm package cache", whole, 60, "browser tests alone take two minutes of it"),
        row("`npm test` again, nothing changed", again, 20),
        row("`pnpm generate`", generate, 10),
      ],
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function row(what: string, measured: number, aim: number, note = ""): Row {
  return { what, aim: `≤ ${aim} s`, measured: `${measured.toFixed(1)} s`, reached: measured <= aim, note };
}

async function seconds(command: string, args: readonly string[], cwd: string): Promise<number> {
  const begin = performance.now();
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
  return (performance.now() - begin) / 1000;
}
