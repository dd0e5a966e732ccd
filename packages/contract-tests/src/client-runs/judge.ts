import { ContractFailure, expectTrue } from "../engine/failure.js";
import { createMask } from "../engine/mask.js";
import type { Attempt, Scenario, Wire } from "../scenarios/scenario.js";
import { textOf } from "../spec/json.js";
import type { Evidence } from "./evidence.js";
import { judgeOutcomes } from "./judge-outcome.js";
import type { Ran } from "./runner.js";

export interface Verdict {
  readonly status: "passed" | "failed" | "inconclusive";
  /** What the bytes on the wire showed. */
  readonly wire: "passed" | "failed" | "inconclusive";
  /** What the client said of the outcome. */
  readonly outcome: "passed" | "failed" | "not judged";
  readonly failure?: ContractFailure;
  /** Why it is inconclusive, or why the outcome was not judged. */
  readonly reason?: string;
  /** Requests that arrived. */
  readonly sent: number;
  /** How the client came to grief. */
  readonly trouble?: string | undefined;
  readonly stderr?: string | undefined;
  readonly endless?: boolean | undefined;
}

/** The verdict: from the wire first, and from the outcome where there is one. */
export const judge = (scenario: Scenario, evidence: Evidence): Verdict => {
  const { trouble, stderr, endless } = evidence.runs.find((ran) => ran.trouble !== undefined) ?? evidence.runs[0] ?? {};
  return { ...verdictOf(scenario, evidence), sent: evidence.wire.attempts.length, trouble, stderr, endless };
};

const verdictOf = (scenario: Scenario, evidence: Evidence): Omit<Verdict, "sent"> => {
  const unjudged = "not judged";
  try {
    expectNoTrouble(scenario, evidence.runs);
    expectRequest(scenario, evidence.wire);
    const reason = unmet(scenario, evidence.wire);
    if (reason !== undefined) return { status: "inconclusive", wire: "inconclusive", outcome: unjudged, reason };
    expectOneIntent(evidence.wire);
    scenario.wire(evidence.wire);
  } catch (error) {
    return { status: "failed", wire: "failed", outcome: unjudged, failure: failureOf(error) };
  }
  try {
    const silence = judgeOutcomes(scenario, evidence);
    return silence === undefined
      ? { status: "passed", wire: "passed", outcome: "passed" }
      : { status: "passed", wire: "passed", outcome: unjudged, reason: `outcome not judged: ${silence}` };
  } catch (error) {
    return { status: "failed", wire: "passed", outcome: "failed", failure: failureOf(error) };
  }
};

const failureOf = (error: unknown): ContractFailure => {
  if (error instanceof ContractFailure) return error;
  throw error;
};

const expectNoTrouble = ({ mayRefuse }: Scenario, runs: readonly Ran[]): void => {
  const troubled = runs.find(({ trouble, refused }) => trouble !== undefined && !(mayRefuse && refused === true));
  if (troubled === undefined) return;
  throw new ContractFailure(troubled.trouble ?? "", {
    expected: "the client ends by itself and says the outcome",
    actual: troubled.stderr === undefined ? "nothing on stderr" : `stderr ends: ${troubled.stderr}`,
  });
};

const isTaken = ({ reply }: Attempt): boolean => reply !== undefined;

const expectRequest = ({ judgesRequest }: Scenario, { attempts }: Wire): void => {
  const refused = attempts.find((attempt) => !isTaken(attempt));
  const before = attempts.slice(0, refused === undefined ? attempts.length : attempts.indexOf(refused));
  if (refused !== undefined && (judgesRequest || before.some(isTaken))) {
    throw new ContractFailure(`Request ${before.length + 1} was refused: ${refused.refused}`, {
      expected: "a request that the platform takes",
      actual: `${refused.method} ${refused.uri}, Client-Id ${refused.headers.get("Client-Id") ?? "missing"}, Request-Time ${refused.headers.get("Request-Time") ?? "missing"}, ${refused.body.length} bytes`,
    });
  }
  if (judgesRequest) expectTrue("requests sent", attempts.length > 0, { expected: "one", actual: "none arrived" });
};

/** Why the planned fault was never met. */
const unmet = ({ meets }: Scenario, { attempts }: Wire): string | undefined => {
  const taken = attempts.filter(isTaken).length;
  if (taken >= meets) return undefined;
  const refused = attempts.find((attempt) => !isTaken(attempt));
  if (refused !== undefined)
    return `the fault was never met: the platform refused the request, since ${refused.refused}`;
  return taken === 0
    ? "the fault was never met: no request arrived"
    : `the fault was never met: it comes with request ${meets}, and ${taken} arrived`;
};

/** What holds in every scenario: one requestId and one body for one intent, and nothing sent after it is settled. */
const expectOneIntent = ({ attempts, requests }: Wire): void => {
  const readable = attempts.filter(({ body }) => body.length > 0);
  const known = requests.map(({ requestId }) => textOf(requestId));
  const foreign = readable.find(({ requestId }) => !known.includes(requestId ?? ""));
  expectTrue("requestId", foreign === undefined, { expected: known.join(", "), actual: foreign?.requestId ?? "none" });
  for (const requestId of known) expectSettled(readable.filter((attempt) => attempt.requestId === requestId));
};

const expectSettled = (attempts: readonly Attempt[]): void => {
  const [first] = attempts;
  for (const [index, attempt] of attempts.entries()) {
    expectSameBytes(`body of request ${index + 1}, byte for byte`, attempt.text, first?.text ?? "");
    const settled = attempts.slice(0, index).find(({ reply, run }) => reply?.final === true && run === attempt.run);
    expectTrue("requests sent after the answer that settles", settled === undefined, { expected: 0, actual: 1 });
  }
};

const mask = createMask([]);

/** Shows the place where two bodies part, not both bodies; masked before they are cut, so that no half of a secret stays. */
const expectSameBytes = (what: string, actual: string, expected: string): void => {
  if (actual === expected) return;
  const shown = Array.from(mask(actual));
  const wanted = Array.from(mask(expected));
  const place = wanted.findIndex((character, index) => shown[index] !== character);
  const at = place === -1 ? wanted.length : place;
  const around = (text: readonly string[]): string =>
    `…${text.slice(Math.max(0, at - 20), at + 40).join("")}… (${text.length} characters)`;
  throw new ContractFailure(what, { expected: around(wanted), actual: around(shown) });
};
