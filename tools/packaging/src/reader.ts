// Somebody who has an empty folder and a page, and types what it says.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, readFile, realpath, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, delimiter, dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { transform } from "esbuild";
import { command, outcome } from "./command.js";
import { freePort } from "./free-port.js";

/** Whatever a page takes for granted. */
export interface Surroundings {
  /** The line of `.npmrc` that finds the packages as if they were published. */
  readonly setting: string;
  readonly tarballs: readonly string[];
  /** Addresses of the page, and what stands there. */
  readonly addresses: Readonly<Record<string, string>>;
  readonly files: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
}

/** What the reader has, and what the stub and the suite run on: the same, unless that is too old for them. */
interface Nodes {
  readonly node: string;
  readonly serverNode: string;
}

const SERVES = /^npx (?:@miniprogram-messages\/)?server-stub(?! keygen| init| check)/;
const INSTALLS = /^npm install /;
const PACKS = /^npm run pack -- --out \.\.\/first-call\/(\S+)$/;

/** The commands of a block: a line that ends in a backslash goes on, and what follows a `#` is for the reader. */
const commandsOf = (text: string): string[] =>
  text
    .replaceAll(/\\\n\s*/g, " ")
    .split("\n")
    .map((line) => line.replace(/\s+#\s.*$/, "").trim())
    .filter((line) => line !== "");

/** What installed the same packages for an earlier reader: npm would do no other thing. */
const installed = new Map<string, string>();

/** The folders that this workspace adds are none of the reader's. */
const pathWith = (node: string): string =>
  [
    dirname(node),
    ...(process.env["PATH"] ?? "").split(delimiter).filter((folder) => !folder.includes("node_modules")),
  ].join(delimiter);

export class Reader {
  #stub: ChildProcess | undefined;

  readonly folder: string;
  readonly #node: string;
  readonly #serverNode: string;
  readonly #port: number;
  readonly #around: Surroundings;

  private constructor(folder: string, port: number, { node, serverNode }: Nodes, around: Surroundings) {
    this.folder = folder;
    this.#port = port;
    this.#node = node;
    this.#serverNode = serverNode;
    this.#around = around;
  }

  static async begin(nodes: Nodes, around: Surroundings): Promise<Reader> {
    const folder = await mkdtemp(join(await realpath(tmpdir()), "reader-"));
    const reader = new Reader(folder, await freePort(), nodes, around);
    await writeFile(join(folder, ".npmrc"), around.setting);
    for (const [name, text] of Object.entries(around.files)) await reader.save(name, text);
    await reader.type("git init --quiet");
    await reader.type("npm init -y");
    return reader;
  }

  async save(name: string, text: string): Promise<void> {
    await writeFile(join(this.folder, name), this.#addressed(text));
  }

  /** Saves what Node runs as it is only when it is new enough, without its types. */
  async saveStripped(name: string, text: string): Promise<void> {
    const { code } = await transform(this.#addressed(text), { loader: "ts", format: "esm", target: "es2023" });
    await writeFile(join(this.folder, name), code);
  }

  /** Types a block; gives back what its last command printed. */
  async typeBlock(text: string): Promise<string> {
    const commands = commandsOf(text);
    if (!commands.some((line) => [SERVES, INSTALLS, PACKS].some((kind) => kind.test(line)))) return this.type(text);
    let printed = "";
    for (const line of commands) printed = await this.type(line);
    return printed;
  }

  /** Types a command, or a script; a stub that it starts keeps serving. */
  async type(line: string): Promise<string> {
    // What the checkout packs was packed before all tests; the reader has gone to the project ever since.
    if (PACKS.test(line)) return this.#unpacked(PACKS.exec(line)?.[1] ?? "");
    if (line === "cd ../first-call") return "";
    if (SERVES.test(line)) return this.#serve(line);
    if (INSTALLS.test(line)) return this.#install(line);
    const ended = await command("sh", ["-e", "-c", this.#addressed(line)], { cwd: this.folder, env: this.#env(line) });
    if (ended.code !== 0) throw new Error(`${line}\n${outcome(ended)}`);
    return ended.stdout.trim();
  }

  /** Files that git would offer to commit. */
  async uncommitted(): Promise<string[]> {
    return (await this.type("git status --porcelain --untracked-files=all")).split("\n").map((line) => line.slice(3));
  }

  async end(): Promise<void> {
    await this.#stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  async #unpacked(folder: string): Promise<string> {
    await mkdir(join(this.folder, folder));
    for (const tarball of this.#around.tarballs) await cp(tarball, join(this.folder, folder, basename(tarball)));
    return "";
  }

  async #install(line: string): Promise<string> {
    const modules = join(this.folder, "node_modules");
    const manifest = join(this.folder, "package.json");
    const before = existsSync(modules) ? await readFile(manifest, "utf8") : "";
    const source = installed.get(before + line);
    if (source !== undefined) {
      await rm(modules, { force: true });
      await cp(join(source, "package.json"), manifest);
      await symlink(join(source, "node_modules"), modules);
      return "";
    }
    if (before !== "") {
      // What others go on to use stays as it is.
      const shared = await realpath(modules);
      await rm(modules);
      await cp(shared, modules, { recursive: true, verbatimSymlinks: true });
    }
    const ended = await command("sh", ["-c", line], { cwd: this.folder, env: this.#env(line) });
    if (ended.code !== 0) throw new Error(`${line}\n${outcome(ended)}`);
    const kept = await mkdtemp(join(await realpath(tmpdir()), "installed-"));
    await cp(manifest, join(kept, "package.json"));
    await rename(modules, join(kept, "node_modules"));
    await symlink(join(kept, "node_modules"), modules);
    installed.set(before + line, kept);
    return "";
  }

  async #serve(line: string): Promise<string> {
    await this.#stop();
    const stub = spawn("sh", ["-c", `exec ${line}`], {
      cwd: this.folder,
      env: { ...process.env, ...this.#env(line) },
      // npx starts a shell, and that the stub: a signal to the group reaches all.
      detached: true,
    });
    this.#stub = stub;
    let said = "";
    stub.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
    for await (const printed of createInterface(stub.stdout)) {
      said += `${printed}\n`;
      if (printed === `ready http://127.0.0.1:${this.#port}`) return said;
    }
    throw new Error(`${line}\nended before it was ready: ${said}`);
  }

  async #stop(): Promise<void> {
    const stub = this.#stub;
    this.#stub = undefined;
    if (stub?.pid === undefined || stub.exitCode !== null) return;
    const ended = once(stub, "exit");
    process.kill(-stub.pid, "SIGTERM");
    await ended;
  }

  #env(line: string): Record<string, string> {
    const serves = /server-stub|contract-tests/.test(line) && !INSTALLS.test(line);
    return {
      ...this.#around.env,
      PATH: pathWith(serves ? this.#serverNode : this.#node),
      STUB_PORT: String(this.#port),
      NO_PROXY: "127.0.0.1",
      // What a reader answers when npx asks.
      npm_config_yes: "true",
      npm_config_prefer_offline: "true",
      npm_config_audit: "false",
      npm_config_fund: "false",
      npm_config_update_notifier: "false",
    };
  }

  #addressed(text: string): string {
    const own = this.#stub === undefined ? this.#around.addresses["http://127.0.0.1:4010"] : undefined;
    const addresses = { ...this.#around.addresses, "http://127.0.0.1:4010": own ?? `http://127.0.0.1:${this.#port}` };
    return Object.entries(addresses).reduce((changed, [from, to]) => changed.replaceAll(from, to), text);
  }
}

/** Removes what readers have installed. */
export const forget = async (): Promise<void> => {
  for (const folder of installed.values()) await rm(folder, { recursive: true, force: true });
  installed.clear();
};
