// The image without an engine: its last stage done by hand, with what the Dockerfile says. What needs the engine is the base image alone.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, readFile, realpath, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { command, here, outcome } from "./command.js";

const dockerfile = (await readFile(here("../../Dockerfile"), "utf8")).replaceAll(/\\\n\s*/g, " ");
const lastStage = dockerfile.slice(dockerfile.lastIndexOf("\nFROM "));
const form = (instruction: string): string[] =>
  JSON.parse(new RegExp(`^\\s*${instruction} (?:--\\S+ +)*(?:CMD )?(\\[.*\\])$`, "m").exec(lastStage)?.[1] ?? "[]");
const variables = Object.fromEntries(
  [...(/^ENV (.*)$/m.exec(lastStage)?.[1] ?? "").matchAll(/(\w+)=(\S+)/g)].map(([, name = "", value = ""]) => [
    name,
    value,
  ]),
);

/** `node` of the base image, where the tests run as root and that user can reach this Node; else whoever runs the tests. */
const NODE_USER = { uid: 1000, gid: 1000 };
const isRoot = process.getuid?.() === 0;
const user = isRoot && spawnSync(process.execPath, ["--version"], NODE_USER).status === 0 ? NODE_USER : {};

let folder = "";
let port = "";
const inside = (text: string): string =>
  text.replace("/app/", `${folder}/app/`).replace("sqlite:/data/", `sqlite:${folder}/data/`);
/** Nothing but what the image sets; the port is one that is free. */
const env = (): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, inside(value)])),
  STUB_TOKEN: "a-token-of-the-reader",
  STUB_PORT: port === "" ? "0" : port,
});

const start = async (cwd: string): Promise<ChildProcess> => {
  const [, ...words] = form("CMD");
  const child = spawn(process.execPath, words.map(inside), { cwd, env: env(), ...user });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  for await (const line of createInterface(child.stdout)) {
    said += `${line}\n`;
    port = /^ready http:\S+:(\d+)/.exec(line)?.[1] ?? "";
    if (port !== "") return child;
  }
  throw new Error(`ended before it was ready: ${said}`);
};

const end = async (child: ChildProcess): Promise<unknown> => {
  const ended = once(child, "exit");
  child.kill("SIGTERM");
  const [code] = await ended;
  return code;
};

const isHealthy = async (): Promise<boolean> => {
  const [, ...words] = form("HEALTHCHECK");
  const child = spawn(process.execPath, words, { env: env(), ...user });
  const [code] = await once(child, "exit");
  return code === 0;
};

beforeAll(async () => {
  folder = await mkdtemp(join(await realpath(tmpdir()), "image-"));
  await chmod(folder, 0o755);
  const install = /npm install (--omit=dev .*)$/m.exec(dockerfile)?.[1] ?? "";
  const { signature, "server-stub": stub } = inject("tarballs");
  const line = install.replace(/\S+-signature-\S+/, signature).replace(/\S+-server-stub-\S+/, stub);
  await mkdir(join(folder, "app"));
  const made = await command("sh", ["-e", "-c", `npm init --yes >/dev/null; npm install --prefer-offline ${line}`], {
    cwd: join(folder, "app"),
  });
  expect(outcome(made)).toBe("exit 0");
  for (const name of ["data", "elsewhere"]) await mkdir(join(folder, name));
  if ("uid" in user) await command("chown", ["1000:1000", join(folder, "data")]);
});

afterAll(async () => {
  await chmod(join(folder, "elsewhere"), 0o755);
  await rm(folder, { recursive: true, force: true });
});

it("has a command, a health check and variables to read", () => {
  expect(form("CMD")).toHaveLength(2);
  expect(form("HEALTHCHECK")[0]).toBe("node");
  expect(variables).toMatchObject({ STUB_HOST: "0.0.0.0", STUB_PORT: "4010" });
  expect(/^WORKDIR (.*)$/m.exec(lastStage)?.[1]).toBe("/data");
});

it("serves as nobody of importance, with no other variables, keeps its store in the volume, and is healthy", async () => {
  port = "";
  const child = await start(join(folder, "data"));
  expect(await isHealthy()).toBe(true);
  const open = await fetch(`http://127.0.0.1:${port}/_stub/namespaces`);
  expect(open.status).toBe(401);
  expect(await end(child)).toBe(0);
  expect((await stat(join(folder, "data/stub.db"))).isFile()).toBe(true);
  expect(await isHealthy()).toBe(false);
});

it("takes a stub.yaml that is mounted, and serves from a folder that it may not write to", async () => {
  await writeFile(join(folder, "elsewhere/stub.yaml"), "policies:\n  signature: required\n");
  await chmod(join(folder, "elsewhere"), 0o555);
  port = "";
  const child = await start(join(folder, "elsewhere"));
  const headers = { authorization: "Bearer a-token-of-the-reader" };
  const answer = await fetch(`http://127.0.0.1:${port}/_stub/namespaces/default/config`, { headers });
  expect(await answer.json()).toMatchObject({ policies: { signature: "required" } });
  expect(await end(child)).toBe(0);
});
