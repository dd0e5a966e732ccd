import { spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createInterface } from "node:readline";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { byLane } from "@miniprogram-messages/lane";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, it } from "vitest";
import { DEFAULT_CONFIG } from "../../src/model/config.js";
import { checkStore } from "../../src/store/check-store.js";
import { NAMESPACE as NAME, NOW, answer, attemptRecord, messageRecord } from "../../src/store/conformance/records.js";
import { take } from "../../src/store/conformance/taking.js";
import { STEPS } from "../../src/store/sqlite/migrations.js";
import { SqliteStore } from "../../src/store/sqlite/sqlite-store.js";
import { type Step, WORKS, type Work } from "./works.js";

const KILLS = Number(process.env["CRASH_KILLS"] ?? byLane("kills in each kind of work", { quick: 3, full: 60 }));

const folder = mkdtempSync(join(tmpdir(), "stub-kills-"));
const victim = join(folder, "victim.mjs");

beforeAll(async () => {
  await build({
    entryPoints: [fileURLToPath(new URL("victim.ts", import.meta.url))],
    outfile: victim,
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "warning",
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Killed {
  /** Steps that were done, in their order. */
  readonly done: readonly Step[];
  /** The one that was under way. */
  readonly open: Step | undefined;
}

/** @param waits how many lines the victim says before it may be killed, and how many ms it has then */
const kill = async (
  file: string,
  work: Work,
  life: number,
  waits: { lines: number; time: number },
): Promise<Killed> => {
  const child = spawn(process.execPath, [victim, file, work, String(life)], { stdio: ["ignore", "pipe", "pipe"] });
  let complaint = "";
  child.stderr.on("data", (text: Buffer) => {
    complaint += text.toString();
  });
  const done: Step[] = [];
  let open: Step | undefined;
  let lines = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    lines += 1;
    if (lines === waits.lines) setTimeout(() => child.kill("SIGKILL"), waits.time);
    const [mark, step]: [string, Step?] = JSON.parse(line);
    if (mark === "begun") open = step;
    if (mark === "done" && step) {
      done.push(step);
      open = undefined;
    }
  }
  expect(complaint).toBe("");
  return { done, open };
};

/** What a store shows after some steps. */
class Model {
  messages: string[] = [];
  retention = "P30D";
  readonly snapshots = new Map<string, { readonly messages: string[]; readonly retention: string }>();

  apply([kind, value]: Step): this {
    if (kind === "take" && !this.messages.includes(value)) this.messages.push(value);
    if (kind === "snapshot") this.snapshots.set(value, { messages: [...this.messages], retention: this.retention });
    if (kind === "config") this.retention = value;
    if (kind === "sweep") this.messages = this.messages.slice(-value);
    const kept = kind === "restore" ? this.snapshots.get(value) : undefined;
    if (kept) Object.assign(this, { messages: [...kept.messages], retention: kept.retention });
    return this;
  }

  copy(): Model {
    const copy = new Model();
    copy.messages = [...this.messages];
    copy.retention = this.retention;
    for (const [id, kept] of this.snapshots) copy.snapshots.set(id, kept);
    return copy;
  }
}

const idsOf = async (store: SqliteStore): Promise<string[]> => {
  const ids: string[] = [];
  for (let after: number | undefined = 0; after !== undefined;) {
    const page: Awaited<ReturnType<SqliteStore["messages"]>> = await store.messages(NAME, {}, { limit: 1000, after });
    ids.push(...page.rows.map(({ requestId }) => requestId));
    after = page.next;
  }
  return ids;
};

/** Opens what the kill has left, and compares it with what may be there; goes on from what is there. */
const verify = async (file: string, model: Model, open: Step | undefined): Promise<Model> => {
  if (existsSync(file)) expect((await checkStore(`sqlite:${file}`)).problems).toEqual([]);
  const store = new SqliteStore({ file });
  await store.open();
  await store.ensure(NAME, DEFAULT_CONFIG, NOW);
  try {
    const messages = await idsOf(store);
    const retention = store.peek(NAME)?.config.policies.idempotencyRetention ?? "";
    const after = open ? model.copy().apply(open) : model;
    const isDone = JSON.stringify([messages, retention]) === JSON.stringify([after.messages, after.retention]);
    const expected = isDone ? after : model;
    // A sweep goes by small steps, from the oldest on: it may have come anywhere between.
    const swept =
      open?.[0] === "sweep" ? expected.messages.slice(-Math.max(open[1], messages.length)) : expected.messages;
    expect({ messages, retention }).toEqual({ messages: swept, retention: expected.retention });
    expect((await store.attempts(NAME, {}, { limit: 1000 })).rows.length).toBeGreaterThanOrEqual(
      Math.min(messages.length, 5),
    );
    // Whoever sends again gets the same messageId.
    for (const id of messages.slice(-3)) {
      expect((await take(store, id)).decision.stored?.messageId).toBe(`M-${id}`);
    }
    // A namespace is there as a whole or gone.
    for (const { name, messages: count } of await store.namespaces()) {
      if (name === NAME) expect(count).toBe(messages.length);
      else expect(count).toBeLessThanOrEqual(5);
    }
    const next = expected.copy();
    next.messages = messages;
    return next;
  } finally {
    await store.close();
  }
};

/** A file as the first version has left it. */
const makeOld = (file: string, ids: readonly string[]): void => {
  const database = new DatabaseSync(file);
  const insert = (table: string, ...values: readonly (string | number | null)[]) =>
    database.prepare(`INSERT INTO ${table} VALUES (${values.map(() => "?").join(", ")})`).run(...values);
  database.exec(
    `PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; CREATE TABLE schema_version (version INTEGER PRIMARY KEY); ${STEPS[0] ?? ""} BEGIN`,
  );
  insert("schema_version", 1);
  insert("namespace", NAME, 1, 1, 0, NOW, "salt", "[]", JSON.stringify(DEFAULT_CONFIG));
  insert("progress", 1, ids.length, 0, NOW);
  for (const [index, id] of ids.entries()) {
    const row = 2 ** 32 + index + 1;
    const { delivery, ...message } = messageRecord(id);
    const { fingerprint, resultCode, messageId = null, body } = answer(id);
    insert("attempt", row, JSON.stringify(id), "sendMessage", JSON.stringify(attemptRecord(id)));
    insert(
      "message",
      row,
      null,
      `M-${id}`,
      JSON.stringify(id),
      "SMS",
      "GCASH",
      JSON.stringify(delivery),
      JSON.stringify(message),
    );
    insert("answer", row, NOW, JSON.stringify(id), fingerprint, resultCode, messageId, null, body);
  }
  database.exec("COMMIT");
  database.close();
};

const snapshotsOf = (file: string): readonly string[] => {
  const database = new DatabaseSync(file, { readOnly: true });
  const ids = database.prepare("SELECT id FROM snapshot").all();
  database.close();
  return ids.map(({ id }) => String(id));
};

const copyStore = (from: string, to: string): void => {
  for (const name of readdirSync(folder)) {
    if (name.startsWith(from)) copyFileSync(join(folder, name), join(folder, name.replace(from, to)));
  }
};

/** From the first sign of life while it starts, else once it has done something. */
const waitsOf = (work: Work) => {
  const isEarly = work === "start" || work === "migration";
  return isEarly ? { lines: 1, time: Math.random() * 60 } : { lines: 6, time: Math.random() * 40 };
};

it.each(WORKS)(`loses nothing in ${KILLS} kills: %s`, { timeout: 60_000 + KILLS * 15_000 }, async (work) => {
  const file = join(folder, `${work}.db`);
  const oldIds = Array.from({ length: 400 }, (_, index) => `old-${index}`);
  if (work === "migration") makeOld(join(folder, "first.db"), oldIds);
  let model = new Model();
  for (let life = 0; life < KILLS; life += 1) {
    if (work === "migration") {
      copyStore("first.db", `migration-${life}.db`);
      model = new Model();
      model.messages = [...oldIds];
    }
    const target = work === "migration" ? join(folder, `migration-${life}.db`) : file;
    const { done, open } = await kill(target, work, life, waitsOf(work));
    for (const step of done) model.apply(step);
    model = await verify(target, model, open);
  }
  // Whatever it was killed in, it goes on.
  const last = work === "migration" ? join(folder, `migration-${KILLS - 1}.db`) : file;
  const snapshots = snapshotsOf(last);
  const store = new SqliteStore({ file: last });
  await store.open();
  await store.ensure(NAME, DEFAULT_CONFIG, NOW);
  for (const id of snapshots) {
    expect(await store.restore(NAME, id, NOW)).toMatchObject({ id });
    expect(await idsOf(store)).toHaveLength((await store.namespaces())[0]?.messages ?? 0);
  }
  await take(store, "last");
  expect(await idsOf(store)).toContain("last");
  await store.close();
});
