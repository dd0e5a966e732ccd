import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { oneModule } from "@miniprogram-messages/bundle/one-module";
import { Client } from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { checkStore } from "../../src/store/check-store.js";
import { NAMESPACE, NOW } from "../../src/store/conformance/records.js";
import { take } from "../../src/store/conformance/taking.js";
import { PostgresStore } from "../../src/store/postgres/postgres-store.js";
import { STEPS } from "../../src/store/postgres/migrations.js";
import { SNAPSHOT, makeVersion } from "./first-version.js";
import { type PostgresServer, startPostgres } from "./server.js";

const KILLS = Number(process.env["CRASH_KILLS"] ?? 60);

const folder = mkdtempSync(join(tmpdir(), "stub-migration-"));
const migrator = join(folder, "migrator.mjs");
const ids = Array.from({ length: 200 }, (_, index) => `old-${index}`);
let server: PostgresServer;
let admin: Client;

beforeAll(async () => {
  server = await startPostgres("-c", "fsync=off");
  admin = new Client({ connectionString: server.url });
  await admin.connect();
  await oneModule(fileURLToPath(new URL("migrator.ts", import.meta.url)), migrator);
});
afterAll(async () => {
  await admin.end();
  await server.remove();
  rmSync(folder, { recursive: true, force: true });
});

const urlOf = (schema: string): string => `${server.url}?schema=${schema}`;

/** Looks for all that the first version had, works with it, and returns what a check finds wrong in the end. */
const goOn = async (schema: string): Promise<readonly string[]> => {
  const store = new PostgresStore({ url: urlOf(schema) });
  await store.open();
  try {
    expect(store.peek(NAMESPACE)).toMatchObject({ revision: 7, salt: "salt" });
    const [counted] = await store.namespaces();
    expect(counted).toMatchObject({ messages: ids.length, attempts: ids.length });
    expect(counted?.bytes).toBeGreaterThan(ids.length * 100);
    const { rows } = await store.messages(NAMESPACE, {}, { limit: 1000 });
    expect(rows.map(({ requestId }) => requestId)).toEqual(ids);
    expect((await take(store, "old-7")).decision.stored?.messageId).toBe("M-old-7");
    const [entry] = await store.claim({ now: NOW, limit: 5, lease: 1, except: [] });
    expect(entry?.message.messageId).toBe("M-old-0");
    await store.reset(NAMESPACE, NOW);
    expect((await take(store, "old-7")).decision.stored).toBeUndefined();
    expect(await store.restore(NAMESPACE, SNAPSHOT, NOW)).toEqual({ id: SNAPSHOT, at: NOW });
    expect((await take(store, "old-7")).decision.stored?.messageId).toBe("M-old-7");
    expect((await store.namespaces())[0]).toMatchObject({ messages: ids.length, attempts: ids.length });
  } finally {
    await store.close();
  }
  return (await checkStore(urlOf(schema))).problems;
};

const earlier = STEPS.slice(1).map((_, index) => index + 1);

it.each(earlier)("goes on with a database of schema %i, snapshots included", async (version) => {
  const schema = `version_${version}`;
  await makeVersion(admin, schema, ids, version);
  expect((await checkStore(urlOf(schema))).problems).toEqual([]);
  expect(await goOn(schema)).toEqual([]);
});

/** What a replica of the version before writes when a message is taken, and when it sweeps. */
const ofBefore = [
  "UPDATE progress p SET sequence = p.sequence + 1 WHERE p.generation = 3",
  "INSERT INTO namespace (name, generation, revision, clock_offset, created_at, salt, faults, config) VALUES ('n', 99, 1, 0, 0, '', '[]', '{}')",
  "SELECT * FROM namespace JOIN progress USING (generation)",
  "DELETE FROM snapshot WHERE nth = 1 RETURNING generation",
  "UPDATE outbox SET due_at = 0 WHERE (generation, sequence) = (3, 1)",
];

it.each(ofBefore)("lets a replica that knows no layers write nothing: %s", async (text) => {
  const schema = `before_${ofBefore.indexOf(text)}`;
  await makeVersion(admin, schema, ids.slice(0, 3), STEPS.length - 1);
  await admin.query(`SET search_path = ${schema}`);
  const store = new PostgresStore({ url: urlOf(schema) });
  await store.open();
  await store.close();
  await expect(admin.query(text)).rejects.toThrow(/does not exist|violates not-null/u);
});

/** @param time ms from the first sign of life */
const kill = async (schema: string, time: number): Promise<void> => {
  const child = spawn(process.execPath, [migrator, urlOf(schema)], { stdio: ["ignore", "pipe", "inherit"] });
  await once(child.stdout, "data");
  setTimeout(() => child.kill("SIGKILL"), time);
  await once(child, "exit");
};

it(`loses nothing in ${KILLS} kills while it migrates`, async () => {
  const halfway: number[] = [];
  for (let life = 0; life < KILLS; life += 1) {
    const schema = `killed_${life}`;
    const before = 1 + (life % earlier.length);
    await makeVersion(admin, schema, ids, before);
    await kill(schema, Math.random() * 400);
    const { rows } = await admin.query<{ version: number }>(
      `SELECT max(version) AS version FROM ${schema}.schema_version`,
    );
    const version = rows[0]?.version ?? 0;
    if (version !== before && version !== STEPS.length) halfway.push(version);
    expect(await goOn(schema)).toEqual([]);
    await admin.query(`DROP SCHEMA ${schema} CASCADE`);
  }
  expect(halfway).toEqual([]);
});
