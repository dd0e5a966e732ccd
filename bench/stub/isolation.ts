import { mkdtemp, open, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { startPostgres } from "../../packages/server-stub/test/postgres/server.ts";
import type { Measurement, Row } from "../src/row.ts";
import { longestSync } from "./busy-disk.ts";
import { call, listAll } from "./control.ts";
import { alter, multiply } from "./fill-postgres.ts";
import { median } from "./median.ts";
import { fillNamespace } from "./prefill.ts";
import { startServer, stubCli } from "./process.ts";
import { newRequestId, requestBody } from "./request.ts";
import { take } from "./take.ts";

/** 600 MB in all. */
const messages = 100_000;
/** Characters of each text. */
const length = 6000;
const quietTime = 3000;
/** Between two calls of the other namespace, in ms. */
const pause = 4;

const quantile = (sorted: readonly number[], part: number): number => sorted[Math.floor(sorted.length * part)] ?? 0;

/** Sends in a namespace of its own, one call after the other, until it is told to stop; the times of the answers in ms. */
const sendUntil = async (url: string, isOver: () => boolean): Promise<number[]> => {
  const times: number[] = [];
  do {
    const started = performance.now();
    await take(url, "other", requestBody(newRequestId()));
    times.push(performance.now() - started);
    await sleep(pause);
  } while (!isOver());
  return times.toSorted((left, right) => left - right);
};

const during = async (url: string, work: () => Promise<unknown>): Promise<{ times: number[]; took: number }> => {
  let isOver = false;
  const started = performance.now();
  const times = sendUntil(url, () => isOver);
  await work();
  const took = performance.now() - started;
  isOver = true;
  return { times: await times, took };
};

interface Full {
  /** As people call it. */
  readonly name: string;
  readonly store: string;
  /** File of the configuration. */
  readonly config?: string;
}

type Work = readonly [what: string, work: () => Promise<unknown>];

const lists = (url: string): readonly Work[] => [
  ["all its messages are listed, 1,000 at a time", () => listAll(url, "messages")],
  ["its journal is listed", () => listAll(url, "journal")],
  ["it is searched for words that nothing has", () => call(url, "GET", "/messages?q=nowhere%20to%20be%20found")],
  ["its newest messages are listed", () => call(url, "GET", "/messages?order=newest&limit=1000")],
];

const snapshots = (url: string): readonly Work[] => {
  let id = "";
  const snapshot = async (): Promise<void> => {
    id = (await call(url, "POST", "/snapshots")).id ?? "";
  };
  return [
    ["a snapshot is taken", snapshot],
    ["the snapshot is restored", () => call(url, "POST", `/snapshots/${id}/restore`)],
  ];
};

const users = 24_000;

const userEntry = (index: number): string =>
  [
    `  - accessToken: token-of-user-number-${String(index).padStart(8, "0")}`,
    "    customerBelongsTo: GCASH",
    `    customerId: customer-${index}`,
    "    status: ACTIVE",
    '    expiresAt: "2060-01-01T00:00:00Z"',
    "    subscriptions: [PUSH, SMS]\n",
  ].join("\n");

/** 4 MB, as a generator of test data writes them. */
const largeConfig = (): string => `users:\n${Array.from({ length: users }, (_, index) => userEntry(index)).join("")}`;

const reloading = (url: string, config: string): readonly Work[] => [
  [
    "a configuration of 4 MB is read again",
    async () => {
      await writeFile(config, largeConfig());
      await call(url, "POST", "/config/reload");
    },
  ],
];

/** One after the other, since one takes less time than a call of another namespace. */
const often = async (work: () => Promise<unknown>): Promise<void> => {
  for (let nth = 0; nth < 100; nth += 1) await work();
};

const manySnapshots = (url: string): readonly Work[] => {
  const once = snapshots(url);
  return [...once, ...once.map(([what, work]): Work => [`100 times ${what}`, () => often(work)])];
};

const clearing = (url: string): readonly Work[] => [
  ["it is reset", () => call(url, "POST", "/reset")],
  ["what it had is swept away", () => sleep(65_000)],
];

const timeRow = (what: string, p99: number, { times, took }: { times: readonly number[]; took: number }): Row => {
  const [high, highest] = [quantile(times, 0.99), times.at(-1) ?? 0];
  return {
    what: `the same, while ${what}: p99 above quiet`,
    aim: "≤ 50 ms, none over 250 ms",
    measured: `${Math.max(0, high - p99).toFixed(1)} ms`,
    reached: high - p99 <= 50 && highest <= 250,
    note: `longest ${highest.toFixed(0)} ms of ${times.length} calls${times.length < 100 ? ", of which it is the p99" : ""}; the work took ${(took / 1000).toFixed(2)} s`,
  };
};

/** How long calls of one namespace wait while another one, which is full, is worked with. */
const measure = async (
  { name, store, config }: Full,
  worksOn: (url: string) => readonly Work[],
): Promise<Measurement> => {
  const configured = config === undefined ? [] : ["--config", config];
  const stub = await startServer([stubCli, "--port", "0", "--store", store, ...configured]);
  try {
    const { url } = stub;
    // Once for warming up, since the first call of the control API loads it.
    await during(url, () => call(url, "GET", "/messages?limit=1"));
    await during(url, () => sleep(quietTime / 3));
    const { times: quiet } = await during(url, () => sleep(quietTime));
    const p99 = quantile(quiet, 0.99);
    const rows: Row[] = [
      {
        what: "a message of one namespace, while nothing else happens: p99",
        aim: "–",
        measured: `${p99.toFixed(1)} ms`,
        note: `median ${median(quiet).toFixed(1)} ms; the other namespace has ${messages.toLocaleString("en-US")} messages, ${Math.round((messages * length) / 1e6)} MB`,
      },
    ];
    for (const [what, work] of worksOn(url)) rows.push(timeRow(what, p99, await during(url, work)));
    return { title: `Isolation: ${name}, one namespace full, another one at work`, rows };
  } finally {
    await stub.stop();
  }
};

const inFolder = async <T>(work: (folder: string) => Promise<T>): Promise<T> => {
  const folder = await mkdtemp(join(tmpdir(), "bench-isolation-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const full = { namespace: "full", messages, length };

export const measureIsolation = (): Promise<Measurement> =>
  inFolder(async (folder) => {
    const store = `sqlite:${join(folder, "stub.db")}`;
    await fillNamespace(folder, { ...full, store });
    const config = join(folder, "stub.yaml");
    await writeFile(config, "apps: []\n");
    const works = (url: string) => [...lists(url), ...snapshots(url), ...reloading(url, config), ...clearing(url)];
    return measure({ name: "SQLite", store, config }, works);
  });

const copiesOfEach = 50;

/** What was written without waiting for the disk reaches it now, and not while something is measured. */
const syncFiles = async (folder: string): Promise<void> => {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = await open(join(entry.parentPath, entry.name));
    await file.sync();
    await file.close();
  }
};

const diskRow = (longest: number): Row => ({
  what: "the disk alone, without a database: longest wait for 8 KiB while 300 MB of another file are brought to it",
  aim: "–",
  measured: `${longest.toFixed(0)} ms`,
  note: "what a COMMIT waits for when the database makes a checkpoint",
});

/** Stub and database share the cores with whoever asks. */
const measurePostgres = (part: string, worksOn: (url: string) => readonly Work[]): Promise<Measurement> =>
  inFolder(async (folder) => {
    const database = await startPostgres();
    try {
      await alter(database.url, "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()");
      await fillNamespace(folder, { ...full, messages: messages / copiesOfEach, store: database.url });
      await multiply(database.url, messages / copiesOfEach, copiesOfEach);
      // What every database does once after it was filled, and not while something is measured.
      await alter(
        database.url,
        "VACUUM (ANALYZE)",
        "ALTER SYSTEM RESET fsync",
        "SELECT pg_reload_conf()",
        "CHECKPOINT",
      );
      await syncFiles(database.data);
      const measured = await measure({ name: `PostgreSQL, ${part}`, store: database.url }, worksOn);
      return { ...measured, rows: [...measured.rows, diskRow(await longestSync(folder))] };
    } finally {
      await database.remove();
    }
  });

export const measurePostgresLists = (): Promise<Measurement> => measurePostgres("lists", lists);
export const measurePostgresCopies = (): Promise<Measurement> => measurePostgres("snapshots", manySnapshots);
export const measurePostgresClearing = (): Promise<Measurement> => measurePostgres("clearing", clearing);
