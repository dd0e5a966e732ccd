import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { startPostgres, type PostgresServer } from "../../test/postgres/server.js";
import { DEFAULT_CONFIG } from "../model/config.js";
import { EVERYTHING, NOW } from "../store/conformance/records.js";
import { idsOf, take } from "../store/conformance/taking.js";
import { ROW_LIMITS } from "../store/limits.js";
import { MemoryStore } from "../store/memory/memory-store.js";
import { PostgresStore } from "../store/postgres/postgres-store.js";
import { SqliteStore } from "../store/sqlite/sqlite-store.js";
import type { Store, SweepPlan } from "../store/store.js";
import { fairShare, keepWhole } from "./whole-limit.js";

const plan: SweepPlan = { ...ROW_LIMITS, bytes: EVERYTHING, answersSince: 0, now: NOW };
const planOf = (): SweepPlan => plan;
const forever = new AbortController().signal;
const nothing = { dropped: [], forgotten: [] };
const LARGE = 200;
const SMALL = 5;

const shares: readonly [what: string, sizes: readonly number[], most: number, share: number][] = [
  ["all fit", [10, 20, 30], 60, Number.POSITIVE_INFINITY],
  ["the largest gives", [10, 20, 300], 100, 70],
  ["the large ones give alike", [10, 300, 300], 100, 45],
  ["all give", [50, 50], 60, 30],
];

it.each(shares)("shares fairly: %s", (_, sizes, most, share) => {
  expect(fairShare(sizes, most)).toBe(share);
});

let server: PostgresServer;
let admin: Client;
const folder = mkdtempSync(join(tmpdir(), "stub-whole-limit-"));
beforeAll(async () => {
  server = await startPostgres("-c", "fsync=off");
  admin = new Client({ connectionString: server.url });
  await admin.connect();
});
afterAll(async () => {
  await admin.end();
  await server.remove();
  rmSync(folder, { recursive: true, force: true });
});

let nth = 0;
const openPostgres = () => new PostgresStore({ url: `${server.url}?schema=limit_${nth}` });
const kinds: readonly (readonly [kind: string, open: () => Store])[] = [
  ["memory", () => new MemoryStore()],
  ["sqlite", () => new SqliteStore({ file: join(folder, `${nth}.db`) })],
  ["postgres", openPostgres],
];

let store: Store;
const begin = (open: () => Store): void => {
  beforeEach(async () => {
    nth += 1;
    store = open();
    await store.open();
  });
  afterEach(() => store.close());
};

const idOf = (index: number): string => `r${String(index).padStart(4, "0")}`;

const fill = async (namespace: string, count: number, first = 0): Promise<void> => {
  await store.ensure(namespace, DEFAULT_CONFIG, NOW);
  const message = { content: { content: "x".repeat(8000) } };
  await Promise.all(
    Array.from({ length: count }, (_, index) => take(store, idOf(first + index), { namespace, message })),
  );
};

const snapshotOf = async (namespace: string): Promise<string> => (await store.snapshot(namespace, NOW)).id;

/** A namespace that is within its share, with a snapshot. Resolves with the look at whether both are as they were. */
const addSmall = async (namespace: string): Promise<() => Promise<void>> => {
  await fill(namespace, SMALL);
  const id = await snapshotOf(namespace);
  return async () => {
    const row = (await store.namespaces()).find(({ name }) => name === namespace);
    expect(row).toMatchObject({ messages: SMALL, attempts: SMALL, forgotten: { messages: 0, attempts: 0 } });
    expect(await store.restore(namespace, id, NOW)).toMatchObject({ id });
    expect(await idsOf(store, namespace)).toHaveLength(SMALL);
  };
};

describe.each(kinds)("the limit of a whole store: %s", (_, open) => {
  begin(open);

  it("lets nothing go as long as everything fits", async () => {
    await fill("large", LARGE);
    await snapshotOf("large");
    expect(await keepWhole(store, planOf, forever, 1e9)).toEqual(nothing);
  });

  it("costs no snapshots of others, and takes the oldest rows of who is too large", async () => {
    const looks = [await addSmall("a"), await addSmall("b")];
    await fill("large", LARGE);
    const most = (await store.usedBytes()) / 2;
    const { dropped, forgotten } = await keepWhole(store, planOf, forever, most);
    expect(dropped).toEqual([]);
    expect(new Set(forgotten.map(({ namespace }) => namespace))).toEqual(new Set(["large"]));
    expect(await store.usedBytes()).toBeLessThanOrEqual(most);
    const left = await idsOf(store, "large");
    expect(left.length).toBeGreaterThan(LARGE / 8);
    expect(left.at(-1)).toBe(idOf(LARGE - 1));
    for (const look of looks) await look();
  });

  it("takes the snapshots of who is too large by them alone, and no rows", async () => {
    const look = await addSmall("a");
    await fill("reset", LARGE);
    const id = await snapshotOf("reset");
    await store.reset("reset", NOW);
    await fill("reset", SMALL);
    const most = (await store.usedBytes()) / 2;
    const kept = await keepWhole(store, planOf, forever, most);
    expect(kept).toEqual({ dropped: [{ namespace: "reset", snapshots: 1 }], forgotten: [] });
    expect(await store.usedBytes()).toBeLessThanOrEqual(most);
    expect(await store.restore("reset", id, NOW)).toBeUndefined();
    expect(await idsOf(store, "reset")).toHaveLength(SMALL);
    await look();
  });

  it("is kept by who takes one snapshot after the other", async () => {
    const look = await addSmall("a");
    for (let first = 0; first < LARGE; first += LARGE / 10) {
      await fill("rolling", LARGE / 10, first);
      await snapshotOf("rolling");
    }
    const most = (await store.usedBytes()) / 2;
    const sweep = vi.spyOn(store, "sweep");
    const { dropped, forgotten } = await keepWhole(store, planOf, forever, most);
    expect(sweep.mock.calls.length).toBeLessThanOrEqual(3);
    expect(dropped).toEqual([{ namespace: "rolling", snapshots: 10 }]);
    expect(forgotten.map(({ namespace }) => namespace)).toEqual(["rolling"]);
    expect(await store.usedBytes()).toBeLessThanOrEqual(most);
    expect((await idsOf(store, "rolling")).at(-1)).toBe(idOf(LARGE - 1));
    await look();
  });

  it("leaves a snapshot alone that has none of what goes", async () => {
    await store.ensure("large", DEFAULT_CONFIG, NOW);
    const id = await snapshotOf("large");
    await fill("large", LARGE);
    const { dropped, forgotten } = await keepWhole(store, planOf, forever, (await store.usedBytes()) / 2);
    expect(dropped).toEqual([]);
    expect(forgotten).toMatchObject([{ namespace: "large" }]);
    expect(await store.restore("large", id, NOW)).toMatchObject({ id });
  });

  it("lets nothing go once it is told to stop", async () => {
    await fill("large", SMALL);
    await snapshotOf("large");
    expect(await keepWhole(store, planOf, AbortSignal.abort(), 1)).toEqual(nothing);
  });
});

describe("a replica", () => {
  begin(openPostgres);

  it("lets nothing go while another one sweeps, since that would free nothing", async () => {
    await fill("reset", LARGE);
    const id = await snapshotOf("reset");
    await store.reset("reset", NOW);
    const used = await store.usedBytes();
    const setting = `limit_${nth}.setting`;
    await admin.query(
      `INSERT INTO ${setting} (name, value) VALUES ('sweep', 'other ' || extract(epoch FROM clock_timestamp()) + 600)`,
    );
    expect(await keepWhole(store, planOf, forever, used / 2)).toEqual(nothing);
    expect(await store.usedBytes()).toBe(used);
    await admin.query(`DELETE FROM ${setting} WHERE name = 'sweep'`);
    const { dropped } = await keepWhole(store, planOf, forever, used / 2);
    expect(dropped).toEqual([{ namespace: "reset", snapshots: 1 }]);
    expect(await store.restore("reset", id, NOW)).toBeUndefined();
  });
});
