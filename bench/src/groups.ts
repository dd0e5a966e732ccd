import type { Measurement } from "./row.ts";
import { measureClient } from "../client/measure.ts";
import { measureInProcess } from "../in-process/measure.ts";
import { measureIsolation } from "../stub/isolation.ts";
import { measureStub } from "../stub/measure.ts";
import { measurePackages } from "../packages/measure.ts";
import { measureSuite } from "../suite/measure.ts";
import { measurePipeline } from "./pipeline.ts";

/** Every group that `npm run bench` measures, in the order of the page. */
export const groups: Readonly<Record<string, () => Promise<Measurement>>> = {
  pipeline: measurePipeline,
  client: measureClient,
  "in-process": measureInProcess,
  stub: measureStub,
  suite: measureSuite,
  isolation: measureIsolation,
  packages: measurePackages,
};
