import type { Measurement, Row } from "../src/row.ts";
import { simulate } from "./capacity.ts";
import { perSecond, ratioRow, times } from "./figures.ts";
import { makeClient } from "./keys.ts";
import { measureReplicas, type Replicas } from "./replicas.ts";
import { syncTime } from "./sync-time.ts";
import { withServers } from "./with-servers.ts";

const rounds = 3;
const signedRequests = 8000;
const connections = 32;

const micros = (seconds: number): string => `${Math.round(seconds * 1e6)} µs`;

/** The simulation on this machine's cores as well, so that everybody sees how far it is off. */
const simulatedRow = ({ demand, one, two }: Replicas, cores: number): Row => {
  const [alone, together] = [1, 2].map((replicas) => simulate(demand, { cores, replicas, connections }));
  if (alone === undefined || together === undefined) throw new Error("nothing was simulated");
  const check = cores === 2 ? `; measured here ${perSecond(one)} and ${perSecond(two)}` : "";
  return {
    what: `the same, simulated with ${cores} cores`,
    aim: "–",
    measured: times(together / alone),
    note: `${perSecond(together)} against ${perSecond(alone)}${check}`,
  };
};

/** Two stubs on one PostgreSQL, and what more cores would give. */
export const measureReplicaRows = (): Promise<Measurement> =>
  withServers(async ({ folder }) => {
    const sync = await syncTime(folder);
    const found = await measureReplicas(await makeClient(folder), { rounds, signedRequests, sync });
    const { one, two, demand, company } = found;
    const [alone, together] = company.map((size) => size.toFixed(1));
    const parts = `main thread ${micros(demand.main)}, signing and verifying ${micros(demand.others)}, database ${micros(demand.database)}, load generator ${micros(demand.generator)}`;
    return {
      title: "Replicas of the server stub on one PostgreSQL",
      rows: [
        ratioRow("two replicas, signed, on the same cores", two / one, {
          aim: 1,
          of: "one",
          note: `${perSecond(two)} against ${perSecond(one)}; a COMMIT carries ${alone} requests with one and ${together} with two; a request takes ${parts}`,
        }),
        ...[2, 4, 8].map((cores) => simulatedRow(found, cores)),
      ],
    };
  });
