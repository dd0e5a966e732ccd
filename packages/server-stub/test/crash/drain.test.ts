import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it, vi } from "vitest";
import { listAll, send, steer } from "../process/sender.js";
import { startSuperApp } from "../process/super-app.js";
import { startStub } from "../process/stub-process.js";

const folder = mkdtempSync(join(tmpdir(), "stub-drain-"));
const store = `sqlite:${join(folder, "stub.db")}`;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const pause = (milliseconds: number) =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });

interface FaultList {
  readonly faults: readonly { readonly happened: number }[];
}

const waitUntilDrawn = async (url: string, count: number): Promise<void> => {
  for (;;) {
    const response = await fetch(`${url}/_stub/namespaces/default/faults`);
    const { faults }: FaultList = await response.json();
    if (faults[0]?.happened === count) return;
    await pause(10);
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

it("goes on delivering after a kill, under the same messageId", async () => {
  const superApp = await startSuperApp((nth) => (nth === 0 ? 503 : 200));
  const folderStore = `sqlite:${join(folder, "webhook.db")}`;
  try {
    const stub = await startStub("--store", folderStore);
    const superApps = { GCASH: { url: superApp.url } };
    await steer(stub.url, "PUT", "/config", { policies: { superAppLeg: "webhook" }, superApps });
    const { status, messageId } = await send(stub.url, "r1");
    expect(status).toBe("S");
    while (superApp.calls.length === 0) await pause(5);
    await stub.end("SIGKILL");
    const next = await startStub("--store", folderStore);
    const isDelivered = async () => (await listAll(next.url))[0]?.delivery.status === "delivered";
    while (!(await isDelivered())) await pause(20);
    const sent = superApp.calls.flatMap(({ messages }) => messages.map((message) => message.messageId));
    expect(new Set(sent)).toEqual(new Set([messageId]));
    expect(sent.length).toBeGreaterThan(1);
    await next.end("SIGTERM");
  } finally {
    await superApp.close();
  }
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

it("says so also when its lock was removed, and nothing else leads there; and lets the next one in after a kill", async () => {
  const stub = await startStub("--store", store);
  const kept = (await listAll(stub.url)).length;
  expect((await send(stub.url, "taken")).status).toBe("S");
  rmSync(join(folder, "stub.db.lock"));
  const elsewhere = join(folder, "temporary");
  mkdirSync(elsewhere);
  vi.stubEnv("TMPDIR", elsewhere);
  await expect(startStub("--store", store)).rejects.toThrow(
    /^the stub ended with 1: server-stub: [^\n]*another process uses this file[^\n]*$/u,
  );
  expect((await send(stub.url, "not taken")).status).toBe("U");
  await stub.end("SIGKILL");
  const next = await startStub("--store", store);
  expect(await listAll(next.url)).toHaveLength(kept + 1);
  expect(await next.end("SIGTERM")).toBe(0);
  vi.unstubAllEnvs();
});
