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
  expect(pace.pause(3)).toBe(0);
});

it("waits for nobody when nobody is with another thread", () => {
  const { pace } = afterCommit(20, 5);
  expect(pace.pause(0)).toBe(0);
});

it("waits for stragglers, and no longer than three commits last", () => {
  const { pace, wait } = afterCommit(3, 5);
  expect(pace.pause(1)).toBe(15);
  wait(10);
  expect(pace.pause(1)).toBe(5);
  wait(10);
  expect(pace.pause(1)).toBe(0);
});
