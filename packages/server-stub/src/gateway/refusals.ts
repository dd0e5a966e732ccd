import { countMilestones } from "../model/milestones.js";
/** Why the stub refuses a request for its own sake: no verdict of the platform. */
export interface Refusal {
  /** HTTP status of the answer; 0 when the connection is closed without one, 200 when it is the platform's envelope. */
  readonly status: 0 | 200 | 400 | 401 | 403 | 404 | 405 | 408 | 413 | 421 | 431 | 500;
  /** The header, or `path`, `body` or `connection`. */
  readonly field: string;
  /** Never a token. */
  readonly value?: string;
  /** Rule and mend. */
  readonly rule: string;
  /** The flag that allows it. */
  readonly flag?: string;
}

/** A request that was refused. */
export interface Refused {
  readonly method: string;
  /** Path and query; the query is not kept. */
  readonly uri: string;
}

/** A trace of a refused request. */
export interface RefusalRow {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly field: string;
  readonly value?: string;
  readonly flag?: string;
  readonly message: string;
}

/** What was refused since the start. */
export interface Refusals {
  readonly add: (refused: Refused, refusal: Refusal) => void;
  /** The newest 100, newest first. */
  readonly rows: () => readonly RefusalRow[];
  readonly total: () => number;
}

/** What is nobody's fault but the stub's. */
export const DEFECT = { status: 500, field: "stub", rule: "has a defect here, which its log names" } as const;

const KEPT = 100;
const LONGEST_PATH = 500;

/** `Host: "stub" is not allowed; …` */
export const messageOf = ({ field, rule }: Refusal): string => `${field}: ${rule}`;

/** The JSON error of the control API. */
export const bodyOf = (refusal: Refusal): { error: { field: string; rule: string; message: string } } => {
  const { field, rule } = refusal;
  return { error: { field, rule, message: messageOf(refusal) } };
};

/** Called for a refusal that is worth a line in the log; `times` so far of the same kind. */
type Warn = (row: RefusalRow, times: number) => void;

/**
 * Keeps traces. The log gets a line for the first of a kind, and for the tenth, hundredth and so on: not one for each. Every guard
 * counts its own kinds, so that a flood at one of them takes no line from another.
 */
export const createRefusals = (now: () => number, warn: Warn): Refusals => {
  const rows: RefusalRow[] = [];
  const counts = new Map<string, ReturnType<typeof countMilestones>>();
  const countOf = ({ status, field }: Refusal): ReturnType<typeof countMilestones> => {
    const guard = `${status} ${field}`;
    const count = counts.get(guard) ?? countMilestones();
    counts.set(guard, count);
    return count;
  };
  let total = 0;

  return {
    add: ({ method, uri }, refusal) => {
      const { status, field, value, flag } = refusal;
      const row: RefusalRow = {
        at: now(),
        method,
        path: (uri.split(/[?#]/, 1)[0] ?? "").slice(0, LONGEST_PATH),
        status,
        field,
        ...(value !== undefined && { value }),
        ...(flag !== undefined && { flag }),
        message: messageOf(refusal),
      };
      total += 1;
      rows.unshift(row);
      rows.length = Math.min(rows.length, KEPT);
      const times = countOf(refusal)(value ?? flag ?? refusal.rule);
      if (times !== undefined) warn(row, times);
    },
    rows: () => rows,
    total: () => total,
  };
};
