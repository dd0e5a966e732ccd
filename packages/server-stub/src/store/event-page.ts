import type { EventPage, StoreEvent } from "./store.js";

/** Events of one kind in their order. What lies beyond `until` may not be all. */
export interface Stretch {
  readonly events: readonly StoreEvent[];
  readonly until: number;
}

/** Of which events a page is made. */
export interface EventRange {
  /** The events after this sequence. */
  readonly after: number;
  readonly limit: number;
  /** The newest that there is. */
  readonly sequence: number;
  /** Events up to this one may be missing. */
  readonly swept: number;
}

/** One page of the stretches of all kinds: the first `limit` of each are enough to have the first `limit` of all. */
export const mergeStretches = (
  stretches: readonly Stretch[],
  { after, limit, sequence, swept }: EventRange,
): EventPage => {
  const until = Math.min(...stretches.map((part) => part.until));
  const events = stretches
    .flatMap((part) => part.events)
    .filter((event) => event.sequence <= until)
    .toSorted((left, right) => left.sequence - right.sequence);
  const first = events.slice(0, limit);
  const isCut = events.length > limit || Number.isFinite(until);
  return {
    events: first,
    last: isCut ? (first.at(-1)?.sequence ?? after) : sequence,
    gap: after > sequence || after < swept,
  };
};
