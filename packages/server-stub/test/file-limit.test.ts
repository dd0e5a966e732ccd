import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { listAll, requestBody, send } from "./process/sender.js";
import { startLimited, startStub } from "./process/stub-process.js";

const folder = mkdtempSync(join(tmpdir(), "server-stub-limit-"));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const health = async (url: string): Promise<object> => {
  const response = await fetch(`${url}/_stub/health`);
  const { fault, reason }: { readonly fault?: string; readonly reason?: string } = await response.json();
  return { status: response.status, fault, reason };
};

describe.runIf(process.platform === "linux")("a limit for the size of files", () => {
  it.each([1024, 16_384])("is named in use, and what was taken is kept: %s", async (blocks) => {
    const store = `sqlite:${join(folder, `used-${blocks}.db`)}`;
    const stub = await startLimited("-f", blocks, "--store", store);
    const sendLarge = (id: string) => send(stub.url, id, fetch, requestBody(id, "x".repeat(400_000)));
    const taken: string[] = [];
    // Once the log is at the limit it is moved into the file, which has room for it yet.
    for (let nth = 0, isWell = true; isWell; nth += 1) {
      const { status } = await sendLarge(`r${nth}`);
      if (status === "S") taken.push(`r${nth}`);
      else isWell = (await fetch(`${stub.url}/_stub/health`)).ok;
    }
    expect(await health(stub.url)).toEqual({
      status: 503,
      fault: "full",
      reason: expect.stringMatching(/limit of this process for the size of files .*ulimit -f.*start the stub again/u),
    });
    expect((await listAll(stub.url)).map(({ requestId }) => requestId)).toEqual(taken);
    await stub.end("SIGTERM");
    const next = await startStub("--store", store);
    expect((await listAll(next.url)).map(({ requestId }) => requestId)).toEqual(taken);
    expect((await send(next.url, "after")).status).toBe("S");
    expect(await health(next.url)).toMatchObject({ status: 200 });
    await next.end("SIGTERM");
  });

  // Some of them end in the middle of a page, or of the store's first transaction: SQLite has other words for each of these.
  it.each([0, 1, 8, 20, 64, 100, 200])("is named by a start: %s", async (blocks) => {
    const start = startLimited("-f", blocks, "--store", `sqlite:${join(folder, `${blocks}.db`)}`);
    await expect(start).rejects.toThrow(/size of files is reached.*ulimit -f unlimited/u);
  });
});
