import { levelOf, type Claim } from "../spec/level.js";
import type { OperationId } from "../spec/operation.js";
import type { Level } from "../spec/statement.js";
import type { ClientContext } from "./client-context.js";
import type { ServerContext } from "./server-context.js";

/** What a target must offer before a case can run against it. */
export type Requirement = "control" | "signing" | "platform-key";

interface CaseFacts {
  /** `<group>/<name>`; globs of `--only` and `--skip` match it. */
  readonly id: string;
  readonly level: Level;
  /** The rule in one sentence, with its erratum (`E08`) where the pages are silent. */
  readonly rule: string;
}

export interface ServerCase extends CaseFacts {
  readonly side: "server";
  readonly requires: readonly Requirement[];
  /** The operations that it cannot do without; a case about whatever is there names none. */
  readonly operations: readonly OperationId[];
  /** Whether it looks at every answer of the run, and therefore comes last. */
  readonly overall: boolean;
  /** Whether it runs although the server does not have its operation. */
  readonly runsIfAbsent: boolean;
  /** The words that make it `documented`. */
  readonly says: RegExp | undefined;
  readonly run: (context: ServerContext) => Promise<void>;
}

export interface ClientCase extends CaseFacts {
  readonly side: "client";
  readonly run: (context: ClientContext) => Promise<void>;
}

export type Case = ServerCase | ClientCase;

export type ServerCaseFacts = Omit<CaseFacts, "level"> &
  Claim & {
    readonly requires?: readonly Requirement[];
    readonly operations?: readonly OperationId[];
    readonly overall?: boolean;
    readonly runsIfAbsent?: boolean;
  };

export const serverCase = (
  { id, rule, requires = [], operations = [], overall = false, runsIfAbsent = false, ...claim }: ServerCaseFacts,
  run: (context: ServerContext) => Promise<void>,
): ServerCase => ({
  id,
  rule,
  level: levelOf(id, rule, claim),
  says: claim.says,
  side: "server",
  requires,
  operations,
  overall,
  runsIfAbsent,
  run,
});

export const clientCase = (facts: CaseFacts, run: (context: ClientContext) => Promise<void>): ClientCase => ({
  ...facts,
  side: "client",
  run,
});

export const groupOf = (id: string): string => id.slice(0, id.indexOf("/"));
