import type { Effect } from "./effects.js";

/** What a batch could not write for the database's sake, until one has written something since. */
export interface Refused {
  /** Undefined when nothing was refused; without an effect when it came to none. */
  readonly last: () => { readonly effect: Effect | undefined } | undefined;
  readonly note: (effects: readonly Effect[]) => void;
  /** Something was written: whatever stood in the way is over. */
  readonly end: () => void;
}

/** What a message and its answer come to is in proportion. */
const sizeOf = ({ decision: { attempt } }: Effect): number => attempt?.request.body.length ?? 0;

const largestOf = (effects: readonly Effect[]): Effect | undefined =>
  effects.toSorted((left, right) => sizeOf(right) - sizeOf(left))[0];

export const createRefused = (): Refused => {
  let last: { readonly effect: Effect | undefined } | undefined;
  return {
    last: () => last,
    note: (effects) => {
      // A connection that breaks before anything is decided says nothing of how much there was no room for.
      last = { effect: largestOf(effects) ?? last?.effect };
    },
    end: () => {
      last = undefined;
    },
  };
};
