import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { type StubProcess, startStub } from "./process/stub-process.js";
import { PATHS } from "../src/gateway/target.js";
import { bodyOf } from "./sending.js";

const folder = mkdtempSync(join(tmpdir(), "server-stub-reload-"));
const file = join(folder, "stub.yaml");

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A file that is all work for the parser: judging what it has would give others their turns in any thread. */
const start = async (comments: number): Promise<StubProcess> => {
  writeFileSync(file, "apps: []\n");
  const stub = await startStub("--store", "memory", "--config", file);
  writeFileSync(file, `${"# words\n".repeat(comments)}apps:\n  - appId: reloaded\n`);
  return stub;
};

const reload = ({ url }: StubProcess) => fetch(`${url}/_stub/namespaces/default/config/reload`, { method: "POST" });

const sendElsewhere = async ({ url }: StubProcess): Promise<string> => {
  const body = JSON.stringify(bodyOf("sendMessage"));
  const headers = { "content-type": "application/json" };
  const response = await fetch(`${url}/ns/other${PATHS.sendMessage}`, { method: "POST", headers, body });
  return (await response.json()).result.resultCode;
};

it("answers others while a large configuration is read again", async () => {
  const stub = await start(300_000);
  try {
    // Loads what the reload and the message need.
    await sendElsewhere(stub);
    const state = { isOver: false };
    const reloaded = reload(stub).finally(() => {
      state.isOver = true;
    });
    const answers: string[] = [];
    while (!state.isOver) answers.push(await sendElsewhere(stub));
    const { apps } = await (await reloaded).json();
    expect(apps).toEqual([{ appId: "reloaded" }]);
    expect(new Set(answers)).toEqual(new Set(["SUCCESS"]));
    // One that was on its way, and one that came when all was over, where nobody has a turn meanwhile.
    expect(answers.length).toBeGreaterThan(20);
  } finally {
    await stub.end("SIGKILL");
  }
});

it("ends while one is read, and does not wait for it", async () => {
  const stub = await start(1_500_000);
  const reloaded = reload(stub).then(
    ({ status }) => status,
    () => 503,
  );
  await sendElsewhere(stub);
  expect(await stub.end("SIGTERM")).toBe(0);
  expect(await reloaded).toBe(503);
});
