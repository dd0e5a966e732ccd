import type { Level } from "../spec/statement.js";
import { statementsOf } from "../spec/statement.js";
import { groupOf, type Case, type Requirement } from "./case.js";
import { createClientContext, type ClientFactory } from "./client-context.js";
import { curlOf } from "./curl.js";
import { codesSeen } from "./codes-seen.js";
import type { Exchange, SentRequest } from "./exchange.js";
import { causeText, ContractFailure, TransportFailure } from "./failure.js";
import { createMask } from "./mask.js";
import { createPace } from "./pace.js";
import { createServerContext } from "./server-context.js";
import type { ServerTarget } from "./target.js";
import { withTimeout } from "./timeout.js";
import { Inconclusive, NotOffered } from "./verdict.js";

export interface CaseFailure {
  readonly message: string;
  readonly expected?: string;
  readonly actual?: string;
  /** The failing request as a curl command, secrets masked. */
  readonly curl?: string;
}

export type CaseStatus = "passed" | "failed" | "skipped" | "inconclusive";

export interface CaseResult {
  readonly id: string;
  readonly group: string;
  readonly level: Level;
  readonly rule: string;
  /** Id of the first statement that the case enforces, or the rule in words where the pages have no sentence for it. */
  readonly statement: string;
  readonly statements: readonly { readonly id: string; readonly quote: string }[];
  /** `inconclusive`: the server never accepted what the case needed, so nothing is covered by it. */
  readonly status: CaseStatus;
  /** A failure that `--expected-failures` lists. */
  readonly expected?: boolean;
  /** Passed, though `--expected-failures` lists it. */
  readonly stale?: boolean;
  readonly durationMs: number;
  /** `<operation> <code>` of every answer that the case saw. */
  readonly codes: readonly string[];
  /** Why there is no verdict, and what would bring one. */
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
  /** Ends the run; the results of the cases that ran are returned. */
  readonly signal?: AbortSignal | undefined;
}

/** Why a case cannot run against these targets; `undefined` when it can. */
export const reasonToSkip = (subject: Case, { server, client }: Targets): string | undefined => {
  if (subject.side === "client") return client === undefined ? "needs a client" : undefined;
  if (server === undefined) return "needs a server";
  const left = subject.operations.find((id) => server.operations?.includes(id) === false);
  if (left !== undefined) return `is about ${left}, which --operation leaves out`;
  const absent = subject.operations.find((id) => server.absent?.[id] !== undefined);
  if (absent !== undefined && !subject.runsIfAbsent) {
    return `is about ${absent}, which this server does not have (${server.absent?.[absent] ?? ""})`;
  }
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

const isOverall = (subject: Case): boolean => subject.side === "server" && subject.overall;

/**
 * Runs the cases, several at a time, and returns the results in the order of the cases. Those that look at every answer
 * come last.
 */
export const runCases = async (
  cases: readonly Case[],
  { server: given, client }: Targets,
  { concurrency = 8, onResult, signal }: RunOptions = {},
): Promise<readonly CaseResult[]> => {
  const server = given === undefined ? undefined : { pace: createPace(), ...given };
  const targets: Targets = { server, client };
  const results: CaseResult[] = [];
  const seen: Exchange[] = [];
  const runAll = async (part: (subject: Case) => boolean): Promise<void> => {
    const queue = [...cases.entries()].filter(([, subject]) => part(subject)).values();
    const worker = async (): Promise<void> => {
      for (const [index, subject] of queue) {
        const result = await unlessAborted(runCase(subject, targets, seen), signal);
        if (result === undefined) return;
        results[index] = result;
        onResult?.(result);
      }
    };
    await Promise.all(Array.from({ length: Math.max(1, concurrency) }, worker));
  };
  await runAll((subject) => !isOverall(subject));
  await runAll(isOverall);
  return results.filter(() => true);
};

/** The result, or nothing when the run is ended first. */
const unlessAborted = async (
  result: Promise<CaseResult>,
  signal: AbortSignal | undefined,
): Promise<CaseResult | undefined> => {
  if (signal === undefined) return result;
  if (signal.aborted) return undefined;
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const end = (): void => resolve(undefined);
  signal.addEventListener("abort", end, { once: true });
  try {
    return await Promise.race([result, promise]);
  } finally {
    signal.removeEventListener("abort", end);
  }
};

export const runCase = async (subject: Case, targets: Targets, seen: Exchange[] = []): Promise<CaseResult> => {
  const reason = reasonToSkip(subject, targets);
  const started = performance.now();
  const outcome =
    reason === undefined ? await judge(subject, targets, seen) : ({ status: "skipped", codes: [], reason } as const);
  return { ...factsOf(subject), ...outcome, durationMs: Math.round((performance.now() - started) * 100) / 100 };
};

const factsOf = ({ id, level, rule }: Case): Omit<CaseResult, "status" | "durationMs" | "codes"> => {
  const enforced = statementsOf(id).map((statement) => ({ id: statement.id, quote: statement.quote }));
  return { id, group: groupOf(id), level, rule, statement: enforced[0]?.id ?? rule, statements: enforced };
};

type Judged = Pick<CaseResult, "status" | "codes" | "failure" | "reason">;

const judge = async (subject: Case, targets: Targets, seen: Exchange[]): Promise<Judged> => {
  const { run, exchanges } = prepare(subject, targets, seen);
  const mask = createMask(targets.server?.secrets ?? []);
  try {
    await withTimeout(run(), targets.server?.pace);
    return { status: "passed", codes: codesSeen(exchanges) };
  } catch (error) {
    const codes = codesSeen(exchanges);
    if (error instanceof Inconclusive) return { status: "inconclusive", codes, reason: mask(error.message) };
    if (error instanceof NotOffered) return { status: "skipped", codes, reason: mask(error.message) };
    return { status: "failed", codes, failure: describe(error, exchanges.at(-1)?.request, mask) };
  }
};

interface Prepared {
  readonly run: () => Promise<void>;
  readonly exchanges: readonly Exchange[];
}

const prepare = (subject: Case, { server, client }: Targets, seen: Exchange[]): Prepared => {
  if (subject.side === "server" && server !== undefined) {
    const context = createServerContext(server, seen);
    return { run: () => subject.run(context), exchanges: context.exchanges };
  }
  if (subject.side === "client" && client !== undefined) {
    const context = createClientContext(client);
    return { run: () => subject.run(context), exchanges: [] };
  }
  throw new Error(`${subject.id} has no target.`);
};

const describe = (error: unknown, last: SentRequest | undefined, mask: (text: string) => string): CaseFailure => {
  const known = error instanceof ContractFailure || error instanceof TransportFailure ? error.request : undefined;
  const request = known ?? last;
  return {
    message: mask(error instanceof ContractFailure ? error.message : causeText(error)),
    ...(error instanceof ContractFailure ? { expected: mask(error.expected), actual: mask(error.actual) } : {}),
    ...(request === undefined ? {} : { curl: mask(curlOf(request)) }),
  };
};
