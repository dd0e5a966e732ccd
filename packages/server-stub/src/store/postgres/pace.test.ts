import { expect, it } from "vitest";
import { createPace, workInSlices } from "./pace.js";

const QUICK = 0.1;
const SLOW = 1000;

it("does less at a time, the longer it takes, and never nothing", () => {
  const pace = createPace();
  for (let slice = 0; slice < 20; slice += 1) pace.rest(QUICK, pace.rows());
  const before = pace.rows();
  pace.rest(SLOW, before);
  expect(pace.rows()).toBeLessThan(before);
  for (let slice = 0; slice < 20; slice += 1) pace.rest(SLOW, pace.rows());
  expect(pace.rows()).toBeGreaterThan(0);
});

it("does more at a time while that is quick, within bounds", () => {
  const pace = createPace();
  const before = pace.rows();
  for (let slice = 0; slice < 20; slice += 1) pace.rest(QUICK, pace.rows());
  expect(pace.rows()).toBeGreaterThan(before);
  expect(pace.rows()).toBeLessThanOrEqual(500);
});

it("learns nothing from a slice that was cut short and quick", () => {
  const pace = createPace();
  const before = pace.rows();
  pace.rest(QUICK, 1);
  expect(pace.rows()).toBe(before);
});

it("rests for as long as it works, but not for ever", () => {
  const pace = createPace();
  expect(pace.rest(20, pace.rows())).toBe(20);
  expect(pace.rest(SLOW, pace.rows())).toBeLessThan(SLOW);
});

it("goes on until nothing is left, or until it is told to stop", async () => {
  const stopping = new AbortController();
  let left = 3;
  await workInSlices(createPace(), () => Promise.resolve(left === 0 ? 0 : left--));
  expect(left).toBe(0);
  let slices = 0;
  const endless = (): Promise<number> => {
    slices += 1;
    if (slices === 3) stopping.abort();
    return Promise.resolve(1);
  };
  await workInSlices(createPace(), endless, stopping.signal);
  expect(slices).toBe(3);
});
