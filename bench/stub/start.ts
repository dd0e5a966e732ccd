import type { Measurement } from "../src/row.ts";
import { measureColdStart } from "./cold-start.ts";
import { ratioRow } from "./figures.ts";
import { withServers } from "./with-servers.ts";

const rounds = 7;

/** From the start of the process to its first answer. */
export const measureStart = (): Promise<Measurement> =>
  withServers(async ({ folder }) => {
    const { stub, prism } = await measureColdStart(folder, rounds);
    return {
      title: "The server stub: start",
      rows: [
        ratioRow("cold start to the first answer, with a fresh SQLite file", stub / prism, {
          aim: 0.25,
          of: "Prism's",
          atMost: true,
          note: `${Math.round(stub)} ms; Prism ${Math.round(prism)} ms; medians of ${rounds} starts in turn`,
        }),
      ],
    };
  });
