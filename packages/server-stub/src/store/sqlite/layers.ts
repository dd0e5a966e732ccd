import type { StatementSync } from "node:sqlite";

/**
 * The rows of a namespace lie in layers: its own generation, and under it those that a snapshot has frozen. A row of an upper
 * layer hides the one of the same sequence below. So a snapshot, and its restoring, copies nothing.
 */
export interface Layers {
  load(): void;
  /** A generation and all that lie under it, the topmost first. */
  chainOf(generation: number): readonly number[];
  /** A new generation, held by its namespace. */
  add(generation: number, parent: number | undefined): void;
  /** A namespace or a snapshot begins with this generation. */
  hold(generation: number): void;
  /** Ends a hold; returns the generations that nobody needs any more. */
  release(generation: number): readonly number[];
  /** A layer that only connects, on another one that does: the two may become one. */
  mergeable(): { readonly upper: number; readonly lower: number } | undefined;
  /** The upper one is empty now and goes. */
  skip(upper: number): void;
  /** Every generation that somebody needs. */
  all(): ReadonlySet<number>;
}

const count = (counts: Map<number, number>, generation: number, more: number): void => {
  const total = (counts.get(generation) ?? 0) + more;
  if (total > 0) counts.set(generation, total);
  else counts.delete(generation);
};

export const createLayers = (sql: (text: string) => StatementSync): Layers => {
  const parents = new Map<number, number>();
  /** Namespaces and snapshots that begin here. */
  const held = new Map<number, number>();
  const children = new Map<number, number>();
  const uses = (generation: number): number => (held.get(generation) ?? 0) + (children.get(generation) ?? 0);
  const isPlain = (generation: number): boolean => !held.has(generation) && children.get(generation) === 1;

  return {
    load() {
      parents.clear();
      held.clear();
      children.clear();
      for (const { generation, parent } of sql("SELECT generation, parent FROM layer").iterate()) {
        parents.set(Number(generation), Number(parent));
        count(children, Number(parent), 1);
      }
      for (const table of ["namespace", "snapshot"]) {
        for (const { generation } of sql(`SELECT generation FROM ${table}`).iterate())
          count(held, Number(generation), 1);
      }
    },
    chainOf(generation) {
      const chain: number[] = [];
      for (let next: number | undefined = generation; next !== undefined; next = parents.get(next)) chain.push(next);
      return chain;
    },
    add(generation, parent) {
      count(held, generation, 1);
      if (parent === undefined) return;
      sql("INSERT INTO layer (generation, parent) VALUES (?, ?)").run(generation, parent);
      parents.set(generation, parent);
      count(children, parent, 1);
    },
    hold: (generation) => count(held, generation, 1),
    release(generation) {
      count(held, generation, -1);
      const dropped: number[] = [];
      for (let next: number | undefined = generation; next !== undefined && uses(next) === 0;) {
        dropped.push(next);
        const parent = parents.get(next);
        parents.delete(next);
        if (parent !== undefined) {
          sql("DELETE FROM layer WHERE generation = ?").run(next);
          count(children, parent, -1);
        }
        next = parent;
      }
      return dropped;
    },
    mergeable() {
      for (const [upper, lower] of parents) if (isPlain(upper) && isPlain(lower)) return { upper, lower };
      return undefined;
    },
    skip(upper) {
      const lower = parents.get(upper);
      for (const [child, parent] of parents) {
        if (parent !== upper || lower === undefined) continue;
        sql("UPDATE layer SET parent = ? WHERE generation = ?").run(lower, child);
        parents.set(child, lower);
      }
      sql("DELETE FROM layer WHERE generation = ?").run(upper);
      parents.delete(upper);
      children.delete(upper);
    },
    all: () => new Set([...held.keys(), ...children.keys()]),
  };
};
