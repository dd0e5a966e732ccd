import { join } from "node:path";
import type { Measurement } from "../src/row.ts";
import { perSecond, ratioRow } from "./figures.ts";
import { prefill } from "./prefill.ts";
import { stubCli } from "./process.ts";
import { compare } from "./throughput.ts";
import { withServers } from "./with-servers.ts";

const rounds = 5;
const seconds = 2;
const manyIds = 1_000_000;

/** A store that remembers a million requestIds, against one that is empty. */
export const measureFilled = (): Promise<Measurement> =>
  withServers(async ({ folder, start }) => {
    const filled = join(folder, "filled.db");
    await prefill(folder, filled, manyIds);
    const stub = (file: string) => start([stubCli, "--port", "0", "--store", `sqlite:${file}`]);
    const [empty, full] = [await stub(join(folder, "empty.db")), await stub(filled)];
    const found = await compare(
      [
        { name: "empty", server: empty, seconds },
        { name: "filled", server: full, seconds },
      ],
      rounds,
    );
    const memories = await Promise.all([empty.memory(), full.memory()]);
    const [emptyMemory, fullMemory] = memories.map((size) => (size === undefined ? "?" : `${Math.round(size)} MiB`));
    return {
      title: "The server stub: a full store",
      rows: [
        ratioRow("with 1,000,000 stored requestIds (SQLite, `FULL`)", found("filled").ratio, {
          aim: 0.95,
          of: "the empty rate",
          note: `${perSecond(found("filled").rate)} against ${perSecond(found("empty").rate)}; memory ${fullMemory} against ${emptyMemory}`,
        }),
      ],
    };
  });
