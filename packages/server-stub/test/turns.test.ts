import { setImmediate as nextTurn } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createStub } from "../src/index.js";
import { SLICE_BYTES } from "../src/store/page.js";
import { usersOf } from "./large-config.js";
import { BASE, send } from "./sending.js";

const SLICES = 8;
/** As much of a body as the journal keeps. */
const BODY = 16 << 10;
const SENDS = (SLICES * SLICE_BYTES) / BODY;

const stub = createStub();
const urlOf = (namespace: string, path: string): string => `${BASE}/_stub/namespaces/${namespace}/${path}`;

beforeAll(async () => {
  const change = { content: "x".repeat(BODY) };
  await Promise.all(Array.from({ length: SENDS }, () => send(stub, "sendInbox", change, { prefix: "/ns/big" })));
  await send(stub, "sendInbox", {}, { prefix: "/ns/small" });
});
afterAll(() => stub.close());

/** How many turns of the event loop others get while the work is under way. */
const turnsDuring = async (work: Promise<unknown>): Promise<number> => {
  const over = Symbol("over");
  const end = work.then(() => over);
  for (let turns = 0; ; turns += 1) if ((await Promise.race([end, nextTurn()])) === over) return turns;
};

it("gives others their turn after each page of events, however fast the reader is", async () => {
  const { body } = await stub.fetch(urlOf("big", "events"), { headers: { "last-event-id": "0" } });
  const read = async (): Promise<void> => {
    for await (const chunk of body?.pipeThrough(new TextDecoderStream()) ?? [])
      if (chunk.includes(`id: ${SENDS}\n`)) return;
  };
  expect(await turnsDuring(read())).toBeGreaterThan(SLICES - 2);
});

it.each(["report", "journal?q=found+nowhere", "journal?outcome=unknown"])(
  "gives others their turn after each slice that is read for %s",
  async (path) => {
    const ask = async (namespace: string): Promise<void> => {
      const response = await stub.fetch(urlOf(namespace, path));
      expect(response.status).toBe(200);
      await response.text();
    };
    // The first call loads what answers it; a call takes some turns whatever is in the namespace.
    await ask("small");
    const few = await turnsDuring(ask("small"));
    expect((await turnsDuring(ask("big"))) - few).toBeGreaterThan(SLICES - 2);
  },
);

it("gives others their turn while a large configuration is judged, put in force and shown", async () => {
  const put = async (users: number): Promise<void> => {
    const body = JSON.stringify({ users: usersOf(users) });
    const headers = { "content-type": "application/json" };
    const response = await stub.fetch(urlOf("seeded", "config"), { method: "PUT", headers, body });
    expect(response.status).toBe(200);
    expect((await response.json()).users).toHaveLength(users);
  };
  await put(1);
  const few = await turnsDuring(put(1));
  expect((await turnsDuring(put(9000))) - few).toBeGreaterThan(50);
  const masked = await turnsDuring(stub.fetch(urlOf("seeded", "config")).then((response) => response.text()));
  expect(masked).toBeGreaterThan(5);
});
