import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { listAll, requestBody, send } from "./process/sender.js";
import { startLimited, startStub } from "./process/stub-process.js";

const folder = mkdtempSync(join(tmpdir(), "server-stub-limit-"));
const store = `sqlite:${join(folder, "stub.db")}`;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const health = async (url: string): Promise<object> => {
  const response = await fetch(`${url}/_stub/health`);
  const { fault, reason }: { readonly fault?: string; readonly reason?: string } = await response.json();
  return { status: response.status, fault, reason };
};

it.runIf(process.platform === "linux")(
  "a limit for the size of files is named, and what was taken is kept",
  async () => {
    const stub = await startLimited(16_384, "--store", store);
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
  },
);
