import type { Wire } from "../scenarios/scenario.js";
import type { Ran } from "./runner.js";

/** All that is known when a client has ended. */
export interface Evidence {
  readonly wire: Wire;
  readonly runs: readonly Ran[];
  readonly messageIdOf: (requestId: string) => string;
}
