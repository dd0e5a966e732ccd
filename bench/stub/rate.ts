import { join } from "node:path";
import type { Measurement } from "../src/row.ts";
import { more, perSecond, ratioRow, spent } from "./figures.ts";
import { fileOf, stubCli } from "./process.ts";
import { syncTime } from "./sync-time.ts";
import { compare } from "./throughput.ts";
import { withServers } from "./with-servers.ts";

const rounds = 6;
const seconds = 2;

/** Unsigned calls, against the least that any Node server does. */
export const measureRate = (): Promise<Measurement> =>
  withServers(async ({ folder, start }) => {
    const stub = (...args: readonly string[]) => start([stubCli, "--port", "0", ...args]);
    const found = await compare(
      [
        { name: "echo", server: await start([fileOf("./echo-server.ts")]), seconds, expected: "requestId" },
        { name: "memory", server: await stub("--store", "memory"), seconds },
        { name: "sqlite", server: await stub("--store", `sqlite:${join(folder, "sqlite.db")}`), seconds },
      ],
      rounds,
    );
    const [echo, memory, sqlite] = [found("echo"), found("memory"), found("sqlite")];
    const sync = await syncTime(folder);
    return {
      title: "The server stub: calls in a second",
      rows: [
        {
          what: "bare `node:http` JSON echo",
          aim: "–",
          measured: perSecond(echo.rate),
          note: `the reference; ${spent(echo)}`,
        },
        ratioRow("message/send, validated and durable (SQLite, `FULL`), with message and journal row", sqlite.ratio, {
          aim: 0.35,
          of: "echo",
          note: `${perSecond(sqlite.rate)}, p99 ${sqlite.p99} ms; ${spent(sqlite)}; ${more(sqlite.rate, memory.rate)} more than in memory: three rows, and their share of a commit, whose fdatasync takes ${sync.toFixed(2)} ms here`,
        }),
        ratioRow("the same, `memory`", memory.ratio, {
          aim: 0.55,
          of: "echo",
          note: `${perSecond(memory.rate)}, p99 ${memory.p99} ms; ${spent(memory)}`,
        }),
      ],
    };
  });
