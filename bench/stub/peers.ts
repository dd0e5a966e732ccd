import { join } from "node:path";
import type { Measurement, Row } from "../src/row.ts";
import { gatewayHeaders, prismArguments, prismReady } from "./cold-start.ts";
import { perSecond, ratioRow, times } from "./figures.ts";
import { measureInProcessCalls } from "./in-process-calls.ts";
import { fileOf, stubCli } from "./process.ts";
import { compare } from "./throughput.ts";
import { withServers } from "./with-servers.ts";

const rounds = 4;
const seconds = 2;

/** Other mock servers, each with what it does for its answer. */
export const measurePeers = (): Promise<Measurement> =>
  withServers(async ({ folder, start }) => {
    const found = await compare(
      [
        {
          name: "stub",
          server: await start([stubCli, "--port", "0", "--store", `sqlite:${join(folder, "stub.db")}`]),
          seconds,
        },
        { name: "prism", server: await start(await prismArguments(), prismReady), seconds, headers: gatewayHeaders },
        { name: "mockoon", server: await start([fileOf("./mockoon-server.ts")]), seconds },
        { name: "express", server: await start([fileOf("./express-server.ts"), join(folder, "express.db")]), seconds },
      ],
      rounds,
    );
    const stub = found("stub");
    const peer = (what: string, name: string, does: string): Row => ({
      what,
      aim: "–",
      measured: perSecond(found(name).rate),
      note: `the stub's rate is ${times(stub.rate / found(name).rate)} of it; ${does}`,
    });
    const { stub: own, msw } = await measureInProcessCalls();
    return {
      title: "The server stub beside other mock servers",
      rows: [
        {
          what: "the stub (SQLite, `FULL`)",
          aim: "–",
          measured: perSecond(stub.rate),
          note: "validates, deduplicates, renders; keeps message, journal row and answer durably, and says S only then",
        },
        ratioRow("the same / Prism", 1 / found("prism").ratio, { aim: 6, of: "Prism", note: "same document" }),
        peer("Prism mock", "prism", "validates, answers the example; keeps nothing"),
        peer("Mockoon", "mockoon", "looks at path and method, answers a fixed text; keeps nothing"),
        peer(
          "Express with SQLite, as json-server has it",
          "express",
          "validates nothing; keeps the body durably, one row and one commit a call",
        ),
        {
          what: "in process: the stub (memory) / MSW, one call at a time",
          aim: "–",
          measured: times(own / msw),
          note: `${perSecond(own)} against ${perSecond(msw)}; MSW validates nothing, answers a fixed text and keeps nothing; the stub does all of the above but for the disk`,
        },
      ],
    };
  });
