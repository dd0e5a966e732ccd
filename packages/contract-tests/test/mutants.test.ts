import { beforeAll, expect, test } from "vitest";
import { allCases, clientMutants, constraintMutants, serverMutants } from "../src/index.js";
import {
  idleLaws,
  type KilledMutant,
  missedMutants,
  survivors,
  toothlessStatements,
  tryClientMutant,
  tryServerMutant,
} from "../src/mutants/kill-matrix.js";
import { writeMatrix } from "../src/mutants/matrix-report.js";
import { scenarios } from "../src/scenarios/all.js";
import { casesOf, statements } from "../src/spec/statement.js";

const serverCases = allCases.filter(({ side }) => side === "server");

// Every scenario in the full lane; otherwise those that a mutant or a statement names, and all that is no scenario.
const isFull = process.env["TEST_LANE"] === "full";
const named = new Set([...clientMutants.map(({ killer }) => killer), ...statements.flatMap((one) => casesOf(one))]);
const isScenario = new Set(scenarios.map(({ id }) => id));
const clientCases = allCases.filter(
  ({ id, side }) => side === "client" && (isFull || named.has(id) || !isScenario.has(id)),
);

const matrix: KilledMutant[] = [];

const tryServers = async (): Promise<void> => {
  for (const mutant of serverMutants) {
    matrix.push(
      await tryServerMutant(
        mutant,
        serverCases.filter(({ id }) => mutant.concerns?.test(id) ?? !id.startsWith("boundaries/")),
      ),
    );
  }
  for (const mutant of constraintMutants) {
    const own = `boundaries/${mutant.operation.slug}/`;
    matrix.push(
      await tryServerMutant(
        mutant,
        serverCases.filter(({ id }) => id.startsWith(own)),
      ),
    );
  }
};

// Client laws mostly wait, so a few clients are tried at once.
const tryClients = async (): Promise<void> => {
  const queue = clientMutants.values();
  const worker = async (): Promise<void> => {
    for (const mutant of queue) matrix.push(await tryClientMutant(mutant, clientCases));
  };
  await Promise.all(Array.from({ length: 5 }, worker));
};

beforeAll(async () => {
  // One after the other: client laws have timers, which a busy event loop would make late.
  await tryServers();
  await tryClients();
  writeMatrix("reports", matrix);
}, 600_000);

test("there are mutants of both sides", () => {
  expect(serverMutants.length).toBeGreaterThanOrEqual(40);
  expect(clientMutants.length).toBeGreaterThanOrEqual(40);
});

test("no mutant survives", () => {
  expect(survivors(matrix)).toEqual([]);
});

test("a wrong client is noticed by the case that is meant for it", () => {
  expect(missedMutants(matrix)).toEqual([]);
});

test("a wrong constraint is noticed by the boundary of that constraint", () => {
  const killedBy = new Map(matrix.map((row) => [row.id, row.killedBy]));
  const missed = constraintMutants.filter(({ id, caseId }) => killedBy.get(id)?.includes(caseId) !== true);
  expect(missed.map(({ id }) => id)).toEqual([]);
});

test("every law has a mutant that it alone kills", () => {
  expect(
    idleLaws(
      matrix,
      allCases.map(({ id }) => id),
    ),
  ).toEqual([]);
});

test("every statement's cases kill each mutant that violates it", () => {
  expect(toothlessStatements(matrix)).toEqual([]);
});

test("mutants name statements that exist", () => {
  const known = new Set(statements.map(({ id }) => id));
  expect(matrix.flatMap(({ violates }) => violates).filter((id) => !known.has(id))).toEqual([]);
});
