import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatSignatureHeader, importPrivateKey, sign } from "@miniprogram-messages/signature";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { writeKeys } from "../src/cli/keygen.js";
import { PATHS } from "../src/gateway/target.js";
import { READY, type Run, runCommand } from "./process/command.js";
import { startStub } from "./process/stub-process.js";

let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "server-stub-start-"));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (args: readonly string[], env: Record<string, string> = {}, until?: RegExp, cwd = folder): Promise<Run> =>
  runCommand(cwd, args, { env, ...(until && { until }) });

const at = (name: string) => join(folder, "keys", name);

describe("keygen --out", () => {
  it("writes keys and a configuration that work as they are: the documented samples, signed with them, get S", async () => {
    const { code, out, err } = await run(["keygen", "--out", "keys"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain("merchant.pem");
    expect(statSync(at("merchant.pem")).mode & 0o777).toBe(0o600);
    const [{ clientId, keys }] = parse(readFileSync(at("stub.yaml"), "utf8")).clients;
    expect(readFileSync(at("merchant.pub"), "utf8")).toBe(`${keys[0].publicKey}\n`);

    const stub = await startStub("--store", "memory", "--config", at("stub.yaml"));
    const key = await importPrivateKey(readFileSync(at("merchant.pem"), "utf8"));
    const post = async (path: string, name: string, isSigned = true) => {
      const body = readFileSync(new URL(`../../../spec/examples/${name}.request.json`, import.meta.url), "utf8");
      const time = new Date().toISOString();
      const signature = await sign({ method: "POST", uri: path, clientId, time, body }, key);
      const signed = {
        "client-id": clientId,
        "request-time": time,
        signature: formatSignatureHeader({ keyVersion: keys[0].keyVersion, signature }),
      };
      const headers = { "content-type": "application/json", ...(isSigned && signed) };
      const answer = await fetch(stub.url + path, { method: "POST", headers, body });
      return (await answer.json()).result.resultCode;
    };
    const message = ["push", "sms", "inbox"] as const;
    for (const sample of message) {
      expect(await post(`/ns/${sample}${PATHS.sendMessage}`, `send-message.${sample}`)).toBe("SUCCESS");
    }
    expect(await post(PATHS.sendInbox, "send-inbox")).toBe("SUCCESS");
    expect(await post(PATHS.sendInbox, "send-inbox", false)).toBe("INVALID_SIGNATURE");
    await stub.end("SIGTERM");

    expect(await run(["keygen", "--out", "keys"])).toMatchObject({ code: 1, err: /keys.stub\.yaml is there already/ });
  });
});

it.each(["merchant.pem", "merchant.pub", "stub.yaml"])("keygen writes nothing beside a %s", async (name) => {
  const keys = mkdtempSync(join(folder, "taken-"));
  writeFileSync(join(keys, name), "mine");
  await expect(writeKeys(keys)).rejects.toThrow(`${name} is there already, and nothing is overwritten`);
  expect(readdirSync(keys)).toEqual([name]);
});

const started = (cwd: string) => run(["--store", "memory", "--port", "0"], {}, READY, cwd);

const git = (cwd: string, ...args: string[]) => execFileSync("git", args, { cwd, encoding: "utf8" });

describe("git", () => {
  it("is offered neither store, certificate nor key", async () => {
    const cwd = mkdtempSync(join(folder, "git-"));
    git(cwd, "init", "--quiet");
    expect((await run(["keygen", "--out", "demo"], {}, undefined, cwd)).code).toBe(0);
    expect((await run(["--tls", "self-signed", "--port", "0"], {}, READY, cwd)).code).toBe(0);
    expect(readdirSync(join(cwd, ".server-stub"))).toContain("tls-key.pem");
    expect(git(cwd, "status", "--porcelain", "--untracked-files=all")).toBe("");
  });

  it("hides nothing in a folder that holds other files, and is said to", async () => {
    const cwd = mkdtempSync(join(folder, "git-"));
    writeFileSync(join(cwd, "package.json"), "{}");
    const { out } = await run(["keygen", "--out", "."], {}, undefined, cwd);
    expect(out).toContain("keep it out of version control");
    expect(readdirSync(cwd)).not.toContain(".gitignore");
  });
});

describe("init", () => {
  it("writes a configuration that is taken and named, and overwrites nothing", async () => {
    const cwd = mkdtempSync(join(folder, "init-"));
    expect((await started(cwd)).out).toMatch(/^ready \S+\n$/);
    expect(await run(["init"], {}, undefined, cwd)).toMatchObject({ code: 0, err: "" });
    const written = readFileSync(join(cwd, "stub.yaml"), "utf8");
    expect((await started(cwd)).out).toMatch(/^config stub\.yaml\nready \S+\n$/);
    // Its examples are legal as well.
    writeFileSync(join(cwd, "all.yaml"), written.replaceAll(/^#(?! )/gm, "").replaceAll(/^#(?=  )/gm, ""));
    const all = await run(["--config", "all.yaml", "--store", "memory", "--port", "0"], {}, READY, cwd);
    expect(all).toMatchObject({ code: 0, err: "" });
    expect(Object.keys(parse(readFileSync(join(cwd, "all.yaml"), "utf8")))).toHaveLength(7);

    const again = await run(["init"], {}, undefined, cwd);
    expect(again).toMatchObject({
      code: 1,
      err: "server-stub: init: stub.yaml is there already; nothing was written\n",
    });
    expect(readFileSync(join(cwd, "stub.yaml"), "utf8")).toBe(written);
  });

  it.each(["stub.yml", "stub.json"])("leaves a %s alone, which is taken as well", async (name) => {
    const cwd = mkdtempSync(join(folder, "init-"));
    writeFileSync(join(cwd, name), '{ "policies": { "signature": "off" } }');
    expect((await run(["init"], {}, undefined, cwd)).err).toContain(`${name} is there already`);
    expect((await started(cwd)).out).toMatch(new RegExp(`^config ${name}\nready \\S+\n$`));
    writeFileSync(join(cwd, name), "{ nothing");
    expect((await started(cwd)).err).toMatch(new RegExp(`^server-stub: ${name}:1: `));
  });
});

it("says before it is ready what an earlier run has left", async () => {
  const cwd = mkdtempSync(join(folder, "kept-"));
  const store = ["--store", `sqlite:${join(cwd, "stub.db")}`];
  writeFileSync(join(cwd, "a.yaml"), "clients: [{ clientId: C, keys: [] }]\npolicies: { signature: 'off' }\n");
  const first = await startStub(...store, "--config", join(cwd, "a.yaml"));
  const post = (call: string, body: object) =>
    fetch(`${first.url}/_stub/namespaces/default/${call}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  await post("clock", { advance: "P40D" });
  await post("faults", { effect: { latency: 1 } });
  await first.end("SIGTERM");
  const { out } = await run([...store, "--port", "0"], {}, READY, cwd);
  expect(out).toMatch(
    /^kept configuration: 1 client, signature: off; .*\nkept clock offset: P40D, .*\nkept planned faults: 1; .*\nready \S+\n$/,
  );
  const configured = await run([...store, "--port", "0", "--config", "a.yaml"], {}, READY, cwd);
  expect(configured.out).toMatch(/^kept clock offset: .*\nkept planned faults: .*\nready \S+\n$/);
});

it("says before it is ready which namespaces an earlier run has changed", async () => {
  const cwd = mkdtempSync(join(folder, "kept-elsewhere-"));
  const store = ["--store", `sqlite:${join(cwd, "stub.db")}`];
  const first = await startStub(...store);
  const call = (namespace: string, path: string, method: string, body?: object) =>
    fetch(`${first.url}/_stub/namespaces/${namespace}/${path}`, {
      method,
      ...(body && { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    });
  await call("left-alone", "messages", "GET");
  await call("yy", "config", "PUT", { policies: { signature: "required" } });
  await call("zz", "faults", "POST", { effect: { latency: 1 } });
  const tell = async () => (await run([...store, "--port", "0"], {}, READY, cwd)).out.split("\n").slice(0, -2);
  for (const name of ["a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8"])
    await call(name, "clock", "POST", { advance: "PT1H" });
  await first.end("SIGTERM");
  const lines = await tell();
  expect(lines).toHaveLength(10);
  expect(lines[0]).toBe("kept in namespace a1: clock offset PT1H; see /_stub/namespaces/a1/config");
  expect(lines.slice(-2)).toEqual([
    "kept in namespace yy: configuration (signature: required); see /_stub/namespaces/yy/config",
    "kept in namespace zz: 1 planned fault; see /_stub/namespaces/zz/config",
  ]);
});
