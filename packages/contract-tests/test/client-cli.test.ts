import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";

const command = fileURLToPath(new URL("../dist/cli.js", import.meta.url));
const driver = fileURLToPath(new URL("../drivers/node-client/driver.mjs", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "client-cli-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const node = `"${process.execPath}"`;

interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const run = (...args: readonly string[]): Promise<Run> =>
  new Promise((resolve) => {
    const env = { ...process.env, NO_COLOR: "1", TMPDIR: folder };
    execFile(process.execPath, [command, "client", ...args], { env }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), stdout, stderr });
    });
  });

/** A client in plain Node, in as few words as a test needs. */
const script = (name: string, source: string): string => {
  const file = join(folder, name);
  writeFileSync(file, source);
  return `${node} ${file}`;
};

const sends = `
const { env } = process;
const path = env.CONTRACT_OPERATION === "sendMessage" ? "/v2/miniprogram/message/send" : "/v2/messages/sendInbox";
const send = () => fetch(env.CONTRACT_BASE_URL + path, {
  method: "POST",
  redirect: "manual",
  headers: { "Content-Type": "application/json", "Client-Id": env.CONTRACT_CLIENT_ID },
  body: env.CONTRACT_REQUEST,
}).then((answer) => answer.json());
`;

const casesOf = (file: string): readonly Record<string, unknown>[] => JSON.parse(readFileSync(file, "utf8")).cases;

describe("a command that is no client", () => {
  test.each([
    ["is not there", "no-such-command-anywhere", /The command cannot be run: .*not found/u],
    ["exits at once", "echo boom >&2; exit 4", /exit code 4.*its stderr ends: boom/u],
    ["prints nothing and sends nothing", "true", /had sent nothing to CONTRACT_BASE_URL/u],
    ["claims what it has not done", `echo '{"status":"succeeded"}'`, /had sent nothing to CONTRACT_BASE_URL/u],
    ["never ends", "sleep 600", /did not end within 1 s, and was killed/u],
  ])("%s: one line and exit code 2", async (_, text, message) => {
    const { code, stderr } = await run("--command", text, "--timeout", "1");
    expect(stderr.trimEnd().split("\n")).toEqual([expect.stringMatching(message)]);
    expect(code).toBe(2);
  });

  test("leaves no key behind", () => {
    expect(readdirSync(folder).filter((name) => name.startsWith("contract-client-"))).toEqual([]);
  });
});

describe("a wrong call", () => {
  test.each([
    ["--command", "true", "--scenario", "no-such-scenario", /--scenario 'no-such-scenario' matches no scenario/u],
    ["--command", "true", "--listen", "0", /not both/u],
    ["--listen", "70000", "--strict", "", /--listen 70000 is no port|Unexpected argument/u],
    ["--command", "true", "--operation", "send", /--operation send is none: give sendMessage or sendInbox/u],
    ["--command", "true", "--timeout", "soon", /--timeout soon is no whole number/u],
    ["--command", "true", "--expected-failures", "missing.txt", /missing\.txt cannot be read/u],
  ])("%s %s %s %s is one line and exit code 2", async (...args) => {
    const { code, stderr } = await run(...args.slice(0, -1).map(String));
    expect(stderr.trimEnd().split("\n")).toEqual([expect.stringMatching(args[4])]);
    expect(code).toBe(2);
  });

  test("a port in use is one line and exit code 2", async () => {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const { code, stderr } = await run("--listen", String(typeof address === "object" ? address?.port : ""));
    server.close();
    expect(stderr).toMatch(/^contract-tests: --listen \d+: the port is in use.*\n$/u);
    expect(code).toBe(2);
  });
});

describe("verdicts of a command", () => {
  test("this project's client passes, and the report holds wire, outcome and badge", async () => {
    const json = join(folder, "good.json");
    const html = join(folder, "good.html");
    const globs = [
      "sample/*",
      "lost-response/*",
      "other-key",
      "crash-after-sending",
      "same-order-twice",
      "two-orders*",
    ];
    const flags = globs.flatMap((glob) => ["--scenario", glob]);
    const { code, stdout } = await run(
      "--command",
      `${node} ${driver}`,
      "--strict",
      ...flags,
      "--json",
      json,
      "--html",
      html,
    );
    expect(stdout).toMatch(
      /10 passed, 0 failed, 0 inconclusive, 0 skipped[\s\S]*badge: 10 of 10, signed, \d{4}-\d\d-\d\d\n/u,
    );
    expect(code).toBe(0);
    expect(casesOf(json)[0]).toMatchObject({
      id: "client/sample/send-message/push",
      level: "documented",
      statement: "MS-004",
      status: "passed",
      wire: "passed",
      outcome: "passed",
    });
    expect(existsSync(html)).toBe(true);
  });

  test("a proxy in the environment is not asked for the platform", async () => {
    process.env["NODE_USE_ENV_PROXY"] = "1";
    process.env["HTTP_PROXY"] = "http://127.0.0.1:9";
    const client = script("proxied.mjs", `${sends} await send(); console.log('{"status":"succeeded"}');`);
    const { code } = await run("--command", client, "--unsigned", "--scenario", "sample/send-inbox/*");
    delete process.env["NODE_USE_ENV_PROXY"];
    delete process.env["HTTP_PROXY"];
    expect(code).toBe(0);
  });

  test("without an outcome line the wire is judged, and the rest is not", async () => {
    const json = join(folder, "silent.json");
    const client = script("silent.mjs", `${sends} await send(); console.log("done");`);
    const { code, stdout } = await run("--command", client, "--unsigned", "--scenario", "sample/*", "--json", json);
    expect(stdout).toContain("outcomes not judged");
    expect(casesOf(json)[0]).toMatchObject({ status: "passed", outcome: "not judged" });
    expect(code).toBe(0);
  });

  test("a wrong outcome, garbage and a crash are failures, with the end of stderr and without secrets", async () => {
    const json = join(folder, "wrong.json");
    const client = script(
      "wrong.mjs",
      `${sends}
      const { result } = await send();
      if (env.CONTRACT_SCENARIO.endsWith("PROCESS_FAIL")) { console.error("no way", JSON.parse(env.CONTRACT_REQUEST).accessToken); process.exit(3); }
      console.log(env.CONTRACT_SCENARIO.endsWith("INVALID_API") ? '{"status":"perhaps"}' : '{"status":"succeeded"}');`,
    );
    const flags = ["--unsigned", "--operation", "sendMessage", "--scenario", "failed/*"];
    const { code, stdout } = await run("--command", client, ...flags, "--json", json);
    expect(code).toBe(1);
    const failure = (name: string): unknown => casesOf(json).find(({ id }) => String(id).endsWith(name))?.["failure"];
    expect(failure("ACCESS_DENIED")).toMatchObject({
      message: "status of the outcome",
      expected: "failed",
      actual: "succeeded",
    });
    expect(failure("INVALID_API")).toMatchObject({ message: expect.stringContaining('status is "perhaps"') });
    expect(failure("PROCESS_FAIL")).toMatchObject({
      message: expect.stringContaining("exit code 3"),
      actual: "stderr ends: no way ***",
    });
    expect(stdout + readFileSync(json, "utf8")).not.toContain("2019112719074101000700000077771xxxx");
  });

  test("a body that changes is shown where it does, without the access token", async () => {
    const json = join(folder, "changed.json");
    const client = script(
      "changed.mjs",
      `${sends} await send().catch(() => {}); env.CONTRACT_REQUEST = env.CONTRACT_REQUEST.replace("{", '{ "n": 1,');
      await send().catch(() => {}); console.log('{"status":"unknown"}');`,
    );
    const flags = ["--unsigned", "--scenario", "same-request-on-retry/send-message"];
    const { code, stdout } = await run("--command", client, ...flags, "--json", json);
    expect(casesOf(json)[0]).toMatchObject({
      status: "failed",
      wire: "failed",
      outcome: "not judged",
      failure: {
        message: "body of request 2, byte for byte",
        actual: expect.stringMatching(/^…\{ "n": 1,.{1,60}… \(\d+ characters\)$/u),
      },
    });
    expect(stdout + readFileSync(json, "utf8")).not.toContain("2019112719074101000700000077771xxxx");
    expect(code).toBe(1);
  });

  test("a fault that was never met is inconclusive, and no failure", async () => {
    const json = join(folder, "unmet.json");
    const client = script("once.mjs", `${sends} await send().catch(() => {}); console.log('{"status":"unknown"}');`);
    const { code } = await run(
      "--command",
      client,
      "--unsigned",
      "--operation",
      "sendMessage",
      "--scenario",
      "same-request*",
      "--json",
      json,
    );
    expect(casesOf(json)[0]).toMatchObject({
      status: "inconclusive",
      reason: expect.stringContaining("comes with request 2"),
    });
    expect(code).toBe(0);
  });

  test("an expected failure may be, and must not pass", async () => {
    const list = join(folder, "expected.txt");
    writeFileSync(list, "client/success-any-case # mended\nclient/success-any-text\n");
    const client = script(
      "text.mjs",
      `${sends} const { result } = await send();
      console.log(JSON.stringify({ status: /^success$/i.test(result.resultMessage) ? "succeeded" : "unknown" }));`,
    );
    const { code, stdout } = await run(
      "--command",
      client,
      "--unsigned",
      "--strict",
      "--scenario",
      "success-any*",
      "--expected-failures",
      list,
    );
    expect(stdout).toMatch(
      /Stale[^\n]*\n {2}client\/success-any-case\n[\s\S]*1 failed as expected|1 failed as expected[\s\S]*Stale/u,
    );
    expect(code).toBe(1);
  });

  test("a signal writes the reports of what was played", async () => {
    const json = join(folder, "stopped.json");
    const args = [
      command,
      "client",
      "--command",
      `${node} ${driver}`,
      "--scenario",
      "sample/*",
      "--scenario",
      "slow*",
      "--json",
      json,
    ];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "pipe"] });
    await once(child.stderr, "data");
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const exit = once(child, "exit");
    child.kill("SIGTERM");
    expect((await exit)[0]).toBe(143);
    expect(casesOf(json).length).toBeGreaterThanOrEqual(1);
  });
});

describe("a backend that is running", () => {
  test("asks for its tasks, posts outcomes, and hears that all are done", async () => {
    const json = join(folder, "listen.json");
    const scenarios = ["sample/*", "same-order-twice", "two-orders-at-once", "crash-after-sending"];
    const flags = scenarios.flatMap((glob) => ["--scenario", glob]);
    const child = spawn(process.execPath, [
      command,
      "client",
      "--listen",
      "0",
      "--unsigned",
      "--operation",
      "sendMessage",
      ...flags,
      "--json",
      json,
    ]);
    const exit = once(child, "exit");
    const [line] = await once(child.stderr, "data");
    const base = /http:\S+(?=\/_scenarios)/u.exec(String(line))?.[0];
    const seen: string[] = [];
    for (;;) {
      const next = await fetch(`${base}/_scenarios/next`);
      if (next.status === 204) break;
      const { id, baseUrl, request, clientId, ...rest } = Object(await next.json());
      seen.push(id);
      // Unsigned, the keys are missing and nothing else.
      expect(rest).toEqual({ operation: "sendMessage", keyVersion: expect.any(String) });
      const sent = await fetch(`${baseUrl}/v2/miniprogram/message/send`, {
        method: "POST",
        headers: { "Content-Type": "application/json", "Client-Id": clientId },
        body: JSON.stringify(request),
      });
      const { messageId } = Object(await sent.json());
      const posted = await fetch(`${base}/_scenarios/${seen.length % 2 === 0 ? id : encodeURIComponent(id)}/outcome`, {
        method: "POST",
        body: JSON.stringify({ status: "succeeded", messageId }),
      });
      expect(posted.status).toBe(204);
    }
    expect((await exit)[0]).toBe(0);
    expect(new Set(seen).size).toBe(7);
    expect(seen).toContain("client/same-order-twice/2");
    expect(casesOf(json).map(({ status }) => status)).toEqual([
      "passed",
      "passed",
      "passed",
      "passed",
      "passed",
      "skipped",
    ]);
  });
});

test("--list prints every scenario, --help the examples", async () => {
  expect((await run("--list")).stdout).toMatch(/^client\/sample\/send-message\/push\n/u);
  expect((await run("--help")).stdout).toContain("Examples:");
  expect((await run("--version")).stdout).toMatch(/^\d+\.\d+\.\d+\n$/u);
});

test("--list prints what --scenario and --operation choose", async () => {
  const { stdout } = await run("--list", "--scenario", "sample/*", "--operation", "sendInbox");
  expect(stdout).toMatch(/^(?:client\/sample\/send-inbox\S*\n)+$/u);
});
