import type { Holder } from "./kept-snapshots.js";
import type { Namespace, Namespaces } from "./namespaces.js";
import { floorsOf } from "./tally.js";

/** A layer of a namespace or of its snapshots, with what none of them shows any more: it may go, whoever else has the layer. */
export interface SweptLayer {
  readonly generation: number;
  /** Whether one of them begins with it: what is not read through layers is that one's. */
  readonly isHeld: boolean;
  /** Rows up to these sequences. */
  readonly message: number;
  readonly attempt: number;
  readonly answer: number;
  readonly control: number;
  /** Virtual time: hits that count no longer than until then. */
  readonly now: number;
}

/** What decides beside floors. */
export interface Past {
  /** Real time. */
  readonly now: number;
  /** Control rows up to this sequence are more than the namespace keeps. */
  readonly control: number;
}

type Limits = Omit<SweptLayer, "generation" | "isHeld">;

/** With the clock that restoring it would set. */
const limitsOf = ({ clockOffset, swept, floors }: Holder, { now }: Past): Limits => ({
  ...floors,
  control: swept,
  now: now + clockOffset,
});

const LIMITS = ["message", "attempt", "answer", "control", "now"] as const;

const areLower = (one: Limits, other: Limits): boolean => LIMITS.every((limit) => one[limit] <= other[limit]);

const least = (one: Limits, other: Limits): Limits => ({
  message: Math.min(one.message, other.message),
  attempt: Math.min(one.attempt, other.attempt),
  answer: Math.min(one.answer, other.answer),
  control: Math.min(one.control, other.control),
  now: Math.min(one.now, other.now),
});

/**
 * Every layer that the namespace or one of its snapshots has, the older ones first. The limits stay true: whoever has a layer later has it
 * from one of these, with limits that are no lower.
 */
export const sweptLayers = (
  { layers, snapshots }: Namespaces,
  namespace: Namespace,
  past: Past,
): readonly SweptLayer[] => {
  const { generation: top, tally } = namespace;
  const { clockOffset, name } = namespace.state;
  // Attempts that went take no control rows with them; a snapshot restored meanwhile may have promised more of them.
  const own = { generation: top, clockOffset, swept: Math.min(namespace.swept, past.control), floors: floorsOf(tally) };
  const holders: readonly Holder[] = [...snapshots.of(name), own];
  const found = new Map<number, Limits>();
  for (const holder of holders) {
    const limits = limitsOf(holder, past);
    for (const generation of layers.chainOf(holder.generation)) {
      const known = found.get(generation);
      // Whoever has this layer has those below as well.
      if (known !== undefined && areLower(known, limits)) break;
      found.set(generation, known === undefined ? limits : least(known, limits));
    }
  }
  const held = new Set(holders.map(({ generation }) => generation));
  const swept: SweptLayer[] = [];
  for (const [generation, limits] of found) swept.push({ generation, isHeld: held.has(generation), ...limits });
  return swept.toSorted((one, other) => one.generation - other.generation);
};
