import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { importPrivateKey, importPublicKey, sign, verify } from "@miniprogram-messages/signature";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { readArguments } from "../src/cli/arguments.js";
import { READY, type Run, runCommand, runHere } from "./process/command.js";

let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "server-stub-cli-"));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (args: readonly string[], env: Record<string, string> = {}, until?: RegExp, cwd = folder): Promise<Run> =>
  runCommand(cwd, args, { env, ...(until && { until }) });

const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

const FREE = ["--store", "memory", "--port", "0"];

/** `name0: 1`, `name1: 1`, … */
const lines = (count: number, before: string, after: string): string =>
  Array.from({ length: count }, (_, index) => `${before}${index}${after}`).join("\n");

describe("server-stub", () => {
  it("prints a ready line of its own and ends on SIGTERM", async () => {
    const { code, out, err } = await run(["--port", "0", "--store", "memory"], {}, READY);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^ready http:\/\/127\.0\.0\.1:\d+\n$/);
  });

  it("prints a token and a link that opens beyond loopback, before it is ready", async () => {
    const { out } = await run(["--host", "0.0.0.0"], { PORT: "0", STUB_STORE: "memory" }, READY);
    expect(out).toMatch(
      /^token (\S{32})\ninbox http:\/\/127\.0\.0\.1:\d+\/\?token=\1\nready http:\/\/127\.0\.0\.1:\d+\n$/,
    );
    const token = "sixteen-or-more!";
    const own = await run(["--host", "0.0.0.0", "--port", "0"], { STUB_STORE: "memory", STUB_TOKEN: token }, READY);
    expect(own.out).toMatch(/^inbox \S+\/\?token=sixteen-or-more!\nready \S+\n$/);
  });

  it("reads no general name but PORT", async () => {
    const general = {
      HOST: "x86_64-conda-linux-gnu",
      PREFIX: "/usr/local",
      STORE: "/var/store",
      CONFIG: "Release",
      LOG_LEVEL: "loud",
      ALLOW_HOST: "a b",
      TOKEN: "short",
    };
    const links = { STUB_PORT: "tcp://10.96.0.1:4010", STUB_SERVICE_HOST: "10.96.0.1" };
    const { code, out } = await run(["--store", "memory"], { ...general, ...links, PORT: "0" }, READY);
    expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/^ready http:\/\/127\.0\.0\.1:\d+\n$/) });
  });

  it("says which variable was probably meant", async () => {
    const env = { STUB_ALLOW_HOSTS: "a", STUB_URL: "http://stub", STUB_SERVICE_PORT_HTTP: "4010", STUB_PORT: "0" };
    const { out } = await run(["--store", "memory"], env, READY);
    expect(out).toMatch(/^note STUB_ALLOW_HOSTS is not read; did you mean STUB_ALLOW_HOST\?\nready \S+\n$/);
  });

  it.each<[Record<string, string>, RegExp]>([
    [{ STUB_PORT: "many" }, /STUB_PORT: must be a number from 0 to 65535; it is "many"/],
    [{ PORT: "many" }, / PORT: must be a number/],
    [{ STUB_HOST: "192.0.2.1", PORT: "0" }, /STUB_HOST: 192\.0\.2\.1 is no address of this machine; choose .* --host/],
    [{ STUB_STORE: "mongo://u:secret@x" }, /STUB_STORE: is none of the known kinds; use .*; it is "mongo:\/\/…@x"/],
    [{ STUB_STORE: "postgres://u:secret@127.0.0.1:1/x" }, /STUB_STORE: postgres:\/\/127\.0\.0\.1:1\/x: no server/],
    [{ STUB_STORE: "sqlite:/dev/null/stub.db" }, /STUB_STORE: sqlite:\/dev\/null\/stub\.db: /],
    [{ STUB_PREFIX: "api" }, /STUB_PREFIX: must start with a slash, such as \/api\/open; it is "api"/],
    [{ STUB_LOG_LEVEL: "loud" }, /STUB_LOG_LEVEL: must be one of .*; it is "loud"/],
    [{ STUB_TOKEN: "secret" }, /STUB_TOKEN: must have at least 16 characters$/],
    [{ STUB_ALLOW_ORIGIN: "app.example" }, /STUB_ALLOW_ORIGIN: must be origins, such as .*; it is "app.example"/],
    [{ STUB_ALLOW_HOST: "http://stub" }, /STUB_ALLOW_HOST: must be names .*; it is "http:\/\/stub"/],
    [{ STUB_CONFIG: "none.yaml" }, /STUB_CONFIG: none\.yaml: there is no such file/],
  ])("says where a value came from: %j", async (env, line) => {
    const { code, out, err } = await runHere([], { STUB_STORE: "memory", ...env });
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err.trimEnd()).toMatch(line);
    expect(err).not.toContain("secret");
    expect(err.trimEnd().split("\n")).toHaveLength(1);
  });

  const MISSPELT = [
    "u:SECRET@127.0.0.1/db",
    "host=127.0.0.1 password=SECRET",
    "sqlite:postgres://u:SECRET@h/db",
    "sqlite:u:SECRET@h/db",
    "sqlite:host=h password=SECRET",
    "postgres:u:SECRET@h/db",
    "postgres://u:SEC/RET@h/db",
    "postgres://host=h password=SECRET",
    "postgres://u@127.0.0.1:1/db?sslpassword=SECRET",
  ];
  it.each(
    MISSPELT.flatMap<[string[], Record<string, string>]>((store) => [
      [["--store", store], {}],
      [[], { STUB_STORE: store }],
      [["check", store], {}],
      [[store], {}],
    ]),
  )("shows no password of a store: %j %j", async (args, env) => {
    const { code, out, err } = await runHere(args, env);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).not.toMatch(/SEC|RET/);
  });

  it.each([
    [["--prot", "1"], /Unknown option '--prot'; see server-stub --help; did you mean --port\?/],
    [["keygn"], /unknown command keygn; see server-stub --help; did you mean server-stub keygen\?/],
    [["keygen", "--out", "/dev/null/keys"], /--out: \/dev\/null\/keys cannot be made into a folder/],
    [["--out", "keys"], /--out: goes with keygen alone/],
    [["--host", ""], /--host: must not be empty/],
    [["serve"], /unknown command serve; see/],
    [["keygen", "extra"], /unknown command extra; see/],
    [["keygen", "--port", "1"], /keygen takes no flags such as --port; see/],
    [["--port", "many"], /--port: must be a number/],
    [["--port", "0x10"], /--port: must be a number from 0 to 65535; it is "0x10"/],
    [["--port", "1.5"], /--port: must be a number from 0 to 65535/],
    [["--port"], /--port: its value is missing; see/],
    [["--port="], /--port: must not be empty/],
    [["--port", "-1"], /--port: its value is missing, or to be written --port=<value>; see/],
    [["--host", "--port", "1"], /--host: its value is missing, or to be written --host=<value>; see/],
    [["--port", "1", "--port", "2"], /--port: is given twice; leave one of them out/],
    [["keygen", "--out", "a", "--out=b"], /--out: is given twice/],
    [["--log-levl", "info"], /Unknown option '--log-levl'; see .* did you mean --log-level\?/],
    [["check"], /check takes one store/],
    [["check", "sqlite:none.db"], /store sqlite:none\.db: there is no such file/],
    [["check", "sqlite:/"], /store: a path that ends in a slash is a folder's/],
    [["check", "SQLITE:a.db"], /store: is none of the known kinds; did you mean sqlite:<file>\?/],
    [["check", "a.db"], /did you mean sqlite:a\.db\?/],
    [
      ["--store", "sqlite://a.db"],
      /--store: sqlite: is followed by the path itself and no \/\/, .*; it is "sqlite:\/\/a\.db"/,
    ],
    [["--store", "sqlite:~/a.db"], /--store: ~ stands for a folder in a shell alone/],
    [["--prefix", "/docs", ...FREE], /--prefix: must be none of the stub's own paths: .*; it is "\/docs"/],
    [["--host", "127.0.0.1:80", ...FREE], /--host: must be an address or a name alone, .*; it is "127\.0\.0\.1:80"/],
    [["--host", "http://localhost", ...FREE], /--host: must be an address or a name alone/],
    [["--port", "65536"], /--port: must be a number from 0 to 65535; it is "65536"/],
    [["--prefix", "api"], /--prefix: must start with a slash/],
    [
      ["--prefix", "/a b", ...FREE],
      /--prefix: must have visible ASCII .* percent-encoded, such as \/api\/open; it is "\/a b"/,
    ],
    [["--log-level", "loud"], /--log-level: must be one of/],
    [["--store", "mongo://x"], /store: is none of the known kinds; use memory/],
    [["--store", "sqlite:"], /store: the file is missing/],
    [["--store", "postgres://127.0.0.1:1/db?schema=pg_x"], /--store: schema pg_x is PostgreSQL's own/],
    [["--config", "none.yaml"], /none\.yaml: there is no such file/],
    [["--config", "/"], /--config: \/: this is a folder; name a file in it/],
    [["--config", "/dev/null/a.yaml"], /its folder is a file; correct the path/],
    [["--tls-cert", "/", "--tls-key", "/", ...FREE], /--tls-cert: \/: this is a folder/],
    [["--store", "postgres://127.0.0.1:70000/db"], /--store: the port of the URL has to be a number from 1 to 65535/],
    [
      ["--host", "fe80::1", ...FREE],
      /fe80::1 (?:needs the name of an interface|is an address of IPv6).* with --host$/m,
    ],
    [["--host", "192.0.2.1", "--store", "memory", "--port", "0"], /192\.0\.2\.1 is no address of this machine/],
  ])("ends with one clear line: %j", async (args, line) => {
    const { code, out, err } = await runHere(args);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toMatch(line);
    expect(err.trimEnd().split("\n")).toHaveLength(1);
  });

  it.each([
    [
      "bad.yaml",
      "policies:\n  idempotencyMismatch: replay\n  signature: maybe\n",
      /bad\.yaml:3: policies\.signature: must be one of .*; it is "maybe"/,
    ],
    [
      "bad.json",
      '{\n "users": [\n  {"accessToken": "SECRET", "customerId": "U"}\n ]\n}',
      "bad.json:3: users[0].status: is required",
    ],
    ["typo.yaml", "user: []\n", "typo.yaml:1: user: is no known property; did you mean users?"],
    [
      "channel.yaml",
      "templates:\n- templateCode: T\n  contents: { en: { body: b } }\n  chanel: PUSH\n",
      "channel.yaml:4: templates[0].chanel: is no known property; did you mean channel?",
    ],
    [
      "far.yaml",
      "policies:\n  colour: red\n",
      "far.yaml:2: policies.colour: is no known property; known are signature, requestTimeTolerance, ",
    ],
    [
      "nested.yaml",
      "limits: { perUser: { count: 1, windw: PT1H } }\n",
      "perUser.windw: is no known property; did you mean window?",
    ],
    [
      "json.json",
      '{ "clients": [{ "clientID": "C" }] }',
      "clients[0].clientID: is no known property; did you mean clientId?",
    ],
    ["flow.yaml", `a:\n  ${"[".repeat(100_000)}`, "flow.yaml:2: is nested too deeply for a configuration"],
    ["block.yaml", `${"- ".repeat(5000)}a`, "block.yaml:1: is nested too deeply"],
    ["names.yaml", lines(20_000, "name", ": 1"), "names.yaml:1001: has more than 1000 names in one place"],
    ["flow-names.yaml", `{${lines(20_000, "name", ": 1,")}}`, /flow-names\.yaml:100\d: has more than 1000 names/],
    ["aliases.yaml", `a: &a 1\nb:\n${lines(20_000, "  - *a # ", "")}`, "aliases.yaml:1003: has more than 1000 aliases"],
    ["long.yaml", `# ${"x".repeat(1 << 24)}`, "long.yaml: must have at most 16777216 characters"],
    ["key.yaml", `${"? ".repeat(5000)}a`, "key.yaml:1: is nested too deeply"],
    [
      "map.yaml",
      Array.from({ length: 3000 }, (_, depth) => `${" ".repeat(depth)}a:`).join("\n"),
      /map\.yaml:\d+: is nested too deeply/,
    ],
    [
      "laughs.yaml",
      `a: &a [x]\n${"bcdefgh"
        .split("")
        .map((name, index) => `${name}: &${name} [${`*${"abcdefg"[index]},`.repeat(9)}]`)
        .join("\n")}`,
      "repeats more than 100 nodes by aliases",
    ],
    ["syntax.yaml", "users:\n  - a: [\n", "syntax.yaml:"],
    ["scalar.yaml", "hello\n", "scalar.yaml:1: config: must be an object"],
    ["alias.yaml", "apps: *zz\n", "alias.yaml: has an alias without its anchor"],
    ["two.yaml", "apps: []\n---\napps: []\n", "two.yaml:2: must be one document"],
    [
      "number.yaml",
      "apps:\n- appId: 2019\n",
      "number.yaml:2: apps[0].appId: must be a string; put it in quotes; it is 2019",
    ],
    [
      "date.yaml",
      "users:\n- accessToken: SECRET\n  customerId: U\n  status: ACTIVE\n  expiresAt: '2026-99-01T00:00:00Z'\n",
      "date.yaml:5: users[0].expiresAt:",
    ],
  ])("names file, line and rule: %s", async (name, text, message) => {
    const { code, err } = await runHere(["--config", file(name, text), "--store", "memory", "--port", "0"]);
    expect(code).toBe(1);
    expect(err).toMatch(message);
    expect(err).not.toContain("SECRET");
    expect(err.trimEnd().split("\n")).toHaveLength(1);
  });

  it.each(["", "# nothing but a comment\n", "null\n"])(
    "starts with the defaults for a file that says nothing: %j",
    async (text) => {
      const args = ["--config", file("empty.yaml", text), "--store", "memory", "--port", "0"];
      expect(await run(args, {}, READY)).toMatchObject({ code: 0, err: "" });
    },
  );

  it.each<[string, Buffer]>([
    ["UTF-8 with a mark", Buffer.from("\uFEFFuser: []\n")],
    ["UTF-16 as a shell of Windows writes it", Buffer.from("\uFEFFuser: []\r\n", "utf16le")],
    ["UTF-16, the other way round", Buffer.from("\uFEFFuser: []\r\n", "utf16le").swap16()],
  ])("reads a configuration in %s", async (_, bytes) => {
    const path = file("encoded.yaml", "");
    writeFileSync(path, bytes);
    expect((await runHere(["--config", path])).err).toContain("encoded.yaml:1: user: is no known property");
  });

  it("refuses a configuration in another encoding, which would come out wrong", async () => {
    const path = file("latin.yaml", "");
    writeFileSync(path, Buffer.from("templates: [] # caf\u00E9\n", "latin1"));
    expect((await runHere(["--config", path])).err).toContain("latin.yaml: must be UTF-8; save it in that encoding");
    for (const bytes of [Buffer.from("templates: []\n", "utf16le"), Buffer.from("\uFEFF\0t\0", "utf16le")]) {
      writeFileSync(path, bytes);
      expect((await runHere(["--config", path])).err).toMatch(/latin\.yaml: has NUL characters, .*; save it as UTF-8/);
    }
  });

  it("says that a port is taken", async () => {
    const { createServer } = await import("node:net");
    const taken = createServer();
    await new Promise<void>((resolve) => {
      taken.listen(0, "127.0.0.1", resolve);
    });
    const address = taken.address();
    const port = typeof address === "object" && address ? String(address.port) : "";
    expect((await runHere(["--port", port, "--store", "memory"])).err).toBe(
      `server-stub: port ${port} is taken on 127.0.0.1; choose another one with --port\n`,
    );
    taken.close();
  });

  it("makes keys that fit their configuration", async () => {
    const { out, code } = await runHere(["keygen"]);
    expect(code).toBe(0);
    const pem = /-----BEGIN PRIVATE KEY-----[^]+-----END PRIVATE KEY-----/.exec(out)?.[0] ?? "";
    const { clients } = parse(out.slice(out.indexOf("clients:")));
    const message = { method: "POST", uri: "/", clientId: "C", time: "T", body: "{}" };
    const signature = await sign(message, await importPrivateKey(pem));
    expect(await verify(message, signature, await importPublicKey(clients[0].keys[0].publicKey))).toBe(true);
    const seeded = file("keys.yaml", out.slice(out.indexOf("clients:")));
    expect((await run(["--config", seeded, "--store", "memory", "--port", "0"], {}, READY)).code).toBe(0);
  });

  it("prints a command that can be pasted, whatever the folder's name", async () => {
    const { out } = await runHere(["keygen", "--out", join(folder, "it's mine")]);
    expect(out).toMatch(/: server-stub --config '.*\/it'\\''s mine\/stub\.yaml'$/m);
  });

  it("helps, without colours where nobody sees them", async () => {
    const { out, code } = await runHere(["--help"]);
    expect(code).toBe(0);
    for (const flag of ["--port", "--host", "--store", "--config", "--prefix", "--allow-host"])
      expect(out).toContain(flag);
    expect(out).not.toContain("\u001B");
    expect((await runHere(["--version"])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});

describe("flags and environment", () => {
  it("have the documented defaults", () => {
    expect(readArguments([], {})).toMatchObject({
      command: "serve",
      serve: {
        port: 4010,
        host: "127.0.0.1",
        store: "sqlite:.server-stub/stub.db",
        config: undefined,
        prefix: undefined,
        allowHosts: [],
        allowOrigins: [],
        token: undefined,
        logLevel: "warn",
      },
    });
  });

  it("let a flag win over its variable, and STUB_PORT over PORT", () => {
    const environment = {
      PORT: "1",
      STUB_PORT: "3",
      STUB_HOST: "::1",
      STUB_STORE: "memory",
      STUB_CONFIG: "a.yaml",
      STUB_PREFIX: "/api/open/",
      STUB_ALLOW_HOST: "a, b",
      STUB_ALLOW_ORIGIN: "https://a.example",
      STUB_TOKEN: "t",
      STUB_LOG_LEVEL: "info",
    };
    expect(readArguments(["--allow-host", "c", "--allow-host", "d"], environment)).toMatchObject({
      serve: {
        port: 3,
        host: "::1",
        store: "memory",
        config: { value: "a.yaml", from: "STUB_CONFIG" },
        prefix: "/api/open/",
        allowHosts: ["c", "d"],
        allowOrigins: ["https://a.example"],
        token: "t",
        logLevel: "info",
      },
    });
    expect(readArguments(["--port", "2"], environment)).toMatchObject({ serve: { port: 2, allowHosts: ["a", "b"] } });
  });
});
