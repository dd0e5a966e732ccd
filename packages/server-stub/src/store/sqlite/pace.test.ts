import { expect, it } from "vitest";
import { createPace } from "./pace.js";

const run = (company: number, took: number) => {
  let at = 0;
  const pace = createPace(() => at);
  pace.opened();
  pace.begin(company);
  at += took;
  pace.end();
  return { pace, wait: (milliseconds: number) => void (at += milliseconds) };
};

it("never delays whoever is alone", () => {
  const { pace } = run(1, 5);
  pace.opened();
  expect(pace.isGathering()).toBe(false);
});

it("waits for stragglers until nobody has come for a moment", () => {
  const { pace, wait } = run(3, 5);
  pace.opened();
  wait(0.1);
  pace.worked();
  wait(0.15);
  expect(pace.isGathering()).toBe(true);
  wait(0.1);
  expect(pace.isGathering()).toBe(false);
});

it("waits no longer than two commits last", () => {
  const { pace, wait } = run(3, 1);
  pace.opened();
  for (let step = 0; step < 21; step += 1) {
    wait(0.1);
    pace.worked();
  }
  expect(pace.isGathering()).toBe(false);
});
