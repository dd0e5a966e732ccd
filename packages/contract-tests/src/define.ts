import { allCases } from "./cases.js";
import type { Case } from "./engine/case.js";
import type { ClientFactory } from "./engine/client-context.js";
import { globMatcher } from "./engine/glob.js";
import { runCases, type CaseResult } from "./engine/run.js";
import type { Fetch, ServerTarget } from "./engine/target.js";
import { paintOf } from "./reporting/paint.js";
import { failureText } from "./reporting/summary.js";

/** `describe` and `it` of a test runner; vitest's fit as they are. */
export interface TestRunner {
  readonly describe: (name: string, body: () => void) => unknown;
  readonly it: (name: string, body: (context: TestContext) => Promise<void>, timeout: number) => unknown;
}

export interface TestContext {
  readonly skip: (note?: string) => unknown;
}

/** A server given by nothing but its `fetch`, such as `createStub()`. */
export interface InProcessServer {
  readonly fetch: (input: string, init: RequestInit) => Response | Promise<Response>;
}

export interface ContractTestsOptions {
  /** The server under test: a whole target, or anything with a `fetch` that answers as the stub does. */
  readonly target?: ServerTarget | InProcessServer | undefined;
  /** The client under test; its laws run against a scripted server. */
  readonly client?: ClientFactory | undefined;
  readonly only?: readonly string[] | undefined;
  readonly skip?: readonly string[] | undefined;
  /** Whether failures of level `inferred` and `policy` fail their test; otherwise they skip it. */
  readonly strict?: boolean | undefined;
  /** Cases at a time, 8 unless told. */
  readonly concurrency?: number | undefined;
  /** Left out, vitest is imported. */
  readonly runner?: TestRunner | undefined;
  /** Hears the results when all cases have run. */
  readonly onResults?: ((results: readonly CaseResult[]) => void) | undefined;
}

const inProcessUrl = "http://127.0.0.1";

/** A target for a server that runs in this process and has the control API, such as `createStub()`. */
export const inProcessTarget = ({ fetch }: InProcessServer): ServerTarget => {
  const asynchronous: Fetch = async (input, init) => fetch(input, init);
  return { name: "in process", baseUrl: inProcessUrl, controlUrl: `${inProcessUrl}/_stub`, fetch: asynchronous };
};

const patience = 120_000;

/**
 * Defines one test per case, named by its id, in the file that calls it.
 *
 * @example
 * await defineContractTests({ target: createStub(), strict: true });
 */
export const defineContractTests = async (options: ContractTestsOptions): Promise<void> => {
  const { describe, it } = options.runner ?? (await import("vitest"));
  const cases = chosen(options);
  if (cases.length === 0) throw new Error("No case matches `only` and `skip`.");
  const results = startOnce(cases, options);
  describe("contract", () => {
    for (const { id } of cases) {
      it(id, async (context) => judge(await results(id), context, options.strict ?? false), patience);
    }
  });
};

const chosen = ({ target, client, only = ["*"], skip = [] }: ContractTestsOptions): readonly Case[] => {
  const wanted = globMatcher(only);
  const unwanted = globMatcher(skip);
  const offered = (side: Case["side"]): boolean => (side === "server" ? target : client) !== undefined;
  return allCases.filter(({ id, side }) => offered(side) && wanted(id) && !unwanted(id));
};

/** Runs all cases together when the first test asks, since many of them do little but wait. */
const startOnce = (
  cases: readonly Case[],
  { target, client, concurrency = 8, onResults }: ContractTestsOptions,
): ((id: string) => Promise<CaseResult>) => {
  const server = target === undefined || "baseUrl" in target ? target : inProcessTarget(target);
  const pending = new Map(cases.map(({ id }) => [id, Promise.withResolvers<CaseResult>()]));
  const fail = (error: unknown): void => {
    for (const { reject } of pending.values()) reject(error);
  };
  const settle = (result: CaseResult): void => pending.get(result.id)?.resolve(result);
  let started = false;
  const start = (): void => {
    started = true;
    runCases(cases, { server, client }, { concurrency, onResult: settle }).then((all) => onResults?.(all), fail);
  };
  return (id) => {
    if (!started) start();
    const result = pending.get(id)?.promise;
    return result ?? Promise.reject(new Error(`${id} is no case of this run.`));
  };
};

const judge = (result: CaseResult, context: TestContext, strict: boolean): void => {
  if (result.status === "skipped" || result.status === "inconclusive") context.skip(result.reason);
  if (result.status !== "failed") return;
  const text = failureText(result, paintOf(false));
  if (!strict && result.level !== "documented") context.skip(`not demanded without strict: ${text}`);
  throw new Error(text);
};
