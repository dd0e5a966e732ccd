import type { Level } from "../spec/statement.js";
import { statementsOf } from "../spec/statement.js";
import { groupOf, type Case, type Requirement } from "./case.js";
import { createClientContext, type ClientFactory } from "./client-context.js";
import { curlOf } from "./curl.js";
import { codesSeen } from "./codes-seen.js";
import type { Exchange, SentRequest } from "./exchange.js";
import { causeText, ContractFailure, TransportFailure } from "./failure.js";
import { createServerContext } from "./server-context.js";
import type { ServerTarget } from "./target.js";

export interface CaseFailure {
  readonly message: string;
  readonly expected?: string;
  readonly actual?: string;
  /** The failing request as a curl command, secrets masked. */
  readonly curl?: string;
}

export interface CaseResult {
  readonly id: string;
  readonly group: string;
  readonly level: Level;
  readonly rule: string;
  /** Id of the first statement that the case enforces, or the rule in words where the pages have no sentence for it. */
  readonly statement: string;
  readonly statements: readonly { readonly id: string; readonly quote: string }[];
  readonly status: "passed" | "failed" | "skipped";
  readonly durationMs: number;
  /** `<operation> <code>` of every answer that the case saw. */
  readonly codes: readonly string[];
  readonly reason?: string;
  readonly failure?: CaseFailure;
}

export interface Targets {
  readonly server?: ServerTarget | undefined;
  readonly client?: ClientFactory | undefined;
}

export interface RunOptions {
  readonly concurrency?: number;
  readonly onResult?: (result: CaseResult) => void;
}

const caseTimeout = 60_000;

/** Why a case cannot run against these targets; `undefined` when it can. */
export const reasonToSkip = (subject: Case, { server, client }: Targets): string | undefined => {
  if (subject.side === "client") return client === undefined ? "needs a client" : undefined;
  if (server === undefined) return "needs a server";
  const lacking = subject.requires.find((requirement) => !offers(server, requirement));
  return lacking === undefined ? undefined : lackOf[lacking];
};

const lackOf: Record<Requirement, string> = {
  control: "needs the control API (/_stub), which this server does not have",
  signing: "needs --client-id and --private-key, or the control API",
  "platform-key": "needs --client-id, --private-key and --platform-public-key, or the control API",
};

const offers = (server: ServerTarget, requirement: Requirement): boolean => {
  if (server.controlUrl !== undefined) return true;
  if (requirement === "control") return false;
  if (requirement === "signing") return server.signer !== undefined;
  return server.signer !== undefined && server.platformPublicKey !== undefined;
};

/** Runs the cases, several at a time, and returns the results in the order of the cases. */
export const runCases = async (
  cases: readonly Case[],
  targets: Targets,
  { concurrency = 8, onResult }: RunOptions = {},
): Promise<readonly CaseResult[]> => {
  const results: CaseResult[] = [];
  const queue = cases.entries();
  const worker = async (): Promise<void> => {
    for (const [index, subject] of queue) {
      const result = await runCase(subject, targets);
      results[index] = result;
      onResult?.(result);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, concurrency) }, worker));
  return results;
};

export const runCase = async (subject: Case, targets: Targets): Promise<CaseResult> => {
  const reason = reasonToSkip(subject, targets);
  const started = performance.now();
  const outcome =
    reason === undefined ? await judge(subject, targets) : ({ status: "skipped", codes: [], reason } as const);
  return { ...factsOf(subject), ...outcome, durationMs: Math.round((performance.now() - started) * 100) / 100 };
};

const factsOf = ({ id, level, rule }: Case): Omit<CaseResult, "status" | "durationMs" | "codes"> => {
  const enforced = statementsOf(id).map((statement) => ({ id: statement.id, quote: statement.quote }));
  return { id, group: groupOf(id), level, rule, statement: enforced[0]?.id ?? rule, statements: enforced };
};

const judge = async (subject: Case, targets: Targets): Promise<Pick<CaseResult, "status" | "codes" | "failure">> => {
  const { run, exchanges } = prepare(subject, targets);
  try {
    await withTimeout(run());
    return { status: "passed", codes: codesSeen(exchanges) };
  } catch (error) {
    return { status: "failed", codes: codesSeen(exchanges), failure: describe(error, exchanges.at(-1)?.request) };
  }
};

interface Prepared {
  readonly run: () => Promise<void>;
  readonly exchanges: readonly Exchange[];
}

const prepare = (subject: Case, { server, client }: Targets): Prepared => {
  if (subject.side === "server" && server !== undefined) {
    const context = createServerContext(server);
    return { run: () => subject.run(context), exchanges: context.exchanges };
  }
  if (subject.side === "client" && client !== undefined) {
    const context = createClientContext(client);
    return { run: () => subject.run(context), exchanges: [] };
  }
  throw new Error(`${subject.id} has no target.`);
};

const withTimeout = async (work: Promise<void>): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no verdict within ${caseTimeout / 1000} s`)), caseTimeout);
  });
  try {
    await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
};

const describe = (error: unknown, last: SentRequest | undefined): CaseFailure => {
  const known = error instanceof ContractFailure || error instanceof TransportFailure ? error.request : undefined;
  const request = known ?? last;
  return {
    message: error instanceof ContractFailure ? error.message : causeText(error),
    ...(error instanceof ContractFailure ? { expected: error.expected, actual: error.actual } : {}),
    ...(request === undefined ? {} : { curl: curlOf(request) }),
  };
};
