// oxlint-disable vitest/no-standalone-expect -- `needs(…).test` is a test block
import { spawn, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { needs } from "@miniprogram-messages/lane";
import { afterEach, expect } from "vitest";
import { allCases, runCases } from "../src/index.js";
import { file } from "./cli-run.js";

const guide = readFileSync(new URL("../../../docs/guides/certifying.md", import.meta.url), "utf8");
const [server = "", mended = ""] = [...guide.matchAll(/```python\n(.*?)```/gsu)].map(([, code = ""]) => code);
const [, expectedFailure = ""] = /```text\n#[^\n]*\n([^\n]*)\n```/u.exec(guide) ?? [];

let running: ChildProcess | undefined;

afterEach(() => void running?.kill());

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });

const start = async (code: string): Promise<string> => {
  const port = await freePort();
  running = spawn("python3", [file("server.py", code)], { env: { ...process.env, PORT: String(port) } });
  const baseUrl = `http://127.0.0.1:${port}`;
  for (;;) {
    try {
      await fetch(baseUrl);
      return baseUrl;
    } catch {
      await new Promise((resolve) => void setTimeout(resolve, 50));
    }
  }
};

const documentedFailures = async (code: string): Promise<readonly string[]> => {
  const baseUrl = await start(code);
  const chosen = allCases.filter(({ id, side }) => side === "server" && !id.startsWith("laws/different"));
  const target = { name: baseUrl, baseUrl, fetch: (input: string, init: RequestInit) => fetch(input, init) };
  const results = await runCases(chosen, { server: { ...target, operations: ["sendMessage"] } });
  return results.filter(({ status, level }) => status === "failed" && level === "documented").map(({ id }) => id);
};

// Python is not part of the set-up; where there is none, the guide's example is not tried.
needs("python3").test(
  "the guide's server fails as the guide says, and after its mend by the expected failure alone",
  async () => {
    const first = await documentedFailures(server);
    expect(first).toContain("laws/replay-after-success");
    expect(first).toContain(expectedFailure);
    running?.kill();
    const definition = /def message_id_of.*?\n\n/su;
    expect(await documentedFailures(server.replace(definition, `${mended}\n`))).toEqual([expectedFailure]);
  },
);
