import type { OutcomeLine, Scenario } from "../scenarios/scenario.js";
import type { JsonObject } from "../spec/json.js";
import type { OperationId } from "../spec/operation.js";
import type { Identity } from "./identity.js";

/** What a client is told to do, once. */
export interface Task {
  /** The scenario's id; with `/2` for the second run of one that runs its client twice. */
  readonly id: string;
  readonly scenario: Scenario;
  readonly operation: OperationId;
  readonly baseUrl: string;
  readonly request: JsonObject;
  readonly identity: Identity;
  readonly signed: boolean;
  /** Ends the client by force; `undefined` when it may run to its end. */
  readonly kill: AbortSignal | undefined;
}

/** How a client ended. */
export interface Ran {
  /** What it says of the outcome; left out when it says nothing. */
  readonly line?: OutcomeLine;
  /** Whether a messageId or resultCode that the line lacks was lost, and not just left unsaid. */
  readonly complete?: boolean;
  /** It crashed, did not end, or said what nobody can read. */
  readonly trouble?: string;
  /** It had to be killed. */
  readonly endless?: boolean;
  /** It ended by itself with an error and without a word about the outcome. */
  readonly refused?: boolean;
  /** Why there is no outcome to judge. */
  readonly silence?: string;
  /** The end of what it wrote to stderr, secrets masked. */
  readonly stderr?: string;
}

/** Runs a client: in this process, as a command, or as a backend that asks for its tasks. */
export interface Runner {
  readonly run: (task: Task) => Promise<Ran>;
  /** Whether a client can be killed in the middle, and started again. */
  readonly kills: boolean;
}
