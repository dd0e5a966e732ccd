import type { FaultCount, PlannedFault } from "../model/fault.js";
import type { Operation } from "../model/operation.js";
import { isResultCode } from "../model/results.js";

/** `*` stands for any run of characters; everything else for itself. Each run is looked for once, from left to right. */
const matchesGlob = (glob: string, text: string): boolean => {
  const [start = "", ...runs] = glob.split("*");
  const end = runs.pop();
  if (end === undefined) return glob === text;
  const last = text.length - end.length;
  if (!text.startsWith(start) || !text.endsWith(end) || last < start.length) return false;
  let from = start.length;
  for (const run of runs) {
    const at = text.indexOf(run, from);
    if (at === -1 || at + run.length > last) return false;
    from = at + run.length;
  }
  return true;
};

const matches = (fault: PlannedFault, operation: Operation, requestId: string): boolean => {
  const { result } = fault.effect;
  if (fault.operation !== undefined && fault.operation !== operation) return false;
  if (result !== undefined && !isResultCode(operation, result)) return false;
  return fault.requestId === undefined || matchesGlob(fault.requestId, requestId);
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
