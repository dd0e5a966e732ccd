import { expect, it } from "vitest";
import { createPace } from "./pace.js";

const afterCommit = (company: number, took: number) => {
  let at = 0;
  const pace = createPace(() => at);
  pace.opened();
  pace.begin(company);
  at += took;
  pace.end();
  pace.opened();
  return { pace, wait: (milliseconds: number) => void (at += milliseconds) };
};

it("never delays whoever is alone", () => {
  const { pace } = afterCommit(1, 5);
  expect([pace.pause(3), pace.isGathering()]).toEqual([0, false]);
});

it("waits for those who are with another thread, and no longer than one and a half commits last", () => {
  const { pace, wait } = afterCommit(3, 5);
  expect(pace.pause(0)).toBe(0);
  expect(pace.pause(1)).toBe(7.5);
  wait(5);
  expect(pace.pause(1)).toBe(2.5);
  wait(5);
  expect(pace.pause(1)).toBe(0);
});

it("waits for others until nobody has come for a moment", () => {
  const { pace, wait } = afterCommit(3, 5);
  wait(0.1);
  pace.worked();
  wait(0.15);
  expect(pace.isGathering()).toBe(true);
  wait(0.1);
  expect(pace.isGathering()).toBe(false);
});

it("waits for others no longer than three commits last", () => {
  const { pace, wait } = afterCommit(3, 1);
  for (let step = 0; step < 31; step += 1) {
    wait(0.1);
    pace.worked();
  }
  expect(pace.isGathering()).toBe(false);
});
