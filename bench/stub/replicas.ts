import { readFile, readdir } from "node:fs/promises";
import { Client } from "pg";
import { startPostgres } from "../../packages/server-stub/test/postgres/server.ts";
import type { Demand } from "./capacity.ts";
import { familyTime } from "./cpu-time.ts";
import type { ClientKey } from "./keys.ts";
import { median } from "./median.ts";
import { load, startServer, stubCli, type Server } from "./process.ts";
import { taken } from "./throughput.ts";

export interface Replicas {
  /** Answers of a second. */
  readonly one: number;
  readonly two: number;
  /** What one request takes while one stub is measured. */
  readonly demand: Demand;
  /** Requests that a COMMIT carries with one stub, and with two. */
  readonly company: readonly [one: number, two: number];
}

/** The process that all others of a database come from. */
const postmasterOf = async (port: string): Promise<number> => {
  for (const name of await readdir("/proc")) {
    const words = (await readFile(`/proc/${name}/cmdline`, "utf8").catch(() => "")).split("\0");
    if (words[0]?.endsWith("postgres") && words.includes(port)) return Number(name);
  }
  return 0;
};

/** Transactions that have written so far. */
const writesOf = async (url: string): Promise<number> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ nth: string }>("SELECT pg_current_xact_id()::text AS nth");
    return Number(rows[0]?.nth);
  } finally {
    await client.end();
  }
};

interface Spent {
  readonly main: number;
  readonly others: number;
  readonly database: number;
  readonly writes: number;
}

const startMeter = async (stubs: readonly Server[], url: string): Promise<() => Promise<Spent>> => {
  const postmaster = await postmasterOf(new URL(url).port);
  const look = async (): Promise<Spent> => {
    const times = await Promise.all(stubs.map((stub) => stub.cpuTime()));
    const main = times.reduce((sum, time) => sum + (time?.main ?? 0), 0);
    const all = times.reduce((sum, time) => sum + (time?.all ?? 0), 0);
    return { main, others: all - main, database: await familyTime(postmaster), writes: await writesOf(url) };
  };
  const before = await look();
  return async () => {
    const after = await look();
    return {
      main: after.main - before.main,
      others: after.others - before.others,
      database: after.database - before.database,
      // The looks themselves are transactions.
      writes: after.writes - before.writes - 1,
    };
  };
};

/**
 * Signed rates of one stub and of two stubs on one PostgreSQL, with 32 connections in all.
 *
 * @param sync milliseconds that the disk takes to make a commit durable
 */
export const measureReplicas = async (
  { privateKey, config }: ClientKey,
  { rounds, signedRequests, sync }: { rounds: number; signedRequests: number; sync: number },
): Promise<Replicas> => {
  const database = await startPostgres();
  const stubs: Server[] = [];
  try {
    for (let index = 0; index < 2; index += 1) {
      stubs.push(await startServer([stubCli, "--port", "0", "--store", database.url, "--config", config]));
    }
    const [first] = stubs;
    if (first === undefined) throw new Error("two stubs are needed");
    const job = { seconds: 0, privateKey, expected: taken };
    const one: number[] = [];
    const two: number[] = [];
    const demands: Demand[] = [];
    const companies: (readonly [number, number])[] = [];
    // The first round is for warming up.
    for (let round = 0; round <= rounds; round += 1) {
      const alone = await startMeter([first], database.url);
      const { rate, cpu } = await load({ ...job, url: first.url, connections: 32, signedRequests });
      const spent = await alone();
      const together = await startMeter(stubs, database.url);
      const halves = stubs.map(({ url }) => load({ ...job, url, connections: 16, signedRequests: signedRequests / 2 }));
      const both = (await Promise.all(halves)).reduce((sum, half) => sum + half.rate, 0);
      const { writes } = await together();
      if (round === 0) continue;
      one.push(rate);
      two.push(both);
      companies.push([signedRequests / spent.writes, signedRequests / writes]);
      demands.push({
        main: spent.main / signedRequests,
        others: spent.others / signedRequests,
        database: spent.database / signedRequests,
        generator: cpu,
        exclusive: ((sync / 1000) * spent.writes) / signedRequests,
      });
    }
    const of = (key: keyof Demand): number => median(demands.map((demand) => demand[key]));
    return {
      one: median(one),
      two: median(two),
      demand: {
        main: of("main"),
        others: of("others"),
        database: of("database"),
        generator: of("generator"),
        exclusive: of("exclusive"),
      },
      company: [median(companies.map(([alone]) => alone)), median(companies.map(([, both]) => both))],
    };
  } finally {
    await Promise.all(stubs.map((stub) => stub.stop()));
    await database.remove();
  }
};
