import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { importPrivateKey, importPublicKey, sign, verify } from "@miniprogram-messages/signature";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { readArguments } from "../src/cli/arguments.js";

const CLI = fileURLToPath(new URL("../dist/cli.js", import.meta.url));

interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "server-stub-cli-"));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs the built command; `until` is sent SIGTERM once the output has it. */
const run = (args: readonly string[], env: Record<string, string> = {}, until?: RegExp): Promise<Run> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [CLI, ...args], { cwd: folder, env: { PATH: "", ...env } });
    let out = "";
    let err = "";
    child.stdout.on("data", (chunk) => {
      out += String(chunk);
      if (until?.test(out)) child.kill("SIGTERM");
    });
    child.stderr.on("data", (chunk) => {
      err += String(chunk);
    });
    child.on("close", (code) => resolve({ code, out, err }));
  });

const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return name;
};

describe("server-stub", () => {
  it("prints a ready line of its own and ends on SIGTERM", async () => {
    const { code, out, err } = await run(["--port", "0", "--store", "memory"], {}, /^ready .*\n/m);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^ready http:\/\/127\.0\.0\.1:\d+\n$/);
  });

  it("prints a token beyond loopback, before it is ready", async () => {
    const { out } = await run(["--host", "0.0.0.0"], { PORT: "0", STORE: "memory" }, /^ready .*\n/m);
    expect(out).toMatch(/^token \S{32}\ninbox \S+\nready http:\/\/0\.0\.0\.0:\d+\n$/);
  });

  it.each([
    [["--prot", "1"], /Unknown option '--prot'; see server-stub --help/],
    [["serve"], /unknown command serve; see/],
    [["keygen", "extra"], /unknown command extra; see/],
    [["keygen", "--port", "1"], /keygen takes no flags such as --port; see/],
    [["--port", "many"], /--port: must be a number/],
    [["--port", "65536"], /--port: must be a number/],
    [["--prefix", "api"], /--prefix: must start with a slash/],
    [["--log-level", "loud"], /--log-level: must be one of/],
    [["--store", "mongo://x"], /store: is none of the known kinds; use memory/],
    [["--store", "sqlite:"], /store: the file is missing/],
    [["--config", "none.yaml"], /none\.yaml: there is no such file/],
    [["--host", "192.0.2.1", "--store", "memory", "--port", "0"], /192\.0\.2\.1 is no address of this machine/],
  ])("ends with one clear line: %j", async (args, line) => {
    const { code, out, err } = await run(args);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toMatch(line);
    expect(err.trimEnd().split("\n")).toHaveLength(1);
  });

  it.each([
    [
      "bad.yaml",
      "policies:\n  idempotencyMismatch: replay\n  signature: maybe\n",
      "bad.yaml:3: policies.signature: must be one of",
    ],
    [
      "bad.json",
      '{\n "users": [\n  {"accessToken": "SECRET", "customerId": "U"}\n ]\n}',
      "bad.json:3: users[0].status: is required",
    ],
    ["typo.yaml", "user: []\n", "typo.yaml:1: user: is no known property"],
    ["syntax.yaml", "users:\n  - a: [\n", "syntax.yaml:"],
    ["scalar.yaml", "hello\n", "scalar.yaml:1: config: must be an object"],
    ["alias.yaml", "apps: *zz\n", "alias.yaml: has an alias without its anchor"],
    ["two.yaml", "apps: []\n---\napps: []\n", "two.yaml:2: must be one document"],
    ["number.yaml", "apps:\n- appId: 2019\n", "number.yaml:2: apps[0].appId: must be a string; put it in quotes"],
    [
      "date.yaml",
      "users:\n- accessToken: SECRET\n  customerId: U\n  status: ACTIVE\n  expiresAt: '2026-99-01T00:00:00Z'\n",
      "date.yaml:5: users[0].expiresAt:",
    ],
  ])("names file, line and rule: %s", async (name, text, message) => {
    const { code, err } = await run(["--config", file(name, text), "--store", "memory", "--port", "0"]);
    expect(code).toBe(1);
    expect(err).toContain(message);
    expect(err).not.toContain("SECRET");
    expect(err.trimEnd().split("\n")).toHaveLength(1);
  });

  it.each(["", "# nothing but a comment\n", "null\n"])(
    "starts with the defaults for a file that says nothing: %j",
    async (text) => {
      const args = ["--config", file("empty.yaml", text), "--store", "memory", "--port", "0"];
      expect(await run(args, {}, /^ready .*\n/m)).toMatchObject({ code: 0, err: "" });
    },
  );

  it("says that a port is taken", async () => {
    const { out, err } = await run(["--port", "0", "--store", "memory"], {}, /^ready .*\n/m);
    expect(err).toBe("");
    expect(out).toContain("ready");
    const { createServer } = await import("node:net");
    const taken = createServer();
    await new Promise<void>((resolve) => {
      taken.listen(0, "127.0.0.1", resolve);
    });
    const address = taken.address();
    const port = typeof address === "object" && address ? String(address.port) : "";
    expect((await run(["--port", port, "--store", "memory"])).err).toBe(
      `server-stub: port ${port} is taken on 127.0.0.1; choose another one with --port\n`,
    );
    taken.close();
  });

  it("makes keys that fit their configuration", async () => {
    const { out, code } = await run(["keygen"]);
    expect(code).toBe(0);
    const pem = /-----BEGIN PRIVATE KEY-----[^]+-----END PRIVATE KEY-----/.exec(out)?.[0] ?? "";
    const { clients } = parse(out.slice(out.indexOf("clients:")));
    const message = { method: "POST", uri: "/", clientId: "C", time: "T", body: "{}" };
    const signature = await sign(message, await importPrivateKey(pem));
    expect(await verify(message, signature, await importPublicKey(clients[0].keys[0].publicKey))).toBe(true);
    const seeded = file("keys.yaml", out.slice(out.indexOf("clients:")));
    expect((await run(["--config", seeded, "--store", "memory", "--port", "0"], {}, /^ready .*\n/m)).code).toBe(0);
  });

  it("helps, without colours where nobody sees them", async () => {
    const { out, code } = await run(["--help"]);
    expect(code).toBe(0);
    for (const flag of ["--port", "--host", "--store", "--config", "--prefix", "--allow-host"])
      expect(out).toContain(flag);
    expect(out).not.toContain("\u001B");
    expect((await run(["--version"])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe("flags and environment", () => {
  it("have the documented defaults", () => {
    expect(readArguments([], {})).toEqual({
      command: "serve",
      serve: {
        port: 4010,
        host: "127.0.0.1",
        store: "sqlite:.server-stub/stub.db",
        config: undefined,
        prefix: undefined,
        allowHosts: [],
        logLevel: "warn",
      },
    });
  });

  it("let a flag win over its variable", () => {
    const environment = {
      PORT: "1",
      HOST: "::1",
      STORE: "memory",
      CONFIG: "a.yaml",
      PREFIX: "/api/open/",
      ALLOW_HOST: "a,b",
    };
    expect(readArguments(["--port", "2"], environment)).toMatchObject({
      serve: { port: 2, host: "::1", store: "memory", config: "a.yaml", prefix: "/api/open", allowHosts: ["a", "b"] },
    });
  });
});
