/**
 * Rows of all namespaces share tables, so a row's key is its generation and its sequence in one integer: a namespace is
 * one range of the table, rows are appended at its end, and a reset is a new generation instead of a long delete.
 */
const span = 2 ** 32;

/** Highest generation whose rows are still exact as JavaScript numbers. */
export const lastGeneration = 2 ** 21 - 2;

export const rowOf = (generation: number, sequence: number): number => generation * span + sequence;

export const sequenceOf = (row: number): number => row % span;

export const generationOf = (row: number): number => Math.floor(row / span);
