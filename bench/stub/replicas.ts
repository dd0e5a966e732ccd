import { startPostgres } from "../../packages/server-stub/test/postgres/server.ts";
import type { ClientKey } from "./keys.ts";
import { median } from "./median.ts";
import { load, startServer, stubCli } from "./process.ts";
import { taken } from "./throughput.ts";

/** Signed rates of one stub and of two stubs on one PostgreSQL, with 32 connections in all. */
export const measureReplicas = async (
  { privateKey, config }: ClientKey,
  rounds: number,
  signedRequests: number,
): Promise<{ one: number; two: number }> => {
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
    for (let round = 0; round < rounds; round += 1) {
      one.push((await load({ ...job, url: first.url, connections: 32, signedRequests })).rate);
      const halves = stubs.map(({ url }) => load({ ...job, url, connections: 16, signedRequests: signedRequests / 2 }));
      two.push((await Promise.all(halves)).reduce((sum, { rate }) => sum + rate, 0));
    }
    return { one: median(one), two: median(two) };
  } finally {
    await Promise.all(stubs.map((stub) => stub.stop()));
    await database.remove();
  }
};
