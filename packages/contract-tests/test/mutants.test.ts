import { byLane, fullLaneOnly } from "@miniprogram-messages/lane";
import { beforeAll, expect, test } from "vitest";
import { scenarioCases } from "../src/client-runs/in-process.js";
import type { Case } from "../src/engine/case.js";
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
import { envelopeMutants } from "../src/mutants/envelope.js";
import type { ServerMutant } from "../src/mutants/mutant.js";
import { signatureAnswerMutants } from "../src/mutants/signature-answers.js";
import { signatureFormMutants } from "../src/mutants/signature-forms.js";
import { signatureMutants } from "../src/mutants/signatures.js";
import { writeMatrix } from "../src/mutants/matrix-report.js";
import { casesOf, statements } from "../src/spec/statement.js";

const serverCases = allCases.filter(({ side }) => side === "server");
const clientCases = allCases.filter(({ side }) => side === "client");

/** The whole matrix shows laws that no mutant needs; for a change it is enough that each mutant meets those meant for it. */
const tried = byLane<"all" | "meant">("cases that each mutant meets", { quick: "meant", full: "all" });

const matrix: KilledMutant[] = [];

/** The cases of the statements that a mutant violates, and its own; all of them for one that violates a mere reading. */
const meantFor = (cases: readonly Case[], violates: readonly string[], own?: string): readonly Case[] => {
  if (tried === "all") return cases;
  const cited = new Set(
    statements.filter(({ id }) => violates.includes(id)).flatMap((statement) => casesOf(statement)),
  );
  const meant = cases.filter(({ id }) => id === own || cited.has(id));
  // A case that looks at every answer needs the other cases to get some.
  return meant.length === 0 || meant.some((one) => one.side === "server" && one.overall) ? cases : meant;
};

/** Where a mistake is likeliest to show: asked first where one failing case is enough. */
const homes: readonly (readonly [group: string, mutants: readonly ServerMutant[]])[] = [
  ["signature/", [...signatureMutants, ...signatureFormMutants, ...signatureAnswerMutants]],
  ["envelope/", envelopeMutants],
];

const homeFirst = (mutant: ServerMutant, cases: readonly Case[]): readonly Case[] => {
  const home = homes.find(([, mutants]) => mutants.includes(mutant))?.[0] ?? "laws/";
  const isHome = ({ id }: Case): boolean => id.startsWith(home) && id !== "signature/bit-flips";
  return [...cases.filter(isHome), ...cases.filter((one) => !isHome(one))];
};

const tryServers = async (): Promise<void> => {
  for (const mutant of serverMutants) {
    const concerned = serverCases.filter(({ id }) => mutant.concerns?.test(id) ?? !id.startsWith("boundaries/"));
    const cases = homeFirst(mutant, concerned);
    const enough = tried === "meant" && mutant.violates.length === 0;
    matrix.push(await tryServerMutant(mutant, meantFor(cases, mutant.violates), enough));
  }
  for (const mutant of constraintMutants) {
    const cases = serverCases.filter(({ id }) => id.startsWith(`boundaries/${mutant.operation.slug}/`));
    matrix.push(await tryServerMutant(mutant, meantFor(cases, mutant.violates, mutant.caseId)));
  }
};

// Client laws mostly wait, so a few clients are tried at once; more of them where each meets few cases.
const tryClients = async (): Promise<void> => {
  const queue = clientMutants.values();
  const worker = async (): Promise<void> => {
    for (const mutant of queue) {
      const cases = meantFor(clientCases, mutant.violates, mutant.killer);
      matrix.push(await tryClientMutant(mutant, cases));
    }
  };
  await Promise.all(Array.from({ length: tried === "all" ? 5 : 20 }, worker));
};

beforeAll(async () => {
  // One after the other: client laws have timers, which a busy event loop would make late.
  await tryServers();
  await tryClients();
  writeMatrix("reports", matrix);
});

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
