// oxlint-disable vitest/no-standalone-expect -- `needs(…).test` is a test block
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { needs } from "@miniprogram-messages/lane";
import { expect } from "vitest";
import { importFromStub } from "./imported.ts";

const run = promisify(execFile);
const imported = importFromStub("specmatic", undefined);
const java = needs("java");

/** Its npm package brings the program; Java is the machine's. */
const jar = fileURLToPath(new URL("../../node_modules/specmatic/specmatic.jar", import.meta.url));

/** The combinations of optional fields go into the thousands, and say no more. */
const environment = { ...process.env, MAX_TEST_REQUEST_COMBINATIONS: "64" };

java.test("Specmatic makes requests from the document, and finds no answer that breaks it", async () => {
  const args = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", jar, "test", "openapi.yaml"];
  const options = { cwd: imported.folder, maxBuffer: 256 * 2 ** 20, env: environment };
  const { stdout } = await run(java.paths.java, [...args, `--testBaseURL=${imported.url}`], options);
  const [, count, failures] = /Tests run: (\d+), Successes: \d+, Failures: (\d+)/.exec(stdout) ?? [];
  expect(Number(failures)).toBe(0);
  expect(Number(count)).toBeGreaterThan(150);
  for (const path of ["/v2/miniprogram/message/send", "/v2/messages/sendInbox"]) {
    expect(stdout).toMatch(new RegExp(`\\| 100% +\\| ${path} +\\| POST `));
  }
});
