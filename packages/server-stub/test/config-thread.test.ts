import { expect, it } from "vitest";
import { judgeApart, type Thread } from "../src/control/config-thread.js";
import { yamlOf } from "./large-config.js";

const BUILT: Thread = { program: new URL("../dist/config-worker.js", import.meta.url), memory: 512 };

const judge = (text: string, thread: Partial<Thread> = {}, closing?: AbortSignal) =>
  judgeApart({ file: "stub.yaml", bytes: Buffer.from(text) }, closing, { ...BUILT, ...thread });

const MANY = 3000;

it("gives what the file has, with every default", async () => {
  const config = await judge(yamlOf(MANY));
  expect(config?.users).toHaveLength(MANY);
  expect(config?.policies.signature).toBe("optional");
});

it.each([
  ["  - accessToken: 5\n    customerId: U\n    status: ACTIVE\n", "accessToken: must be a string; put it in quotes"],
  ["  - accessToken: token-7\n    customerId: U\n    status: ACTIVE\n", "accessToken: is listed before; list it once"],
  ["user: []\n", ": user: is no known property; did you mean users?"],
  [`a:\n  ${"[".repeat(1000)}`, ": is nested too deeply for a configuration"],
])("refuses in the same words, with file, line and rule: %j", async (end, words) => {
  const line = yamlOf(MANY).split("\n").length;
  const refused = await judge(yamlOf(MANY) + end).catch((error: unknown) => error);
  expect(refused).toMatchObject({ name: "StubError", code: "CONFIG_ILLEGAL" });
  expect(String(refused)).toMatch(new RegExp(`stub\\.yaml:(${line}|${line + 1}): `));
  expect(String(refused)).toContain(words);
});

it("ends a file that takes all memory in one clear line, and nothing else", async () => {
  await expect(judge(yamlOf(100_000), { memory: 64 })).rejects.toMatchObject({
    code: "CONFIG_ILLEGAL",
    message: "stub.yaml: takes more than 64 MiB of memory to be read; make it smaller",
  });
});

it("ends when the stub is closed", async () => {
  const closing = new AbortController();
  const judged = judge(yamlOf(100_000), {}, closing.signal);
  closing.abort();
  await expect(judged).rejects.toMatchObject({ code: "STORE_LOST" });
});

it("leaves it to this thread where no other can be had", async () => {
  expect(await judge("apps: []\n", { program: new URL("none.js", import.meta.url) })).toBeUndefined();
});
