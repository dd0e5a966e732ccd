import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
const programs = fileURLToPath(new URL("../../node_modules/.bin/", import.meta.url));

/** The program of a dependency, by the name that one types. */
export const programOf = (name: string): string => join(programs, name);

/** The programs are scripts that look for `node`: it shall be the one that runs the tests. */
export const environment = {
  ...process.env,
  PATH: [dirname(process.execPath), process.env["PATH"]].join(delimiter),
  NO_COLOR: "1",
  CI: "true",
};

/**
 * Runs a tool's program as its users do, in the folder of what it imports.
 * @returns what it said.
 * @throws with what it said, when it ends with another code than 0.
 */
export const runTool = async (program: string, args: readonly string[], cwd: string): Promise<string> => {
  const options = { cwd, maxBuffer: 64 * 2 ** 20, env: environment };
  const { stdout, stderr } = await run(programOf(program), args, options).catch((error: unknown) => {
    const { stdout: said, stderr: complained } = Object(error);
    throw new Error(`${program} failed: ${String(complained)}${String(said)}`.slice(0, 4000), { cause: error });
  });
  return stdout + stderr;
};

const OPTIONS = {
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  target: "es2023",
  lib: ["es2023", "dom", "dom.iterable"],
  module: "esnext",
  moduleResolution: "bundler",
  types: [],
};

/** Type-checks what was generated, and `program.ts` beside it, as a project in the strict mode would. */
export const typeCheck = async (folder: string, program: string): Promise<string> => {
  writeFileSync(join(folder, "program.ts"), program);
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: OPTIONS, include: ["**/*.ts"] }));
  await runTool("tsc", ["-p", folder], folder);
  return join(folder, "program.ts");
};
