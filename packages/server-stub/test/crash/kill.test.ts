import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { byLane } from "@miniprogram-messages/lane";
import { afterAll, expect, it } from "vitest";
import { listAll, send } from "../process/sender.js";
import { startStub } from "../process/stub-process.js";

const folder = mkdtempSync(join(tmpdir(), "stub-kill-"));
/** Two stubs live their lives side by side: most of a cycle is the start of a process. */
const lives = 2;
const cycles = byLane("kills in a life", { quick: 3, full: 16 });
const senders = 16;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Sends until the connection breaks, which it does when the process is killed after `count` answers. */
const loadUntilKilled = async (store: string, cycle: number, count: number) => {
  const stub = await startStub("--store", store);
  const acknowledged = new Map<string, string | undefined>();
  const tried = new Set<string>();
  let ended: Promise<unknown> | undefined;
  const sender = async (name: number): Promise<void> => {
    for (let index = 0; ; index += 1) {
      const requestId = `c${cycle}-s${name}-${index}`;
      tried.add(requestId);
      const { status, messageId } = await send(stub.url, requestId);
      if (status === "S") acknowledged.set(requestId, messageId);
      if (acknowledged.size >= count) ended ??= stub.end("SIGKILL");
    }
  };
  const broken = await Promise.allSettled(Array.from({ length: senders }, (_, name) => sender(name)));
  await ended;
  return { acknowledged, tried, broken };
};

/** Returns how many acknowledged messages it has found again. */
const live = async (life: number): Promise<number> => {
  const store = `sqlite:${join(folder, `${life}.db`)}`;
  const acknowledged = new Map<string, string | undefined>();
  const tried = new Set<string>();
  for (let cycle = 0; cycle < cycles; cycle += 1) {
    const count = 1 + Math.floor(Math.random() * 100);
    const load = await loadUntilKilled(store, cycle, count);
    expect(load.broken.every(({ status }) => status === "rejected")).toBe(true);
    for (const [requestId, messageId] of load.acknowledged) acknowledged.set(requestId, messageId);
    for (const requestId of load.tried) tried.add(requestId);
  }

  const stub = await startStub("--store", store);
  try {
    const before = await listAll(stub.url);
    expect(new Set(before.map(({ requestId }) => requestId)).size).toBe(before.length);
    const kept = new Map(before.map(({ requestId, messageId }) => [requestId, messageId]));
    for (const [requestId, messageId] of acknowledged) expect(kept.get(requestId)).toBe(messageId);

    // Whoever got no answer sends again: a message that was taken keeps its id, one that was not is taken now.
    const ids = [...tried];
    for (let from = 0; from < ids.length; from += 64) {
      const part = ids.slice(from, from + 64);
      const answers = await Promise.all(part.map((requestId) => send(stub.url, requestId)));
      for (const [index, { status, messageId }] of answers.entries()) {
        expect(status).toBe("S");
        expect(messageId).toBe(kept.get(part[index] ?? "") ?? messageId);
      }
    }
    const after = await listAll(stub.url);
    expect(after.map(({ requestId }) => requestId).toSorted()).toEqual(ids.toSorted());
    return acknowledged.size;
  } finally {
    await stub.end("SIGTERM");
  }
};

it(`survives ${lives * cycles} kills under load`, async () => {
  const found = await Promise.all(Array.from({ length: lives }, (_, life) => live(life)));
  expect(Math.min(...found)).toBeGreaterThan(cycles);
});
