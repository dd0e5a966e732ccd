import type { Row } from "../src/row.ts";
import type { Throughput } from "./throughput.ts";

export const perSecond = (rate: number): string => `${Math.round(rate).toLocaleString("en-US")}/s`;
export const times = (ratio: number): string => `${ratio.toFixed(2)} ×`;

/** Microseconds that each answer takes longer at the lower rate. */
export const more = (lower: number, higher: number): string => `${Math.round(1e6 / lower - 1e6 / higher)} µs`;

/** Where the processor time of a request goes: all of it has to come from the cores that server and generator share. */
export const spent = ({ main, others, generator }: Throughput): string =>
  `a request takes ${Math.round(main)} µs of the one JavaScript thread, ${Math.round(others)} µs of other threads and ${Math.round(generator)} µs of the load generator`;

interface Aim {
  readonly aim: number;
  /** What it is a ratio to. */
  readonly of: string;
  readonly note: string;
  /** Whether less is better. */
  readonly atMost?: true;
}

export const ratioRow = (what: string, ratio: number, { aim, of, note, atMost }: Aim): Row => ({
  what,
  aim: `${atMost ? "≤" : "≥"} ${aim} × ${of}`,
  measured: times(ratio),
  reached: atMost ? ratio <= aim : ratio >= aim,
  note,
});
