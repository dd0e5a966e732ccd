import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { listAll, requestBody, send, steer } from "./process/sender.js";
import { type SmallDisk, makeSmallDisk } from "./process/small-disk.js";

const folder = mkdtempSync(join(tmpdir(), "server-stub-full-"));
let disk: SmallDisk | undefined;

afterEach(async () => {
  await disk?.close();
  rmSync(folder, { recursive: true, force: true });
});

const sendText = (url: string, id: string, length: number) => send(url, id, fetch, requestBody(id, "x".repeat(length)));
const sendLarge = (url: string, id: string) => sendText(url, id, 100_000);

/** Sends until the disk is full; the ids of what was taken. */
const fill = async (url: string, prefix: string): Promise<string[]> => {
  const taken: string[] = [];
  for (;;) {
    const id = `${prefix}-${taken.length}`;
    const { status } = await sendLarge(url, id);
    if (status !== "S") return taken;
    taken.push(id);
  }
};

const health = async (url: string): Promise<object> => {
  const response = await fetch(`${url}/_stub/health`);
  const { fault, reason }: { readonly fault?: string; readonly reason?: string } = await response.json();
  return { status: response.status, fault, reason };
};

/** Refused sends of any size after which health said that such messages are taken, and they were not. */
const contradictions = async (url: string): Promise<string[]> => {
  const found: string[] = [];
  for (const length of [100_000, 200, 10_000, 100_000, 2000, 300_000, 200]) {
    const id = `size-${length}-${found.length}`;
    const { status } = await sendText(url, id, length);
    const response = await fetch(`${url}/_stub/health`);
    await response.text();
    if (status === "S" || response.status === 503) continue;
    const again = await sendText(url, id, length);
    if (again.status !== "S") found.push(id);
  }
  return found;
};

const full = { status: 503, fault: "full", reason: expect.stringContaining("/reset") };
const well = { status: 200 };

it("a store that has filled its disk is opened, read, reset, and takes messages again", async ({ skip }) => {
  disk = await makeSmallDisk(folder);
  if (disk === undefined) {
    skip("this user may make no disk");
    return;
  }
  let url = await disk.start();
  const taken = await fill(url, "first");
  expect(taken.length).toBeGreaterThan(50);
  expect(await health(url)).toEqual(full);
  expect(await contradictions(url)).toEqual([]);
  await fill(url, "rest");
  expect(await health(url)).toEqual(full);
  await disk.kill();

  url = await disk.start();
  expect(await health(url)).toEqual(full);
  expect((await listAll(url)).map(({ requestId }) => requestId)).toEqual(expect.arrayContaining(taken));
  expect((await sendLarge(url, "too-much")).status).toBe("U");
  await steer(url, "POST", "/reset", {});
  await expect.poll(() => health(url), { timeout: 120_000 }).toMatchObject(well);
  // Without a start in between.
  expect((await fill(url, "second")).length).toBeGreaterThan(taken.length * 0.9);
  await steer(url, "POST", "/reset", {});
  await expect.poll(() => health(url), { timeout: 120_000 }).toMatchObject(well);
  expect((await sendLarge(url, "third")).status).toBe("S");
});
