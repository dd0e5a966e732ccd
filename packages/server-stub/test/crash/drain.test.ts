import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { listAll, send, steer } from "../process/sender.js";
import { startStub } from "../process/stub-process.js";

const folder = mkdtempSync(join(tmpdir(), "stub-drain-"));
const store = `sqlite:${join(folder, "stub.db")}`;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface FaultList {
  readonly faults: readonly { readonly happened: number }[];
}

const waitUntilDrawn = async (url: string, count: number): Promise<void> => {
  for (;;) {
    const response = await fetch(`${url}/_stub/namespaces/default/faults`);
    const { faults }: FaultList = await response.json();
    if (faults[0]?.happened === count) return;
    await new Promise((resolve) => {
      setTimeout(resolve, 10);
    });
  }
};

it("answers and keeps what it has accepted when it is told to end", async () => {
  const stub = await startStub("--store", store);
  await steer(stub.url, "POST", "/faults", { effect: { latency: 1500 } });
  const ids = Array.from({ length: 20 }, (_, index) => `r${index}`);
  const answers = Promise.all(ids.map((requestId) => send(stub.url, requestId)));
  // The latency begins when a request is accepted: its draw shows that it waits inside the stub now.
  await waitUntilDrawn(stub.url, ids.length);
  const [code, results] = await Promise.all([stub.end("SIGTERM"), answers]);
  expect(results.every(({ status }) => status === "S")).toBe(true);
  expect(code).toBe(0);

  const next = await startStub("--store", store);
  const kept = await listAll(next.url);
  expect(kept.map(({ requestId }) => requestId).toSorted()).toEqual(ids.toSorted());
  await next.end("SIGTERM");
});

it("says in one line that another process has the file", async () => {
  const stub = await startStub("--store", store);
  await expect(startStub("--store", store)).rejects.toThrow(
    /^the stub ended with 1: server-stub: [^\n]*another process uses this file[^\n]*$/u,
  );
  await stub.end("SIGKILL");
  const next = await startStub("--store", store);
  expect(await next.end("SIGTERM")).toBe(0);
});
