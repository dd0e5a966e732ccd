import type { Measurement } from "./row.ts";
import { measureClient } from "../client/measure.ts";
import { measureInProcess } from "../in-process/measure.ts";
import {
  measureIsolation,
  measurePostgresClearing,
  measurePostgresCopies,
  measurePostgresLists,
} from "../stub/isolation.ts";
import { measurePackages } from "../packages/measure.ts";
import { measureMemoryBytes, measureSqliteBytes } from "../stub/bytes.ts";
import { measureFilled } from "../stub/filled.ts";
import { measurePeers } from "../stub/peers.ts";
import { measureRate } from "../stub/rate.ts";
import { measureReplicaRows } from "../stub/replica-rows.ts";
import { measureSigned } from "../stub/signed.ts";
import { measureStart } from "../stub/start.ts";
import { measureSuite } from "../suite/measure.ts";
import { measurePipeline } from "./pipeline.ts";

/** Every group that `npm run bench` measures, in the order of the page. `stub` alone is all that begin with `stub/`, and likewise `isolation-postgres` and `bytes`. */
export const groups: Readonly<Record<string, () => Promise<Measurement>>> = {
  pipeline: measurePipeline,
  client: measureClient,
  "in-process": measureInProcess,
  "stub/rate": measureRate,
  "stub/signed": measureSigned,
  "stub/filled": measureFilled,
  "stub/start": measureStart,
  "stub/replicas": measureReplicaRows,
  "stub/peers": measurePeers,
  suite: measureSuite,
  isolation: measureIsolation,
  "isolation-postgres/lists": measurePostgresLists,
  "isolation-postgres/snapshots": measurePostgresCopies,
  "isolation-postgres/clearing": measurePostgresClearing,
  "bytes/sqlite": measureSqliteBytes,
  "bytes/memory": measureMemoryBytes,
  packages: measurePackages,
};
