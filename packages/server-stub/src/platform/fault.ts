import type { FaultCount, PlannedFault } from "../model/fault.js";
import type { Operation } from "../model/operation.js";
import { isResultCode } from "../model/results.js";

const patterns = new Map<string, RegExp>();
const MOST_PATTERNS = 1000;

/** `*` stands for any run of characters; everything else for itself. */
const patternOf = (glob: string): RegExp => {
  const known = patterns.get(glob);
  if (known) return known;
  const runs = glob.split("*").map((run) => run.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`));
  const pattern = new RegExp(`^${runs.join("[^]*?")}$`);
  if (patterns.size >= MOST_PATTERNS) patterns.clear();
  patterns.set(glob, pattern);
  return pattern;
};

const matches = (fault: PlannedFault, operation: Operation, requestId: string): boolean => {
  const { result } = fault.effect;
  if (fault.operation !== undefined && fault.operation !== operation) return false;
  if (result !== undefined && !isResultCode(operation, result)) return false;
  if (fault.requestId === undefined || fault.requestId === requestId) return true;
  return fault.requestId.includes("*") && patternOf(fault.requestId).test(requestId);
};

const NONE: readonly PlannedFault[] = [];

/** Planned faults of one kind that match a request, used up or not. */
export const matchingFaults = (
  faults: readonly PlannedFault[],
  kind: "result" | "transport",
  operation: Operation,
  requestId: string,
): readonly PlannedFault[] =>
  faults.length === 0
    ? NONE
    : faults.filter(
        (fault) => (fault.effect.result !== undefined) === (kind === "result") && matches(fault, operation, requestId),
      );

/** The n-th number of a seed in [0, 1): the same each time (mulberry32). */
export const draw = (seed: number, n: number): number => {
  let state = (seed + Math.imul(n + 1, 0x6d2b79f5)) | 0;
  state = Math.imul(state ^ (state >>> 15), state | 1);
  state ^= state + Math.imul(state ^ (state >>> 7), state | 61);
  return ((state ^ (state >>> 14)) >>> 0) / 4_294_967_296;
};

/** Undefined when the fault is used up, or gone; else whether it happens this time. */
export const happens = (fault: PlannedFault, count: FaultCount | undefined): boolean | undefined => {
  if (!count || count.happened >= (fault.times ?? Number.POSITIVE_INFINITY)) return undefined;
  return draw(fault.seed, count.drawn) < (fault.probability ?? 1);
};
