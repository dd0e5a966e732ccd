import { afterEach, expect, it } from "vitest";
import { createStub } from "../../src/stub/create-stub.js";
import type { Stub } from "../../src/stub/stub.js";
import { requestBody, send } from "../process/sender.js";
import { type PostgresServer, startPostgres } from "./server.js";
import { type SmallTablespace, moveToSmallDisk } from "./small-tablespace.js";

let server: PostgresServer;
let disk: SmallTablespace | undefined;
let stub: Stub | undefined;

const silent = { debug: () => {}, info: () => {}, warn: () => {} };

afterEach(async () => {
  await stub?.close();
  await server.remove();
  disk?.remove();
});

it("a database whose disk is full says so, loses nothing, and takes messages again", async ({ skip }) => {
  server = await startPostgres("-c", "fsync=off");
  disk = await moveToSmallDisk(server);
  if (disk === undefined) {
    skip("this user may mount no disk");
    return;
  }
  const lines: object[] = [];
  const logger = { ...silent, error: (fields: object) => void lines.push(fields) };
  const used = createStub({ store: server.url, logger });
  stub = used;
  await used.open();
  const sendText = (id: string, length: number) =>
    send("http://stub.local", id, used.fetch, requestBody(id, "x".repeat(length)));
  const health = async (): Promise<object> => {
    const response = await used.fetch("http://stub.local/_stub/health");
    const { fault, reason }: { readonly fault?: string; readonly reason?: string } = await response.json();
    return { status: response.status, fault, reason };
  };
  const taken = ["first"];
  expect((await sendText("first", 10_000)).status).toBe("S");
  disk.fill();
  // Files have some room of their own.
  let last = "S";
  for (let nth = 0; last === "S"; nth += 1) {
    last = (await sendText(`r${nth}`, 10_000)).status;
    if (last === "S") taken.push(`r${nth}`);
  }
  expect(last).toBe("U");
  const full = { status: 503, fault: "full", reason: expect.stringContaining("the server's disk is full") };
  expect(await health()).toEqual(full);
  for (let nth = 0; nth < 20; nth += 1) expect((await sendText(`u${nth}`, 10_000)).status).toBe("U");
  expect(await health()).toEqual(full);
  expect(lines).toEqual([expect.objectContaining({ fault: "full" })]);
  expect((await used.messages()).map(({ requestId }) => requestId)).toEqual(taken);
  disk.free();
  await expect.poll(health).toMatchObject({ status: 200 });
  expect((await sendText("after", 10_000)).status).toBe("S");
  expect((await used.messages()).map(({ requestId }) => requestId)).toEqual([...taken, "after"]);
});
