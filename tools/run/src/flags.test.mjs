// Root commands refuse what they do not know before they do anything: a misspelt --dry-run would publish.
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const run = (name, ...args) => {
  const script = fileURLToPath(new URL(`${name}.mjs`, import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: "utf8" });
  return { status, stdout, lines: stderr.trimEnd().split("\n") };
};

test.each([
  ["release", ["--dryrun"], /'--dryrun'.* Usage: npm run release \[-- --dry-run\]/],
  ["release", ["now"], /'now'.* Usage: /],
  ["pack", ["--output", "x"], /'--output'.* Usage: npm run pack/],
  ["pack", ["extra"], /'extra'.* Usage: /],
  ["pack", ["--out", ""], /--out is empty: give a folder\./],
  ["pack", ["--out", fileURLToPath(import.meta.url)], /flags\.test\.mjs: this is a file; give a folder/],
  ["pack", ["--for", "cargo"], /--for cargo: give one of npm, pnpm, yarn, bun\./],
  ["judge-start", ["--prot", "5"], /^server-stub: Unknown option '--prot'; .* did you mean --port\?/],
  ["judge-start", ["--port", "many"], /^server-stub: --port: must be a number/],
  ["judge-start", ["--host", "192.0.2.1"], /^server-stub: 192\.0\.2\.1 is no address of this machine; .* --host/],
])("%s %j is refused in one line", (name, args, line) => {
  const ended = run(name, ...args);
  expect(ended).toMatchObject({ status: 1, stdout: "" });
  expect(ended.lines).toEqual([expect.stringMatching(line)]);
});

test("npm start says that a port is taken before it builds anything", async () => {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  const ended = run("judge-start", "--port", String(port));
  expect(ended).toMatchObject({
    status: 1,
    lines: [`server-stub: port ${port} is taken on 127.0.0.1; choose another one with --port`],
  });
  server.close();
});

test("npm start goes on with flags that the stub takes", () => {
  expect(run("judge-start", "--port", "0", "--store", "memory")).toMatchObject({ status: 0, stdout: "", lines: [""] });
});
