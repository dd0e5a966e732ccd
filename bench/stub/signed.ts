import { join } from "node:path";
import type { Measurement, Row } from "../src/row.ts";
import { type Failed, measureFailed } from "./failed.ts";
import { more, perSecond, ratioRow, spent } from "./figures.ts";
import { makeClient, oneCoreSigns } from "./keys.ts";
import { median } from "./median.ts";
import { fileOf, stubCli } from "./process.ts";
import { compare } from "./throughput.ts";
import { withServers } from "./with-servers.ts";

const rounds = 5;
const seconds = 2;
const signedRequests = 8000;

const failedRow = ({ good, mistakes }: Failed): Row => {
  const [[worst, ratio] = ["", Number.NaN]] = mistakes.toSorted(([, one], [, other]) => other - one);
  const others = mistakes.filter(([name]) => name !== worst).map(([name, cost]) => `${name} ${cost.toFixed(1)}`);
  return ratioRow("a signature that is wrong, diagnosis included: processor time", ratio, {
    aim: 3,
    of: "that of a right one",
    atMost: true,
    note: `${worst}, the costliest of ${mistakes.length} mistakes; ${others.join(", ")}; one call at a time, of which a right one takes ${good.toFixed(2)} ms of all threads together`,
  });
};

/** Signed calls: each verified, and then each answer signed as well. */
export const measureSigned = (): Promise<Measurement> =>
  withServers(async ({ folder, start }) => {
    const { privateKey, config } = await makeClient(folder);
    const signing = { privateKey, signedRequests, seconds };
    const store = (name: string): string[] => ["--store", `sqlite:${join(folder, name)}`];
    const oneCore = [oneCoreSigns(privateKey)];
    const signedServer = await start([stubCli, "--port", "0", ...store("signed.db"), "--config", config]);
    const found = await compare(
      [
        { name: "echo", server: await start([fileOf("./echo-server.ts")]), seconds, expected: "requestId" },
        { name: "sqlite", server: await start([stubCli, "--port", "0", ...store("plain.db")]), seconds },
        {
          name: "verified",
          server: await start([fileOf("./verify-only.ts"), "--port", "0", ...store("verified.db"), "--config", config]),
          ...signing,
        },
        {
          name: "signed",
          server: signedServer,
          ...signing,
        },
      ],
      rounds,
      () => oneCore.push(oneCoreSigns(privateKey)),
    );
    const [sqlite, verified, signed] = [found("sqlite"), found("verified"), found("signed")];
    const signs = median(oneCore);
    const failed = await measureFailed(signedServer, privateKey);
    return {
      title: "The server stub: signed calls in a second",
      rows: [
        ratioRow("signature of every request verified (SQLite, `FULL`)", verified.ratio, {
          aim: 0.3,
          of: "echo",
          note: `${perSecond(verified.rate)}, ${more(verified.rate, sqlite.rate)} more than unsigned; ${spent(verified)}; a constant stands in for the signature of the answer`,
        }),
        ratioRow("response signed as well", signed.rate / signs, {
          aim: 0.9,
          of: "what one core signs",
          note: `${perSecond(signed.rate)}, p99 ${signed.p99} ms; ${spent(signed)}; one core that does nothing else makes ${perSecond(signs)} RSA-2048 signatures, load generator apart`,
        }),
        ...(failed === undefined ? [] : [failedRow(failed)]),
      ],
    };
  });
