import type { Client } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type OpenStore, startOpenStore } from "../../../test/postgres/open-store.js";
import { DEFAULT_CONFIG } from "../../model/config.js";
import { dropOldest } from "../conformance/changes.js";
import { EVERYTHING, NAMESPACE, NOW, answer, attemptRecord, messageRecord } from "../conformance/records.js";
import { StaleRevisionError } from "../errors.js";
import { readSlices } from "../read-slices.js";
import { PostgresStore } from "./postgres-store.js";

const STEPS = Number(process.env["LAYER_STEPS"] ?? 120);
const SENDERS = 12;
const IDS = 400;

let opened: OpenStore;
let admin: Client;
let replicas: readonly PostgresStore[];

beforeAll(async () => {
  opened = await startOpenStore();
  ({ admin } = opened);
  const other = new PostgresStore({ url: opened.url });
  await other.open();
  replicas = [opened.store, other];
  for (const replica of replicas) await replica.ensure(NAMESPACE, DEFAULT_CONFIG, NOW);
});
afterAll(async () => {
  await replicas[1]?.close();
  await opened.end();
});

/** What happened, with its place in the namespace's one order: rows are taken and changes made under one lock. */
type Happening = { readonly sequence: number } & (
  | { readonly what: "taken"; readonly id: string; readonly messageId: string }
  | { readonly what: "snapshot" | "restore"; readonly snapshot: string }
  | { readonly what: "reset" }
);

/** What the namespace has to have in the end: the message of each id. @throws Error when an id was taken twice */
const outcome = (happenings: readonly Happening[]): ReadonlyMap<string, string> => {
  let live = new Map<string, string>();
  const kept = new Map<string, ReadonlyMap<string, string>>();
  for (const happening of happenings.toSorted((left, right) => left.sequence - right.sequence)) {
    if (happening.what === "taken") {
      if (live.has(happening.id)) throw new Error(`${happening.id} was taken twice`);
      live.set(happening.id, happening.messageId);
    } else if (happening.what === "snapshot") kept.set(happening.snapshot, new Map(live));
    else live = new Map(happening.what === "restore" ? kept.get(happening.snapshot) : []);
  }
  return live;
};

const attempt = async (store: PostgresStore, id: string, messageId: string) => {
  for (;;) {
    const query = {
      namespace: NAMESPACE,
      revision: store.peek(NAMESPACE)?.revision ?? 0,
      usedAt: NOW,
      key: id,
      counters: [],
      faults: [],
    };
    try {
      return await store.attempt(query, ({ stored }) =>
        stored
          ? { stored }
          : {
              stored,
              attempt: attemptRecord(id, { messageId }),
              message: messageRecord(id, { messageId, delivery: { status: "queued" } }),
              store: answer(id, { messageId }),
              dueAt: NOW,
            },
      );
    } catch (error) {
      if (!(error instanceof StaleRevisionError)) throw error;
    }
  }
};

const pick = <T>(all: readonly T[]): T | undefined => all[Math.floor(Math.random() * all.length)];
const keepAll = { answersSince: 0, now: NOW, messages: 1e6, attempts: 1e6, controls: 1e6, bytes: EVERYTHING };

/** The sequence of the last change: one at a time is made. */
const lastChange = async (): Promise<number> => {
  const { rows } = await admin.query<{ sequence: string }>(
    "SELECT max(sequence) AS sequence FROM server_stub.control WHERE generation = (SELECT generation FROM server_stub.namespace WHERE name = $1)",
    [NAMESPACE],
  );
  return Number(rows[0]?.sequence);
};

const changeOnce = async (store: PostgresStore, happenings: Happening[], snapshots: string[]): Promise<void> => {
  const kind = Math.random();
  if (kind < 0.5) {
    const { id } = await store.snapshot(NAMESPACE, NOW);
    snapshots.push(id);
    happenings.push({ what: "snapshot", snapshot: id, sequence: await lastChange() });
  } else if (kind < 0.85) {
    const snapshot = pick(snapshots.slice(-22)) ?? "none";
    if ((await store.restore(NAMESPACE, snapshot, NOW)) !== undefined)
      happenings.push({ what: "restore", snapshot, sequence: await lastChange() });
  } else if (kind < 0.88) {
    await store.reset(NAMESPACE, NOW);
    happenings.push({ what: "reset", sequence: await lastChange() });
  } else if (kind < 0.98) await dropOldest(store, NAMESPACE);
  else await store.dropSnapshots(NAMESPACE);
};

const allMessages = async (store: PostgresStore) => {
  const all: (readonly [id: string, messageId: string, status: string])[] = [];
  for await (const { rows } of readSlices(NAMESPACE, (page) => store.messages(NAMESPACE, {}, page)))
    all.push(...rows.map((row) => [row.requestId, row.messageId, row.delivery.status] as const));
  return all;
};

it("loses and doubles nothing that two replicas take while snapshots are taken, restored, dropped, swept and merged", async () => {
  const [first, second] = replicas;
  if (first === undefined || second === undefined) throw new Error("there are two replicas");
  const happenings: Happening[] = [];
  const snapshots: string[] = [];
  const over = new AbortController();
  let nth = 0;
  const until = async (work: (nth: number) => Promise<unknown>): Promise<void> => {
    while (!over.signal.aborted) await work((nth += 1));
  };
  const sendOne = async (turn: number): Promise<void> => {
    const id = `r${Math.floor(Math.random() * IDS)}`;
    const messageId = `M-${turn}`;
    const { decision, sequence } = await attempt(pick(replicas) ?? first, id, messageId);
    if (decision.stored === undefined) happenings.push({ what: "taken", id, messageId, sequence });
  };
  const deliver = async (): Promise<void> => {
    const entries = await second.claim({ now: NOW, limit: 5, lease: 0, except: [] });
    for (const entry of entries) await first.settle(entry, { delivery: { status: "delivered", attempts: 1, at: NOW } });
  };
  const working = [
    ...Array.from({ length: SENDERS }, () => until(sendOne)),
    until(deliver),
    until(() => second.sweep(() => keepAll)),
  ];
  try {
    for (let step = 0; step < STEPS; step += 1) await changeOnce(pick(replicas) ?? first, happenings, snapshots);
  } finally {
    over.abort();
    await Promise.all(working);
  }
  const expected = outcome(happenings);
  const messages = await allMessages(second);
  expect(messages.map(([id, messageId]) => `${id} ${messageId}`).toSorted()).toEqual(
    [...expected].map(([id, messageId]) => `${id} ${messageId}`).toSorted(),
  );
  for (const [id, messageId] of expected) {
    for (const store of replicas) {
      await store.refresh(NAMESPACE);
      expect((await attempt(store, id, "M-again")).decision.stored?.messageId).toBe(messageId);
    }
  }
  // What is not delivered waits to be, and nothing else does.
  const due = await first.claim({ now: NOW + 1e6, limit: 1e6, lease: 0, except: [] });
  expect(due.map(({ message }) => message.messageId).toSorted()).toEqual(
    messages.flatMap(([, messageId, status]) => (status === "queued" ? [messageId] : [])).toSorted(),
  );
  const [counted] = await first.namespaces();
  expect(counted).toMatchObject({ messages: expected.size, attempts: expected.size });
});
