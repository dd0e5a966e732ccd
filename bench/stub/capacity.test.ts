import { expect, it } from "vitest";
import { simulate } from "./capacity.ts";

const idle = { main: 0, others: 0, database: 0, generator: 0, exclusive: 0 };
const one = { cores: 4, replicas: 1, connections: 32 };

it("is limited by the one thread of a replica, and twice as fast with two", () => {
  const demand = { ...idle, main: 0.001 };
  expect(simulate(demand, one)).toBeCloseTo(1000, -2);
  expect(simulate(demand, { ...one, replicas: 2 })).toBeCloseTo(2000, -2);
});

it("is limited by the cores that all share", () => {
  const demand = { ...idle, main: 0.001, others: 0.003 };
  expect(simulate(demand, { ...one, cores: 1 })).toBeCloseTo(250, -1);
  expect(simulate(demand, { ...one, replicas: 2, cores: 2 })).toBeCloseTo(500, -1.5);
});

it("is limited by what only one can do at a time, however many replicas there are", () => {
  const demand = { ...idle, main: 0.001, exclusive: 0.002 };
  expect(simulate(demand, { ...one, replicas: 4 })).toBeCloseTo(500, -1.5);
});

it("needs a connection for whatever is under way", () => {
  expect(simulate({ ...idle, others: 0.01 }, { ...one, connections: 1 })).toBeCloseTo(100, -1);
});
