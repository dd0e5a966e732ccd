import type { Client } from "pg";
import { afterAll, beforeAll, beforeEach, expect, it, vi } from "vitest";
import { type OpenStore, startOpenStore } from "../../../test/postgres/open-store.js";
import { type Statement, watchStatements } from "../../../test/postgres/statements.js";
import { DEFAULT_CONFIG } from "../../model/config.js";
import { EVERYTHING, NOW, answer, attemptRecord, messageRecord } from "../conformance/records.js";
import { SLICE_BYTES, SLICE_ROWS } from "../page.js";
import type { PostgresStore } from "./postgres-store.js";

const MESSAGES = 2600;
const AT_ONCE = 100;
/** Of entries of the outbox, which are small. */
const MOST = 2000;
const OTHER = "other";
/** A page of a thousand such rows is more than one turn may read. */
const TEXT = "x".repeat(3000);

let opened: OpenStore;
let store: PostgresStore;
let admin: Client;
let seen: () => Promise<readonly Statement[]>;

beforeAll(async () => {
  opened = await startOpenStore();
  ({ admin, store } = opened);
  await store.ensure(OTHER, DEFAULT_CONFIG, NOW);
  seen = await watchStatements(admin, "server_stub");
});
afterAll(() => opened.end());

/** A namespace with many rows of each kind. */
const fill = async (name: string): Promise<void> => {
  const { revision } = await store.ensure(name, DEFAULT_CONFIG, NOW);
  const query = { namespace: name, revision, usedAt: NOW, counters: [], faults: [] };
  const takeOne = (id: string) =>
    store.attempt({ ...query, key: id }, () => ({
      attempt: attemptRecord(id, { detail: TEXT }),
      message: messageRecord(id, { delivery: { status: "queued" }, content: { content: TEXT } }),
      store: answer(id),
      hits: [{ key: "u", at: NOW, until: NOW + 100 }],
      dueAt: NOW,
    }));
  // As many at a time as a busy machine takes long before anybody gives up.
  const some = Array.from({ length: AT_ONCE }, (_, index) => index);
  for (let first = 0; first < MESSAGES; first += AT_ONCE) {
    await Promise.all(some.map((index) => takeOne(`r${first + index}`)));
  }
};

let nth = 0;
let name = "";
beforeEach(async () => {
  nth += 1;
  name = `full-${nth}`;
  await fill(name);
  await seen();
});

const rowsOf = (statements: readonly Statement[], tab: string): number =>
  statements.filter((statement) => statement.tab === tab).reduce((sum, { rows }) => sum + rows, 0);

const assertSmall = (statements: readonly Statement[]): void => {
  for (const { tab, rows } of statements) expect(rows).toBeLessThanOrEqual(tab.endsWith("outbox") ? MOST : SLICE_ROWS);
};

/** No statement touches a row of another namespace. */
const assertApart = async (statements: readonly Statement[]): Promise<void> => {
  const { rows } = await admin.query<{ generation: string }>(
    "SELECT generation FROM server_stub.namespace WHERE name <> $1",
    [name],
  );
  const others = new Set(rows.map(({ generation }) => Number(generation)));
  for (const { generations } of statements) expect(generations.some((one) => others.has(one))).toBe(false);
};

const copied = ["attempt", "message", "answer", "hit"] as const;

/** What is written is counted, and of what waits for delivery a copy is kept: of all other rows there are few. */
const few = (statements: readonly Statement[]): void => {
  for (const tab of copied) expect(rowsOf(statements, tab)).toBe(0);
  expect(rowsOf(statements, "control")).toBe(1);
  assertSmall(statements);
};

it("takes a snapshot without a copy of what is there", async () => {
  await store.snapshot(name, NOW);
  const statements = await seen();
  few(statements);
  expect(rowsOf(statements, "kept_outbox")).toBe(MESSAGES);
  expect(rowsOf(statements, "outbox")).toBe(MESSAGES);
  await assertApart(statements);
});

const figures = async () => {
  const { rows } = await admin.query(
    "SELECT message_rows::int, attempt_rows::int, answer_bytes > 0 AS answered FROM server_stub.progress JOIN server_stub.namespace ON top = generation WHERE name = $1",
    [name],
  );
  return rows;
};

it("restores one without a copy of what was there", async () => {
  const { id } = await store.snapshot(name, NOW);
  await store.reset(name, NOW);
  await seen();
  await store.restore(name, id, NOW);
  const statements = await seen();
  few(statements);
  expect(rowsOf(statements, "outbox")).toBe(MESSAGES);
  await assertApart(statements);
  expect(await figures()).toEqual([{ message_rows: MESSAGES, attempt_rows: MESSAGES, answered: true }]);
});

const keepAll = { answersSince: 0, now: NOW, messages: 1e6, attempts: 1e6, controls: 1e6, bytes: EVERYTHING };
const keepFew = { ...keepAll, answersSince: NOW + 1, now: NOW + 1000, messages: 10, attempts: 10 };

it("sweeps in slices, each in a transaction of its own", async () => {
  const { forgotten } = await store.sweep((state) => (state.name === name ? keepFew : keepAll));
  expect(forgotten).toEqual([{ namespace: name, messages: MESSAGES - 10, attempts: MESSAGES - 10 }]);
  const statements = await seen();
  for (const tab of [...copied, "outbox"]) expect(rowsOf(statements, tab)).toBeGreaterThanOrEqual(MESSAGES - 10);
  assertSmall(statements);
  await assertApart(statements);
  const large = statements.filter(({ tab }) => tab === "message");
  expect(new Set(large.map(({ transaction }) => transaction)).size).toBe(large.length);
});

it("sweeps what a snapshot has by hiding it, and removes it in slices when the snapshot is gone", async () => {
  await store.snapshot(name, NOW);
  await seen();
  await store.sweep((state) => (state.name === name ? keepFew : keepAll));
  const hiding = await seen();
  for (const tab of ["attempt", "message"]) expect(rowsOf(hiding, tab)).toBe(0);
  // By the clock of the snapshot they are too old as well.
  for (const tab of ["answer", "hit"]) expect(rowsOf(hiding, tab)).toBe(MESSAGES);
  assertSmall(hiding);
  expect(await figures()).toMatchObject([{ message_rows: 10, attempt_rows: 10 }]);
  await store.dropSnapshots(name);
  await store.sweep((state) => (state.name === name ? keepFew : keepAll));
  const statements = await seen();
  for (const tab of ["attempt", "message"]) expect(rowsOf(statements, tab)).toBe(MESSAGES - 10);
  assertSmall(statements);
  await assertApart(statements);
});

it("merges layers in slices, each in a transaction of its own", async () => {
  const oldest = () => store.messages(name, {}, { limit: 1 });
  const before = await oldest();
  await store.snapshot(name, NOW);
  for (let more = 0; more < 25; more += 1) await store.snapshot(name, NOW);
  await seen();
  await store.sweep(() => keepAll);
  const statements = await seen();
  assertSmall(statements);
  await assertApart(statements);
  const { rows } = await admin.query<{ layers: number }>(
    "SELECT cardinality(chain) AS layers FROM server_stub.namespace WHERE name = $1",
    [name],
  );
  expect(rows[0]?.layers).toBeLessThanOrEqual(22);
  expect((await oldest()).rows).toEqual(before.rows);
});

it("merges many small layers in few transactions", async () => {
  for (let taken = 0; taken < 60; taken += 1) await store.snapshot(OTHER, NOW);
  await seen();
  await store.sweep(() => keepAll);
  const merging = (await seen()).filter(({ tab }) => tab === "control");
  expect(merging.length).toBeGreaterThan(30);
  expect(new Set(merging.map(({ transaction }) => transaction)).size).toBeLessThanOrEqual(6);
});

it("drops and clears in slices", async () => {
  await store.reset(name, NOW);
  await store.sweep(() => keepAll);
  const statements = await seen();
  for (const tab of copied) expect(rowsOf(statements, tab)).toBe(MESSAGES);
  assertSmall(statements);
  await assertApart(statements);
  const left = await admin.query("SELECT 1 FROM server_stub.dropped WHERE due <= now()");
  expect(left.rows).toEqual([]);
});

it.each([
  ["its messages", () => store.messages(name, {}, { limit: 1000 })],
  ["its newest messages", () => store.messages(name, {}, { limit: 1000, order: "newest" })],
  ["its journal", () => store.attempts(name, {}, { limit: 1000 })],
  ["what a search reads", () => store.messages(name, { q: "nowhere" }, { limit: 1000 })],
  ["what a sweep looks at", () => store.sweep(() => keepAll)],
])("reads no more at a time than a turn's work: %s", async (_, read) => {
  const large: number[] = [0];
  const original = JSON.parse;
  let turn = 0;
  const parse = vi.spyOn(JSON, "parse").mockImplementation((text: string) => {
    if (turn === 0) setImmediate(() => void (turn = 0));
    turn += text.length;
    large.push(turn);
    return original(text);
  });
  try {
    await read();
  } finally {
    parse.mockRestore();
  }
  expect(Math.max(...large)).toBeLessThan(2 * SLICE_BYTES);
});
