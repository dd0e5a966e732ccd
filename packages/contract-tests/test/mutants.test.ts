import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { byLane, fullLaneOnly } from "@miniprogram-messages/lane";
import { beforeAll, expect, test } from "vitest";
import { scenarioCases } from "../src/client-runs/in-process.js";
import type { Case } from "../src/engine/case.js";
import { allCases, clientMutants, constraintMutants, serverMutants } from "../src/index.js";
import {
  idleLaws,
  isKilled,
  type KilledMutant,
  missedMutants,
  survivors,
  toothlessStatements,
  tryClientMutant,
  tryServerMutant,
} from "../src/mutants/kill-matrix.js";
import type { ServerMutant } from "../src/mutants/mutant.js";
import { writeMatrix } from "../src/mutants/matrix-report.js";
import { shareKeysOf } from "../src/signing/keys.js";
import { casesOf, statements } from "../src/spec/statement.js";

const serverCases = allCases.filter(({ side }) => side === "server");
const clientCases = allCases.filter(({ side }) => side === "client");

/** The whole matrix shows laws that no mutant needs; for a change it is enough that each mutant meets those meant for it. */
const tried = byLane<"all" | "meant">("cases that each mutant meets", { quick: "meant", full: "all" });

const FIRST_KILLERS = fileURLToPath(new URL("first-killers.json", import.meta.url));

const matrix: KilledMutant[] = [];

/** The cases of the statements that a mutant violates, and its own; none for one that violates a mere reading. */
const meantFor = (cases: readonly Case[], violates: readonly string[], own?: string): readonly Case[] => {
  const cited = new Set(
    statements.filter(({ id }) => violates.includes(id)).flatMap((statement) => casesOf(statement)),
  );
  return cases.filter(({ id }) => id === own || cited.has(id));
};

const isServerMutant = ({ id }: KilledMutant): boolean => serverMutants.some((mutant) => mutant.id === id);

/**
 * The case that kills a mutant of a mere reading, found by the full lane and kept by `vitest -u`: asked first where one failing case is
 * enough. It saves time alone: a mutant that it does not kill, or that is missing there, meets all the others.
 */
const firstKillers: Readonly<Record<string, string>> = JSON.parse(readFileSync(FIRST_KILLERS, "utf8"));

/** What a mutant meets until it is killed. A case that looks at every answer needs other cases to get some: samples, if they do. */
const rounds = (mutant: ServerMutant, cases: readonly Case[], own?: string): readonly (readonly Case[])[] => {
  if (tried === "all") return [cases];
  const meant = new Set(meantFor(cases, mutant.violates, own ?? firstKillers[mutant.id]));
  const needSamples = [...meant].some((one) => one.side === "server" && one.overall);
  const first = cases.filter((one) => meant.has(one) || (needSamples && one.id.startsWith("samples/")));
  return [first, cases];
};

const tryServer = async (mutant: ServerMutant, cases: readonly Case[], own?: string): Promise<void> => {
  const isEnough = (killedBy: readonly string[]): boolean =>
    tried === "meant" && isKilled(mutant, killedBy) && (own === undefined || killedBy.includes(own));
  for (const round of rounds(mutant, cases, own)) {
    const row = await tryServerMutant(mutant, round, isEnough);
    if (round !== cases && !isEnough(row.killedBy)) continue;
    matrix.push(row);
    return;
  }
};

const tryServers = async (): Promise<void> => {
  for (const mutant of serverMutants) {
    const concerned = serverCases.filter(({ id }) => mutant.concerns?.test(id) ?? !id.startsWith("boundaries/"));
    await tryServer(mutant, concerned);
  }
  for (const mutant of constraintMutants) {
    const cases = serverCases.filter(({ id }) => id.startsWith(`boundaries/${mutant.operation.slug}/`));
    await tryServer(mutant, cases, mutant.caseId);
  }
};

// Client laws mostly wait, so a few clients are tried at once; more of them where each meets few cases.
const tryClients = async (): Promise<void> => {
  const queue = clientMutants.values();
  const worker = async (): Promise<void> => {
    for (const mutant of queue) {
      const cases = tried === "all" ? clientCases : meantFor(clientCases, mutant.violates, mutant.killer);
      matrix.push(await tryClientMutant(mutant, cases));
    }
  };
  await Promise.all(Array.from({ length: tried === "all" ? 5 : 20 }, worker));
};

/** Of all mutants, on a slow machine that has other things to do. */
const LONGEST = 2_700_000;

beforeAll(async () => {
  // One after the other: client laws have timers, which a busy event loop would make late.
  shareKeysOf(1024);
  await tryServers();
  shareKeysOf(2048);
  await tryClients();
  writeMatrix("reports", matrix);
}, LONGEST);

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

fullLaneOnly.test("every scenario notices a wrong client, if it can be met in this process", () => {
  const killed = new Set(matrix.flatMap(({ killedBy }) => killedBy));
  expect(scenarioCases.map(({ id }) => id).filter((id) => !killed.has(id))).toEqual([]);
});

fullLaneOnly.test("every law has a mutant that it alone kills", () => {
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

fullLaneOnly.test("the quick lane asks a case first that kills the mutant", async () => {
  const stale = matrix.filter(
    ({ id, killedBy }) => firstKillers[id] !== undefined && !killedBy.includes(firstKillers[id]),
  );
  expect(stale.map(({ id }) => `${id}: ${firstKillers[id]}`)).toEqual([]);
  const readings = matrix.filter((row) => isServerMutant(row) && row.violates.length === 0);
  const found = readings.map(({ id, killedBy }) => [id, firstKillers[id] ?? killedBy[0]]);
  await expect(`${JSON.stringify(Object.fromEntries(found), undefined, 2)}\n`).toMatchFileSnapshot(FIRST_KILLERS);
});
