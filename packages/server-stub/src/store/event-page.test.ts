import { expect, it } from "vitest";
import { type Stretch, mergeStretches } from "./event-page.js";

const whole = Number.POSITIVE_INFINITY;
const control = (...sequences: readonly number[]): Stretch["events"] =>
  sequences.map((sequence) => ({ type: "control", sequence, change: "clock", at: 0 }));
const page = (stretches: readonly Stretch[], change: Partial<Parameters<typeof mergeStretches>[1]> = {}) => {
  const { events, last, gap } = mergeStretches(stretches, {
    after: 0,
    limit: 10,
    sequence: 9,
    swept: 0,
    ...change,
  });
  return { events: events.map(({ sequence }) => sequence), last, gap };
};

it("puts the events of all kinds in one order, and ends at the newest", () => {
  const stretches = [
    { events: control(2, 5), until: whole },
    { events: control(1, 9), until: whole },
  ];
  expect(page(stretches)).toEqual({ events: [1, 2, 5, 9], last: 9, gap: false });
  expect(page(stretches, { limit: 3 })).toEqual({ events: [1, 2, 5], last: 5, gap: false });
});

it("ends where one kind may have more", () => {
  const stretches = [
    { events: control(2, 4), until: 4 },
    { events: control(1, 3, 7), until: whole },
  ];
  expect(page(stretches)).toEqual({ events: [1, 2, 3, 4], last: 4, gap: false });
});

it("says when events are missing before it", () => {
  expect(page([], { after: 3, swept: 4 })).toEqual({ events: [], last: 9, gap: true });
  expect(page([], { after: 4, swept: 4 })).toEqual({ events: [], last: 9, gap: false });
  expect(page([], { after: 10 })).toEqual({ events: [], last: 9, gap: true });
});
