import type { NamespaceBytes, Store } from "./store.js";

export interface ByteLimits extends NamespaceBytes {
  /** Of all namespaces with their snapshots. */
  readonly all: number;
}

const MEBI = 2 ** 20;
const GIBI = 2 ** 30;

/** By kind of store. What is beyond them is forgotten, the oldest first, and said. */
export const BYTE_LIMITS: Readonly<Record<Store["kind"], ByteLimits>> = {
  memory: { messages: 256 * MEBI, attempts: 128 * MEBI, answers: 256 * MEBI, all: GIBI },
  sqlite: { messages: GIBI, attempts: GIBI / 2, answers: GIBI / 2, all: 8 * GIBI },
  postgres: { messages: GIBI, attempts: GIBI / 2, answers: GIBI / 2, all: 32 * GIBI },
};

/** The same in rows. Enough for a day's work; few enough for months. */
export const ROW_LIMITS = { messages: 100_000, attempts: 50_000, controls: 1000 };

/** How much larger than its limits a namespace may be between two sweeps. */
const SLACK = 1.125;

/** Whether a namespace is so much over its limits that the next sweep should not wait. */
export const isOverfull = (kind: Store["kind"], messages: number, attempts: number): boolean => {
  const most = BYTE_LIMITS[kind];
  return messages > most.messages * SLACK || attempts > most.attempts * SLACK;
};
