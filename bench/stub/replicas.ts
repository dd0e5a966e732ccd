import { cpus } from "node:os";
import { startPostgres } from "../../packages/server-stub/test/postgres/server.ts";
import type { ClientKey } from "./keys.ts";
import { median } from "./median.ts";
import { load, startServer, stubCli } from "./process.ts";
import { taken } from "./throughput.ts";

/** Milliseconds that the cores of this machine have worked and rested so far. */
const coreTimes = (): { readonly busy: number; readonly all: number } => {
  let [busy, all] = [0, 0];
  for (const { times } of cpus()) {
    const total = times.user + times.nice + times.sys + times.idle + times.irq;
    busy += total - times.idle;
    all += total;
  }
  return { busy, all };
};

export interface Replicas {
  /** Answers of a second. */
  readonly one: number;
  readonly two: number;
  /** Share of the cores' time that was in use while one stub was measured: by it, the database and the load generator. */
  readonly busyWithOne: number;
}

/** Signed rates of one stub and of two stubs on one PostgreSQL, with 32 connections in all. */
export const measureReplicas = async (
  { privateKey, config }: ClientKey,
  rounds: number,
  signedRequests: number,
): Promise<Replicas> => {
  const database = await startPostgres();
  const stubs = [];
  try {
    for (let index = 0; index < 2; index += 1) {
      stubs.push(await startServer([stubCli, "--port", "0", "--store", database.url, "--config", config]));
    }
    const [first, second] = stubs;
    if (first === undefined || second === undefined) throw new Error("two stubs are needed");
    const job = { seconds: 0, privateKey, expected: taken };
    const one: number[] = [];
    const two: number[] = [];
    const busy: number[] = [];
    // The first round is for warming up.
    for (let round = 0; round <= rounds; round += 1) {
      const before = coreTimes();
      const { rate } = await load({ ...job, url: first.url, connections: 32, signedRequests });
      const after = coreTimes();
      const halves = stubs.map(({ url }) => load({ ...job, url, connections: 16, signedRequests: signedRequests / 2 }));
      const together = (await Promise.all(halves)).reduce((sum, half) => sum + half.rate, 0);
      if (round === 0) continue;
      one.push(rate);
      two.push(together);
      busy.push((after.busy - before.busy) / (after.all - before.all));
    }
    return { one: median(one), two: median(two), busyWithOne: median(busy) };
  } finally {
    await Promise.all(stubs.map((stub) => stub.stop()));
    await database.remove();
  }
};
