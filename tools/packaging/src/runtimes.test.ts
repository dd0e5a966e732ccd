import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Ended, command, here, outcome, tool } from "./command.js";
import { makeConsumer } from "./consumer.js";

const OLDEST_NODE = here("node_modules/@miniprogram-messages/node-20/node_modules/node/bin/node");

// Not the launchers in `.bin`: those would show the consumer the packages of this workspace.
const BUN = here("node_modules/bun/bin/bun.exe");
const DENO = here("node_modules/deno/bin.cjs");

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
    const folder = await makeConsumer({ copies: modules });
    const env = { DENO_DIR: join(folder, ".deno"), DENO_NO_UPDATE_CHECK: "1" };
    expect(shown(await command(file, args, { cwd: folder, env }))).toEqual(EXPECTED);
  });

  it("works on workerd, bundled", async () => {
    const files = {
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

  it("has the oldest Node that the manifests promise", async () => {
    expect((await command(OLDEST_NODE, ["--version"])).stdout.trim()).toBe("v20.19.0");
  });
});
