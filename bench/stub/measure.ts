import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Measurement, Row } from "../src/row.ts";
import { gatewayHeaders, measureColdStart, prismArguments, prismReady } from "./cold-start.ts";
import { makeClient, signingRate } from "./keys.ts";
import { prefill } from "./prefill.ts";
import { fileOf, startServer, stubCli, type Server } from "./process.ts";
import { measureReplicas } from "./replicas.ts";
import { syncTime } from "./sync-time.ts";
import { compare } from "./throughput.ts";

const rounds = 3;
const seconds = 3;
const signedRequests = 20_000;
const manyIds = 1_000_000;

const perSecond = (rate: number): string => `${Math.round(rate).toLocaleString("en-US")}/s`;
const times = (ratio: number): string => `${ratio.toFixed(2)} ×`;

/** Microseconds that each answer takes longer at the lower rate. */
const more = (lower: number, higher: number): string => `${Math.round(1e6 / lower - 1e6 / higher)} µs`;

const throughputRows = async (folder: string, servers: Server[]): Promise<Row[]> => {
  const start = async (...args: Parameters<typeof startServer>): Promise<Server> => {
    const server = await startServer(...args);
    servers.push(server);
    return server;
  };
  const stub = (...args: readonly string[]) => start([stubCli, "--port", "0", ...args]);
  const client = await makeClient(folder);
  const filled = join(folder, "filled.db");
  await prefill(folder, filled, manyIds);
  const signing = { privateKey: client.privateKey, signedRequests, seconds };
  const empty = await stub("--store", `sqlite:${folder}/sqlite.db`);
  const full = await stub("--store", `sqlite:${filled}`);
  const prism = await start(await prismArguments(), prismReady);
  const verified = [fileOf("./verify-only.ts"), "--port", "0", "--store", `sqlite:${folder}/verified.db`];
  const found = await compare(
    [
      { name: "echo", server: await start([fileOf("./echo-server.ts")]), seconds, expected: "requestId" },
      { name: "prism", server: prism, seconds, headers: gatewayHeaders },
      { name: "memory", server: await stub("--store", "memory"), seconds },
      { name: "sqlite", server: empty, seconds },
      { name: "filled", server: full, seconds },
      { name: "verified", server: await start([...verified, "--config", client.config]), ...signing },
      {
        name: "signed",
        server: await stub("--store", `sqlite:${folder}/signed.db`, "--config", client.config),
        ...signing,
      },
    ],
    rounds,
  );
  const [echo, sqlite, memory] = [found("echo"), found("sqlite"), found("memory")];
  const sync = await syncTime(folder);
  const signatures = await signingRate(client.privateKey, seconds);
  const ofPrism = sqlite.rate / found("prism").rate;
  const ofEmpty = found("filled").rate / sqlite.rate;
  const ofSigning = found("signed").rate / signatures;
  const memories = await Promise.all([empty.memory(), full.memory()]);
  const [emptyMemory, fullMemory] = memories.map((size) => (size === undefined ? "?" : `${Math.round(size)} MiB`));
  return [
    {
      what: "bare `node:http` JSON echo",
      aim: "–",
      measured: perSecond(echo.rate),
      note: "the reference of the ratios below",
    },
    {
      what: "message/send, validated and durable (SQLite, `FULL`), with message and journal row",
      aim: "≥ 0.35 × echo",
      measured: times(sqlite.ratio),
      reached: sqlite.ratio >= 0.35,
      note: `${perSecond(sqlite.rate)}, p99 ${sqlite.p99} ms; three rows and their share of a commit take ${more(sqlite.rate, memory.rate)} of the one thread; one fdatasync takes ${sync.toFixed(2)} ms here`,
    },
    {
      what: "the same against Prism mock on the same spec",
      aim: "≥ 4 × Prism",
      measured: times(ofPrism),
      reached: ofPrism >= 4,
      note: `Prism ${perSecond(found("prism").rate)}; it keeps nothing`,
    },
    {
      what: "the same, `memory`",
      aim: "≥ 0.45 × echo",
      measured: times(memory.ratio),
      reached: memory.ratio >= 0.45,
      note: `${perSecond(memory.rate)}, p99 ${memory.p99} ms`,
    },
    {
      what: "signature of every request verified (SQLite, `FULL`)",
      aim: "≥ 0.30 × echo",
      measured: times(found("verified").ratio),
      reached: found("verified").ratio >= 0.3,
      note: `${perSecond(found("verified").rate)}, ${more(found("verified").rate, sqlite.rate)} more than unsigned: a verification, its way to another thread and back, larger headers; a constant stands in for the signature of the answer`,
    },
    {
      what: "response signed as well",
      aim: "≥ 0.8 × the machine's RSA-2048 signing rate",
      measured: times(ofSigning),
      reached: ofSigning >= 0.8,
      note: `${perSecond(found("signed").rate)}; the machine alone signs ${perSecond(signatures)}; of two cores that only sign nothing would be left for the load, the verification and the commits`,
    },
    {
      what: "with 1,000,000 stored requestIds",
      aim: "≥ 0.9 × the empty rate; no growth of memory",
      measured: times(ofEmpty),
      reached: ofEmpty >= 0.9,
      note: `${perSecond(found("filled").rate)}; memory ${fullMemory} against ${emptyMemory}`,
    },
  ];
};

const coldStartRow = async (folder: string): Promise<Row> => {
  const { stub, prism } = await measureColdStart(folder, 5);
  return {
    what: "cold start to the first answer",
    aim: "≤ 0.3 × Prism's",
    measured: times(stub / prism),
    reached: stub / prism <= 0.3,
    note: `${Math.round(stub)} ms, with a fresh SQLite file; Prism ${Math.round(prism)} ms`,
  };
};

const replicasRow = async (folder: string): Promise<Row> => {
  const { one, two, busyWithOne } = await measureReplicas(await makeClient(folder), rounds, signedRequests);
  const ratio = two / one;
  const busy = `${Math.round(busyWithOne * 100)} %`;
  const reason = `with one replica ${busy} of both cores' time is in use already: it signs on both, beside the database and the load`;
  return {
    what: "two replicas on PostgreSQL, signed",
    aim: "≥ 1.5 × one",
    measured: times(ratio),
    reached: ratio >= 1.5,
    note: `${perSecond(two)} against ${perSecond(one)}${ratio >= 1.5 ? "" : `; ${reason}`}`,
  };
};

/** Rows of the stub: 32 connections over loopback, a distinct random requestId per request, built CLIs in their own processes. */
export const run = async (): Promise<Row[]> => {
  const folder = await mkdtemp(join(tmpdir(), "bench-stub-"));
  const servers: Server[] = [];
  try {
    // First, since a database waits for its disk: a million prefilled rows would still be on their way there.
    const replicas = await replicasRow(folder);
    const coldStart = await coldStartRow(folder);
    return [...(await throughputRows(folder, servers)), coldStart, replicas];
  } finally {
    await Promise.all(servers.map((server) => server.stop()));
    await rm(folder, { recursive: true, force: true });
  }
};

export const measureStub = async (): Promise<Measurement> => ({ title: "The server stub", rows: await run() });
