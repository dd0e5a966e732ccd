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
  readonly run: (context: ServerContext) => Promise<void>;
}

export interface ClientCase extends CaseFacts {
  readonly side: "client";
  readonly run: (context: ClientContext) => Promise<void>;
}

export type Case = ServerCase | ClientCase;

export const serverCase = (
  facts: CaseFacts & { readonly requires?: readonly Requirement[] },
  run: (context: ServerContext) => Promise<void>,
): ServerCase => ({ ...facts, side: "server", requires: facts.requires ?? [], run });

export const clientCase = (facts: CaseFacts, run: (context: ClientContext) => Promise<void>): ClientCase => ({
  ...facts,
  side: "client",
  run,
});

export const groupOf = (id: string): string => id.slice(0, id.indexOf("/"));
