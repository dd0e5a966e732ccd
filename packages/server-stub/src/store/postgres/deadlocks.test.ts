import type { Client } from "pg";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { countWaiting } from "../../../test/postgres/hold-up.js";
import { connectRival, startQuickToUndo } from "../../../test/postgres/rivals.js";
import type { PostgresServer } from "../../../test/postgres/server.js";
import { DEFAULT_CONFIG } from "../../model/config.js";
import { EVERYTHING, NOW, answer, attemptRecord, messageRecord } from "../conformance/records.js";
import { idsOf, take } from "../conformance/taking.js";
import type { OutboxEntry } from "../store.js";
import { PostgresStore } from "./postgres-store.js";

let server: PostgresServer;
let store: PostgresStore;
/** Holds what makes the store wait, until the rival waits as well. */
let holder: Client;
/** Wants the same rows in the other order. */
let rival: Client;

beforeAll(async () => {
  server = await startQuickToUndo();
  store = new PostgresStore({ url: server.url });
  await store.open();
  [holder, rival] = [await connectRival(server), await connectRival(server)];
});
afterEach(async () => {
  for (const client of [holder, rival]) await client.query("ROLLBACK");
});
afterAll(async () => {
  await store.close();
  await Promise.all([holder.end(), rival.end()]);
  await server.remove();
});

const lockOf = {
  namespace: "SELECT 1 FROM namespace WHERE name = $1 FOR UPDATE",
  progress: "SELECT 1 FROM progress WHERE top = (SELECT generation FROM namespace WHERE name = $1) FOR UPDATE",
  outbox: "SELECT 1 FROM outbox WHERE top = (SELECT generation FROM namespace WHERE name = $1) FOR UPDATE",
  answer: "SELECT 1 FROM answer WHERE generation = (SELECT generation FROM namespace WHERE name = $1) FOR UPDATE",
} as const;

type Lock = readonly [kind: keyof typeof lockOf, namespace: string];

const lock = async (client: Client, [kind, namespace]: Lock): Promise<void> => {
  expect((await client.query(lockOf[kind], [namespace])).rowCount).toBeGreaterThan(0);
};

const untilWaiting = async (count: number): Promise<void> => {
  while ((await countWaiting(holder, "true")) < count);
};

/** Lets `work` lock `first` and then want `second`, while the rival has that and wants `first`. Resolves with what the work comes to. */
const cross = async <T>({ first, second }: { first: Lock; second: Lock }, work: () => Promise<T>): Promise<T> => {
  await rival.query("BEGIN");
  await lock(rival, second);
  await holder.query("BEGIN");
  await lock(holder, first);
  const worked = work();
  // Looked at in the end; it is no rejection that nobody has seen until then.
  worked.catch(() => {});
  await untilWaiting(1);
  const gotBoth = lock(rival, first);
  await untilWaiting(2);
  await holder.query("COMMIT");
  await gotBoth;
  await rival.query("COMMIT");
  return worked;
};

let count = 0;
/** Namespaces of which the first by name has the newest generation: a snapshot has moved it on. */
const makePair = async (): Promise<readonly [string, string]> => {
  count += 1;
  const [first, second] = [`${count}-a`, `${count}-b`];
  for (const name of [first, second]) await store.ensure(name, DEFAULT_CONFIG, NOW);
  await store.snapshot(first, NOW);
  return [first, second];
};

/** In one batch, since they come in one turn. */
const takeIn = (names: readonly string[]) =>
  Promise.all(names.map((namespace) => take(store, `r-${namespace}`, { namespace })));

it("locks the namespaces of a batch by their names, which no snapshot changes", async () => {
  const [first, second] = await makePair();
  await holder.query("BEGIN");
  await lock(holder, ["progress", first]);
  const taken = takeIn([second, first]);
  await untilWaiting(1);
  await rival.query("BEGIN");
  const free = await rival.query(`${lockOf.progress} SKIP LOCKED`, [second]);
  expect(free.rowCount).toBe(1);
  await rival.query("COMMIT");
  await holder.query("COMMIT");
  await taken;
});

it("runs a batch again that was in the way of others, and takes nothing twice", async () => {
  const names = await makePair();
  const [first, second] = names;
  const taken = await cross({ first: ["progress", first], second: ["progress", second] }, () => takeIn(names));
  expect(taken.map(({ decision }) => decision.stored)).toEqual([undefined, undefined]);
  for (const name of names) expect(await idsOf(store, name)).toEqual([`r-${name}`]);
});

const query = (namespace: string) => ({
  namespace,
  revision: store.peek(namespace)?.revision ?? 0,
  usedAt: NOW,
  key: "k",
  counters: [],
  faults: [],
});

/** One message of which the super app has not heard yet. */
const fill = (namespace: string) =>
  store.attempt(query(namespace), () => ({
    attempt: attemptRecord("r"),
    message: messageRecord("r", { delivery: { status: "queued" } }),
    store: answer("r"),
    dueAt: NOW,
  }));

const entryOf = async (namespace: string): Promise<OutboxEntry> => {
  const entries = await store.claim({ now: NOW, limit: 1000, lease: 0, except: [] });
  const entry = entries.find((candidate) => candidate.namespace === namespace);
  if (entry === undefined) throw new Error(`nothing waits in ${namespace}`);
  return entry;
};

const plan = { answersSince: NOW + 1, now: NOW, messages: 0, attempts: 0, controls: 9, bytes: EVERYTHING };

type Work = (namespace: string, made: { readonly entry: OutboxEntry; readonly snapshot: string }) => Promise<unknown>;

const works: readonly (readonly [what: string, first: keyof typeof lockOf, second: keyof typeof lockOf, work: Work])[] =
  [
    ["a snapshot", "namespace", "progress", (name) => store.snapshot(name, NOW)],
    ["a restore", "namespace", "progress", (name, { snapshot }) => store.restore(name, snapshot, NOW)],
    ["a reset", "namespace", "progress", (name) => store.reset(name, NOW)],
    ["dropped snapshots", "namespace", "progress", (name) => store.dropSnapshots(name)],
    [
      "a change",
      "namespace",
      "progress",
      (name) => store.change(name, NOW, () => ({ next: { clockOffset: 5 }, event: "clock", value: "v" })),
    ],
    ["a sweep", "namespace", "progress", () => store.sweep(() => plan)],
    [
      "a delivery",
      "progress",
      "outbox",
      (_, { entry }) => store.settle(entry, { delivery: { status: "delivered", attempts: 1, at: NOW } }),
    ],
    [
      "an amended answer",
      "progress",
      "answer",
      (namespace, { entry }) =>
        store.amend({
          namespace,
          sequence: entry.message.sequence,
          key: "k",
          store: answer("r", { body: "amended" }),
          attempt: attemptRecord("r"),
        }),
    ],
  ];

it.each(works)("does again what was in the way of others: %s", async (_, first, second, work) => {
  count += 1;
  const name = `${count}`;
  await store.ensure(name, DEFAULT_CONFIG, NOW);
  const { id: snapshot } = await store.snapshot(name, NOW);
  await fill(name);
  const made = { entry: await entryOf(name), snapshot };
  const { last } = await store.events(name, undefined, 1);
  await cross({ first: [first, name], second: [second, name] }, () => work(name, made));
  const { events } = await store.events(name, last, 100);
  expect(events.length).toBeLessThanOrEqual(1);
});
