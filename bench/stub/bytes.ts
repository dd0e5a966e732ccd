import { stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Measurement, Row } from "../src/row.ts";
import { call, listAll } from "./control.ts";
import { times } from "./figures.ts";
import { fillNamespace } from "./prefill.ts";
import { type Server, stubCli } from "./process.ts";
import { newRequestId, requestBody } from "./request.ts";
import { take } from "./take.ts";
import { type Place, withServers } from "./with-servers.ts";

/** 70 MB with their journal. */
const small = { messages: 20_000, length: 2000 };
/** Almost as large as a body may be; half of them in the journal as well. */
const large = { messages: 300, length: 1_000_000 };
/** As many as a namespace keeps. */
const snapshots = 20;
/** Messages between two snapshots, which so have something of their own. */
const between = 10;
const patience = 120_000;

const MIB = 2 ** 20;
const mebi = (bytes: number): string => `${(bytes / MIB).toFixed(1)} MiB`;

const send = (url: string, length: number): Promise<void> =>
  take(url, "full", requestBody(newRequestId()).replace("test content", "x".repeat(length)));

/** Eight at a time. */
const sendMany = async (url: string, count: number, length: number): Promise<void> => {
  let left = count;
  const worker = async (): Promise<void> => {
    for (; left > 0;) {
      left -= 1;
      await send(url, length);
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
};

/** Bytes of what a namespace has: messages, journal and answers. */
const dataOf = async (url: string): Promise<number> => {
  const response = await fetch(`${url}/_stub/namespaces`);
  const { namespaces }: { readonly namespaces: readonly { readonly name: string; readonly bytes: number }[] } =
    await response.json();
  return namespaces.find(({ name }) => name === "full")?.bytes ?? 0;
};

const memoryOf = async (server: Server): Promise<number> => ((await server.memory()) ?? Number.NaN) * MIB;

/** Of the file, its log and whatever lies beside it, or of the process. */
type Size = () => Promise<number>;

const sizeOfFiles =
  (file: string): Size =>
  async () => {
    const sizes = await Promise.all(
      ["", "-wal", "-shm", ".reserve"].map((end) =>
        stat(file + end).then(
          ({ size }) => size,
          () => 0,
        ),
      ),
    );
    return sizes.reduce((sum, size) => sum + size, 0);
  };

const snapshotRow = (what: string, ratio: number, note: string): Row => ({
  what,
  aim: "≤ 1.1 × before",
  measured: times(ratio),
  reached: ratio <= 1.1,
  note,
});

/** What becomes of a size while snapshots are taken and dropped, and everything is let go. */
const measureLife = async (name: string, server: Server, size: Size, empty: number): Promise<Row[]> => {
  const { url } = server;
  const [data, before] = [await dataOf(url), (await size()) - empty];
  for (let nth = 0; nth < snapshots; nth += 1) {
    await call(url, "POST", "/snapshots");
    await sendMany(url, between, small.length);
  }
  const taken = (await size()) - empty;
  await call(url, "DELETE", "/snapshots");
  const dropped = (await size()) - empty;
  await call(url, "POST", "/reset");
  const begun = performance.now();
  let after = Number.POSITIVE_INFINITY;
  while (after > 0.1 * before && performance.now() - begun < patience) {
    await sleep(250);
    after = (await size()) - empty;
  }
  const took = (performance.now() - begun) / 1000;
  return [
    {
      what: `${name}: what it takes / bytes of messages, journal and answers`,
      aim: "–",
      measured: times(before / data),
      note: `${mebi(before)} for ${mebi(data)}, ${small.messages.toLocaleString("en-US")} messages`,
    },
    snapshotRow(
      `${name}: after ${snapshots} snapshots`,
      taken / before,
      `${mebi(taken)}; ${between} messages between each`,
    ),
    snapshotRow(`${name}: after dropping them`, dropped / before, mebi(dropped)),
    {
      what: `${name}: after a reset, within two minutes`,
      aim: "≤ 0.1 × before",
      measured: times(after / before),
      reached: after <= 0.1 * before,
      note: `${mebi(after)} after ${took.toFixed(0)} s`,
    },
  ];
};

/** How much a process grows while a list is read. */
const measureList = async (name: string, server: Server, list: string): Promise<Row> => {
  const { url } = server;
  const [data, before] = [await dataOf(url), await memoryOf(server)];
  const over = new AbortController();
  let highest = before;
  const watch = async (): Promise<void> => {
    while (!over.signal.aborted) {
      highest = Math.max(highest, await memoryOf(server));
      await sleep(10);
    }
  };
  const watching = watch();
  await listAll(url, list);
  over.abort();
  await watching;
  const growth = highest - before;
  return {
    what: `${name}: growth of the process while ${list === "messages" ? "a list of messages of 1 MB" : "their journal"} is read`,
    aim: "≤ 64 MiB",
    measured: mebi(growth),
    reached: growth <= 64 * MIB,
    note: `${times(growth / data)} of ${mebi(data)}; from ${mebi(before)} to ${mebi(highest)}`,
  };
};

const lists = async (name: string, server: Server): Promise<Row[]> => [
  await measureList(name, server, "messages"),
  await measureList(name, server, "journal"),
];

const measureSqlite = async ({ folder, start }: Place): Promise<Row[]> => {
  const begin = async (file: string, filling: typeof small): Promise<Server> => {
    const store = `sqlite:${file}`;
    await fillNamespace(folder, { ...filling, store, namespace: "full" });
    return start([stubCli, "--port", "0", "--store", store]);
  };
  const [first, second] = [join(folder, "small.db"), join(folder, "large.db")];
  const server = await begin(first, small);
  const life = await measureLife("SQLite", server, sizeOfFiles(first), 0);
  await server.stop();
  return [...life, ...(await lists("SQLite", await begin(second, large)))];
};

const measureMemory = async ({ start }: Place): Promise<Row[]> => {
  const begin = (): Promise<Server> => start([stubCli, "--port", "0", "--store", "memory"]);
  const server = await begin();
  // Once for warming up.
  await sendMany(server.url, 2000, small.length);
  await call(server.url, "POST", "/reset");
  const empty = await memoryOf(server);
  await sendMany(server.url, small.messages, small.length);
  const life = await measureLife("memory", server, () => memoryOf(server), empty);
  await server.stop();
  const other = await begin();
  // Its limit for messages is 256 MiB.
  await sendMany(other.url, large.messages / 2, large.length);
  return [...life, ...(await lists("memory", other))];
};

/** What a store takes of the disk, and gives back. */
export const measureSqliteBytes = (): Promise<Measurement> =>
  withServers(async (place) => ({
    title: "Bytes: what SQLite takes, and gives back",
    rows: await measureSqlite(place),
  }));

/** What a store takes of memory, and gives back. */
export const measureMemoryBytes = (): Promise<Measurement> =>
  withServers(async (place) => ({
    title: "Bytes: what the memory store takes, and gives back",
    rows: await measureMemory(place),
  }));
