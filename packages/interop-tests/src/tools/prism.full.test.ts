import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { importFromStub } from "./imported.ts";
import { environment, programOf } from "./run-tool.ts";
import { paths, samples, signedHeaders, signedOnly, SUCCEEDED } from "./samples.ts";

type Operation = keyof typeof samples;

const imported = importFromStub("prism", signedOnly);
let proxy: ChildProcess | undefined;
let address = "";

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const bound = server.address();
  server.close();
  await once(server, "close");
  return typeof bound === "object" && bound !== null ? bound.port : 0;
};

beforeAll(async () => {
  const port = await freePort();
  const args = ["proxy", imported.json, imported.url, "--errors", "--port", String(port)];
  proxy = spawn(programOf("prism"), args, { env: environment, stdio: ["ignore", "pipe", "inherit"] });
  if (proxy.stdout === null) throw new Error("Prism has no standard output.");
  for await (const line of createInterface({ input: proxy.stdout })) {
    if (line.includes("Prism is listening")) break;
  }
  proxy.stdout?.resume();
  address = `http://127.0.0.1:${port}`;
});

afterAll(async () => {
  if (proxy === undefined || proxy.exitCode !== null) return;
  const ended = once(proxy, "exit");
  proxy.kill();
  await ended;
});

const send = async (operation: Operation, headers: Readonly<Record<string, string>>, body: unknown) => {
  const response = await fetch(`${address}${paths[operation]}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  const answer: unknown = await response.json();
  return { status: response.status, violations: response.headers.get("sl-violations"), answer };
};

describe.each(["sendMessage", "sendInbox"] as const)("%s through Prism, which checks both directions", (operation) => {
  it("passes with a signed request and its answer", async () => {
    expect(await send(operation, await signedHeaders(operation), samples[operation])).toEqual({
      status: 200,
      violations: null,
      answer: expect.objectContaining(SUCCEEDED),
    });
  });

  it("passes with an answer that says F", async () => {
    const headers = await signedHeaders(operation);
    const changed = { ...samples[operation], requestId: "not-what-was-signed" };
    expect(await send(operation, headers, changed)).toMatchObject({
      status: 200,
      violations: null,
      answer: { result: { resultStatus: "F", resultCode: "INVALID_SIGNATURE" } },
    });
  });

  it("is refused by Prism for an impossible time, and for a missing field", async () => {
    const headers = await signedHeaders(operation);
    const { requestId: _, ...incomplete } = samples[operation];
    const late = { ...headers, "Request-Time": "6396-23-00T95:46:05.4417+8192" };
    for (const refused of [
      await send(operation, late, samples[operation]),
      await send(operation, headers, incomplete),
    ]) {
      expect(refused.status).toBeGreaterThanOrEqual(400);
    }
  });
});
