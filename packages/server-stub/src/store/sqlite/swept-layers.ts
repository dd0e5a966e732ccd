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
  { generation: top, state, swept, tally }: Namespace,
  past: Past,
): readonly SweptLayer[] => {
  const { clockOffset } = state;
  const found = new Map<number, SweptLayer>();
  const hold = (holder: Holder, limits: Limits): void => {
    for (const generation of layers.chainOf(holder.generation)) {
      const known = found.get(generation);
      const isHeld = known?.isHeld === true || generation === holder.generation;
      found.set(generation, { generation, isHeld, ...least(known ?? limits, limits) });
    }
  };
  // Attempts that went take no control rows with them; a snapshot restored meanwhile may have promised more of them.
  const own = { generation: top, clockOffset, swept: Math.min(swept, past.control), floors: floorsOf(tally) };
  for (const holder of [own, ...snapshots.of(state.name)]) hold(holder, limitsOf(holder, past));
  return [...found.values()].toSorted((one, other) => one.generation - other.generation);
};
