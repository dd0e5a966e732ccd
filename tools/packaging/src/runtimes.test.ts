import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { BUN, DENO, type Ended, OLDEST_NODE, command, here, outcome, tool } from "./command.js";
import { makeConsumer } from "./consumer.js";

const FIXTURES = here("../../packages/signature/fixtures/keys");

/** The keys as a module, since a bundle for workerd reads no files. */
const keysModule = async (): Promise<string> => {
  const names = await readdir(FIXTURES);
  const texts = await Promise.all(names.map((name) => readFile(join(FIXTURES, name), "utf8")));
  const keys = Object.fromEntries(names.map((name, index) => [name.replace(".pem", ""), texts[index]]));
  const { "merchant.pkcs8": whole = "" } = keys;
  return `export const keys = ${JSON.stringify({ ...keys, garbage: "no key", cut: whole.slice(0, 800) })};`;
};

const EXPECTED = {
  status: "succeeded",
  attempts: 2,
  messageId: "M1",
  resumed: "succeeded",
  signatures: [true, true, true, true],
  unverified: ["unknown", "unverified"],
  refused: "INVALID_REQUEST",
  diagnosis: "body-reserialised",
  explained: "object",
  keys: {
    "ec.pkcs8": "KEY_NOT_RSA",
    "ec.sec1": "KEY_NOT_RSA",
    "ec.spki": "KEY_NOT_RSA",
    "ec.x509": "KEY_NOT_RSA",
    "ed25519.pkcs8": "KEY_NOT_RSA",
    "merchant.encrypted": "KEY_ENCRYPTED",
    "merchant.encrypted-pkcs1": "KEY_ENCRYPTED",
    "merchant.pkcs1": "private",
    "merchant.pkcs8": "private",
    "merchant.public-pkcs1": "public",
    "merchant.spki": "public",
    "merchant.x509": "public",
    "platform.pkcs8": "private",
    "platform.spki": "public",
    "rsa1024.pkcs1": "KEY_TOO_SHORT",
    "rsa1024.pkcs8": "KEY_TOO_SHORT",
    "rsa1024.spki": "KEY_TOO_SHORT",
    "rsa3072.pkcs8": "private",
    "rsa3072.spki": "public",
    cut: "KEY_TRUNCATED",
    garbage: "KEY_UNREADABLE",
  },
  translated: "20191127190741010007013213123xxxx",
};

/** The line of JSON that a consumer prints; a warning, such as one about `require()`, counts as a failure. */
const shown = (ended: Ended): unknown => {
  expect(outcome(ended)).toBe("exit 0");
  expect(ended.stderr).not.toMatch(/warning/i);
  return JSON.parse(/\{.*\}/.exec(ended.stdout + ended.stderr)?.[0] ?? "null");
};

const modules = ["scenario.mjs", "esm.mjs"];

describe("a sender on the tarballs", () => {
  it.each([
    ["the Node of this repository", process.execPath, ["esm.mjs"]],
    ["Node 20.19", OLDEST_NODE, ["esm.mjs"]],
    ["Bun", BUN, ["run", "esm.mjs"]],
    [
      "Deno, without any permission",
      process.execPath,
      [DENO, "run", "--quiet", "--no-prompt", "--cached-only", "esm.mjs"],
    ],
  ])("works on %s", async (_name, file, args) => {
    const folder = await makeConsumer({ copies: modules, files: { "keys.mjs": await keysModule() } });
    const env = { DENO_DIR: join(folder, ".deno"), DENO_NO_UPDATE_CHECK: "1" };
    expect(shown(await command(file, args, { cwd: folder, env }))).toEqual(EXPECTED);
  });

  it("works on workerd, bundled", async () => {
    const files = {
      "keys.mjs": await keysModule(),
      "worker.mjs": `import { scenario } from "./scenario.mjs";
        export default { async test() { console.log(JSON.stringify(await scenario())); } };`,
    };
    const folder = await makeConsumer({ files, copies: ["scenario.mjs", "worker.capnp"] });
    const bundle = ["worker.mjs", "--bundle", "--format=esm", "--outfile=worker.bundle.mjs", "--log-level=warning"];
    expect(await command(tool("esbuild"), bundle, { cwd: folder })).toEqual({ code: 0, stdout: "", stderr: "" });
    expect(shown(await command(tool("workerd"), ["test", "worker.capnp"], { cwd: folder }))).toEqual(EXPECTED);
  });

  it.each([
    ["the Node of this repository", process.execPath],
    ["Node 20.19", OLDEST_NODE],
    ["Bun", BUN],
  ])("works through require() on %s", async (_name, file) => {
    const folder = await makeConsumer({ type: "commonjs", copies: ["require.cjs"] });
    expect(shown(await command(file, ["require.cjs"], { cwd: folder }))).toEqual({
      status: "succeeded",
      messageId: "M1",
      refused: true,
      explained: "object",
      header: true,
    });
  });

  it.each([
    ["the Node of this repository", process.execPath],
    ["Node 20.19", OLDEST_NODE],
    ["Bun", BUN],
  ])("has the same classes through import and require() on %s", async (_name, file) => {
    const folder = await makeConsumer({ copies: ["halves.mjs"] });
    expect(shown(await command(file, ["halves.mjs"], { cwd: folder }))).toEqual({
      refused: true,
      badKey: true,
      failed: true,
      same: true,
      names: [],
      signature: true,
    });
  });

  it("has the oldest Node that the manifests promise", async () => {
    expect((await command(OLDEST_NODE, ["--version"])).stdout.trim()).toBe("v20.19.0");
  });
});
