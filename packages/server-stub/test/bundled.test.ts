import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type Format, build } from "esbuild";
import { afterAll, expect, it } from "vitest";

const MODULE = fileURLToPath(new URL("../dist/module.js", import.meta.url));

/** A user's program: more answers than are noted before they are counted, then metrics, then a store that needs a driver. */
const PROGRAM = `import { createStub } from ${JSON.stringify(MODULE)};
const main = async () => {
  const stub = createStub();
  for (let sent = 0; sent < 1100; sent += 1) await stub.fetch("http://stub.local/v2/x", { method: "POST" });
  for (let sent = 0; sent < 1100; sent += 1)
    await stub.fetch("http://stub.local/v2/miniprogram/message/send", { method: "POST" });
  const response = await stub.fetch("http://stub.local/_stub/metrics");
  console.log(response.status, (await response.text()).split("\\n")[0]);
  await stub.close();
  const other = createStub({ store: "postgres://127.0.0.1:1/stub" });
  await other.open().catch(({ code, message }) => console.log(code, message));
  await other.close();
};
void main();`;

const folder = mkdtempSync(join(tmpdir(), "stub-bundle-"));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.each<[format: Format, ending: string, metrics: RegExp, store: RegExp]>([
  ["cjs", "cjs", /^200 # HELP /, /^STORE_UNUSABLE store postgres:.*no server listens there/],
  [
    "esm",
    "mjs",
    /^503 \{.*"prom-client is CommonJS, .*createRequire"/,
    /^STORE_UNUSABLE store: pg is CommonJS, .*createRequire/,
  ],
])("a bundle of esbuild as %s serves, and says what it cannot", async (format, ending, metrics, store) => {
  const outfile = join(folder, `main.${ending}`);
  const stdin = { contents: PROGRAM, resolveDir: folder };
  await build({ stdin, bundle: true, platform: "node", format, outfile, logLevel: "silent" });
  const { stdout } = await promisify(execFile)(process.execPath, [outfile]);
  expect(stdout.trimEnd().split("\n")).toEqual([expect.stringMatching(metrics), expect.stringMatching(store)]);
});
