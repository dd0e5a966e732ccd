import type { Client } from "pg";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { countWaiting } from "../../../test/postgres/hold-up.js";
import { adriftRows, keptBytes } from "../../../test/postgres/kept.js";
import { type OpenStore, startOpenStore } from "../../../test/postgres/open-store.js";
import { DEFAULT_CONFIG } from "../../model/config.js";
import { EVERYTHING, NOW, answer, attemptRecord, messageRecord } from "../conformance/records.js";
import { take } from "../conformance/taking.js";
import type { Amendment, OutboxEntry, SnapshotRow } from "../store.js";
import { PostgresStore } from "./postgres-store.js";

let opened: OpenStore;
let admin: Client;
let store: PostgresStore;
let other: PostgresStore;
let nth = 0;
let namespace = "";

beforeAll(async () => {
  opened = await startOpenStore();
  ({ admin, store } = opened);
  other = new PostgresStore({ url: opened.url });
  await other.open();
  await admin.query("SET search_path = server_stub");
});
afterAll(async () => {
  await other.close();
  await opened.end();
});
beforeEach(async () => {
  nth += 1;
  namespace = `layers-${nth}`;
  for (const replica of [store, other]) await replica.ensure(namespace, DEFAULT_CONFIG, NOW);
});

const takeOne = (id: string, replica = store) => take(replica, id, { namespace });
const keepAll = { answersSince: 0, now: NOW, messages: 1e6, attempts: 1e6, controls: 1e6, bytes: EVERYTHING };
/** Once nobody merges any more what was taken before. */
const sweep = async (plan = keepAll): Promise<void> => {
  while (!(await store.sweep(({ name }) => (name === namespace ? plan : keepAll))).isDone);
};
const idsOf = async (): Promise<readonly string[]> =>
  (await store.messages(namespace, {}, { limit: 1000 })).rows.map(({ requestId }) => requestId);
const takeMany = async (first: number, count: number): Promise<readonly string[]> => {
  const ids = Array.from({ length: count }, (_, index) => `r${first + index}`);
  await Promise.all(ids.map((id) => takeOne(id)));
  return ids;
};

const ask = async (text: string): Promise<number> => {
  const { rows } = await admin.query<{ value: string | null }>(text, [namespace]);
  return Number(rows[0]?.value);
};
const layers = (): Promise<number> => ask("SELECT cardinality(chain) AS value FROM namespace WHERE name = $1");

it("has few layers, however often snapshots are taken and restored, and finds everything in them", async () => {
  let most = 0;
  for (let cycle = 0; cycle < 150; cycle += 1) {
    await takeOne(`r${cycle}`);
    const { id } = await store.snapshot(namespace, NOW);
    await takeOne("lost");
    if (cycle % 2 === 0) await store.restore(namespace, id, NOW);
    else await store.restore(namespace, (await store.snapshot(namespace, NOW)).id, NOW);
    most = Math.max(most, await layers());
  }
  expect(most).toBeLessThanOrEqual(256);
  while ((await layers()) > 70) await new Promise((resolve) => void setTimeout(resolve, 5));
  await sweep();
  expect(await layers()).toBeLessThanOrEqual(42);
  const { rows } = await store.messages(namespace, {}, { limit: 1000 });
  const expected = Array.from({ length: 150 }, (_, cycle) => `r${cycle}`);
  expect(rows.map(({ requestId }) => requestId).filter((id) => id !== "lost")).toEqual(expected);
  for (const { requestId, messageId } of rows) {
    expect((await takeOne(requestId, other)).decision.stored?.messageId).toBe(messageId);
    expect((await store.attempts(namespace, { requestId }, { limit: 9 })).rows).toHaveLength(1);
    expect((await store.messages(namespace, { messageId }, { limit: 9 })).rows).toHaveLength(1);
  }
  await store.dropSnapshots(namespace);
  await sweep();
  expect(await layers()).toBe(2);
  expect(await adriftRows(admin)).toBe(0);
  expect((await idsOf()).filter((id) => id !== "lost")).toEqual(expected);
});

it("ends a merge that is under way before it closes", async () => {
  await sweep();
  const closing = new PostgresStore({ url: opened.url });
  await closing.ensure(namespace, DEFAULT_CONFIG, NOW);
  for (let taken = 0; taken < 65; taken += 1) await closing.snapshot(namespace, NOW);
  await closing.close();
  expect(await ask("SELECT count(*) AS value FROM setting WHERE name = 'sweep' AND $1 <> ''")).toBe(0);
  expect(await layers()).toBeGreaterThan(20);
});

it("counts each layer once", async () => {
  await takeMany(0, 40);
  const one = await keptBytes(admin);
  expect(await store.usedBytes()).toBe(one);
  const snapshots: SnapshotRow[] = [];
  for (let step = 0; step < 30; step += 1) {
    snapshots.push(await store.snapshot(namespace, NOW));
    await takeMany(100 + step * 5, 5);
    const [entry] = await store.claim({ now: NOW, limit: 1, lease: 0, except: [] });
    if (entry) await store.settle(entry, { delivery: { status: "delivered", attempts: 1, at: NOW } });
    if (step % 4 === 3) await store.restore(namespace, snapshots.at(-3)?.id ?? "", NOW);
    if (step % 7 === 6) await sweep({ ...keepAll, messages: 30, attempts: 25 });
    expect(await store.usedBytes()).toBe(await keptBytes(admin));
  }
  await store.reset(namespace, NOW);
  expect(await store.usedBytes()).toBe(await keptBytes(admin));
  await store.dropSnapshots(namespace);
  expect(await store.usedBytes()).toBe(await keptBytes(admin));
  await sweep();
  expect(await adriftRows(admin)).toBe(0);
});

it("sweeps what only snapshots need when they are gone, and nothing before", async () => {
  const ids = await takeMany(0, 30);
  const { id } = await store.snapshot(namespace, NOW);
  await sweep({ ...keepAll, messages: 5, attempts: 4, answersSince: NOW + 1 });
  expect(await idsOf()).toHaveLength(5);
  expect(await store.messages(namespace, {}, { limit: 2, order: "newest" })).toMatchObject({ rows: [{}, {}] });
  expect((await store.attempts(namespace, {}, { limit: 99 })).rows).toHaveLength(4);
  await store.restore(namespace, id, NOW);
  expect((await idsOf()).toSorted()).toEqual([...ids].toSorted());
  await sweep({ ...keepAll, messages: 5, attempts: 4 });
  await store.dropSnapshots(namespace);
  await sweep({ ...keepAll, messages: 5, attempts: 4 });
  expect(await idsOf()).toHaveLength(5);
  const inAll =
    "SELECT count(*) AS value FROM message WHERE generation = ANY((SELECT chain FROM namespace WHERE name = $1)::bigint[])";
  expect(await ask(inAll)).toBe(5);
});

it("keeps what was delivered and amended above a snapshot from it, and finds it through any number of layers", async () => {
  const query = { namespace, revision: store.peek(namespace)?.revision ?? 0, usedAt: NOW, counters: [], faults: [] };
  const { sequence } = await store.attempt({ ...query, key: "a" }, () => ({
    attempt: attemptRecord("a"),
    message: messageRecord("a", { delivery: { status: "queued" } }),
    store: answer("a"),
    dueAt: NOW,
  }));
  const first = await store.snapshot(namespace, NOW);
  await store.snapshot(namespace, NOW);
  const [entry] = await store.claim({ now: NOW, limit: 9, lease: 1, except: [] });
  if (entry === undefined) throw new Error("nothing is due");
  await store.settle(entry, { delivery: { status: "delivered", attempts: 1, at: NOW } });
  await store.snapshot(namespace, NOW);
  const amended = answer("a", { body: "amended" });
  await store.amend({
    namespace,
    sequence,
    key: "a",
    store: amended,
    attempt: attemptRecord("a", { detail: "later" }),
  });
  const look = async () => ({
    known: await other.refresh(namespace),
    messages: await store.messages(namespace, {}, { limit: 9 }),
    attempts: await store.attempts(namespace, {}, { limit: 9 }),
    stored: (await takeOne("a", other)).decision.stored?.body,
    deliveries: await store.deliveries(namespace, ["M-a"]),
    due: await store.nextDue(),
    events: (await store.events(namespace, 0, 99)).events.filter(({ type }) => type !== "control"),
  });
  const now = await look();
  expect(now).toMatchObject({
    messages: { rows: [{ delivery: { status: "delivered" } }] },
    attempts: { rows: [{ detail: "later" }] },
    stored: "amended",
    due: undefined,
    events: [{ type: "attempt", attempt: { detail: "later" } }, { type: "delivery" }],
  });
  await sweep();
  expect(await look()).toEqual(now);
  await store.restore(namespace, first.id, NOW);
  expect(await look()).toMatchObject({
    messages: { rows: [{ delivery: { status: "queued" } }] },
    stored: answer("a").body,
    events: [{ type: "attempt", message: { delivery: { status: "queued" } } }],
  });
  const [again] = await store.claim({ now: NOW + 1e6, limit: 9, lease: 1, except: [] });
  expect(again?.message.messageId).toBe("M-a");
});

/** But for whoever notes, in the background, that a namespace was used. */
const isAtWork = "application_name = 'server-stub' AND query NOT LIKE '%SET last_used_at = greatest(last_used_at%'";

/** Waits until so many connections wait for a row that somebody else has locked; who waits too long is refused, and says so later. */
const waiting = async (count: number, all: readonly Promise<unknown>[]): Promise<void> => {
  const first = { isOver: false };
  const end = (): void => {
    first.isOver = true;
  };
  void Promise.race(all).then(end, end);
  while (!first.isOver && (await countWaiting(admin, isAtWork)) !== count)
    await new Promise((resolve) => void setTimeout(resolve, 5));
};

interface Late {
  readonly entry: OutboxEntry;
  readonly amendment: Amendment;
}

const looks: readonly [
  what: string,
  work: (late: Late) => Promise<void>,
  look: () => Promise<unknown>,
  found: unknown,
][] = [
  [
    "a delivery",
    ({ entry }) => other.settle(entry, { delivery: { status: "delivered", attempts: 1, at: NOW } }),
    async () => (await store.deliveries(namespace, ["M-b"])).get("M-b")?.status,
    "delivered",
  ],
  [
    "an amendment",
    ({ amendment }) => other.amend(amendment),
    async () => (await takeOne("b")).decision.stored?.body,
    "amended",
  ],
];

/** Locks the figures of the namespace, so that whoever comes waits, until the work is done. */
const whileLocked = async (work: () => Promise<void>): Promise<void> => {
  await admin.query("BEGIN");
  await admin.query(
    "SELECT 1 FROM progress JOIN namespace ON top = generation WHERE name = $1 FOR UPDATE OF progress",
    [namespace],
  );
  await work();
  await admin.query("COMMIT");
};

it.each(looks)("finds where a namespace goes on that a snapshot moves meanwhile: %s", async (_, work, look, found) => {
  const query = { namespace, revision: store.peek(namespace)?.revision ?? 0, usedAt: NOW, counters: [], faults: [] };
  const { sequence } = await store.attempt({ ...query, key: "b" }, () => ({
    attempt: attemptRecord("b"),
    message: messageRecord("b", { delivery: { status: "queued" } }),
    store: answer("b"),
    dueAt: NOW - 5,
  }));
  const [entry] = await store.claim({ now: NOW - 5, limit: 1, lease: 1000, except: [] });
  if (entry === undefined) throw new Error("nothing is due");
  const amended = { store: answer("b", { body: "amended" }), attempt: attemptRecord("b", { detail: "amended" }) };
  const amendment = { namespace, sequence, key: "b", ...amended };
  const all: Promise<unknown>[] = [];
  await whileLocked(async () => {
    all.push(store.snapshot(namespace, NOW));
    await waiting(1, all);
    all.push(work({ entry, amendment }));
    await waiting(2, all);
  });
  await Promise.all(all);
  expect(await look()).toBe(found);
});

it("writes nothing into what a snapshot has frozen meanwhile, but on top of it", async () => {
  const query = {
    namespace,
    revision: store.peek(namespace)?.revision ?? 0,
    usedAt: NOW,
    key: "late",
    counters: [],
    faults: [],
  };
  const all: Promise<unknown>[] = [];
  await whileLocked(async () => {
    all.push(store.snapshot(namespace, NOW));
    await waiting(1, all);
    const attempt = other.attempt(query, () => ({
      attempt: attemptRecord("late"),
      message: messageRecord("late"),
      store: answer("late"),
      hits: [{ key: "u", at: NOW, until: NOW + 9 }],
      draws: [{ id: "F1", happened: true }],
    }));
    all.push(
      attempt.then(
        () => "taken",
        (error: unknown) => error,
      ),
    );
    await waiting(2, all);
  });
  const [, late] = await Promise.all(all);
  expect(late).toBe("taken");
  for (const table of ["message", "attempt", "answer", "hit", "fault_count"]) {
    const countIn = (part: string) =>
      ask(
        `SELECT count(*) AS value FROM ${table} WHERE generation = ANY((SELECT ${part} FROM namespace WHERE name = $1)::bigint[])`,
      );
    expect([await countIn("chain[1:1]"), await countIn("chain[2:]")]).toEqual([1, 0]);
  }
});
