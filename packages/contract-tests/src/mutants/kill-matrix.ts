import type { Case } from "../engine/case.js";
import { type CaseResult, runCases } from "../engine/run.js";
import { createReferenceClient } from "../reference/client.js";
import { createReferenceServer } from "../reference/server.js";
import { scenarios } from "../scenarios/all.js";
import { casesOf, statements } from "../spec/statement.js";
import { clientMutants } from "./client-mutants.js";
import type { ClientMutant, ServerMutant } from "./mutant.js";

/** Which mutant is killed by which cases. */
export interface KilledMutant {
  readonly id: string;
  readonly change: string;
  readonly violates: readonly string[];
  readonly killedBy: readonly string[];
}

// One in 97 flips is enough to tell a server that checks signatures from one that does not.
const fewFlips = { seed: 20_260_101, flipEvery: 97 };

/** @param enough ends the run as soon as the cases that killed it so far are enough. */
export const tryServerMutant = async (
  mutant: ServerMutant,
  cases: readonly Case[],
  enough: (killedBy: readonly string[]) => boolean = () => false,
): Promise<KilledMutant> => {
  const server = { name: mutant.id, ...createReferenceServer(mutant.rules), ...fewFlips };
  const end = new AbortController();
  const killedBy: string[] = [];
  const onResult = ({ id, status }: CaseResult): void => {
    if (status !== "failed") return;
    killedBy.push(id);
    if (enough(killedBy)) end.abort();
  };
  // One case at a time: namespaces of some mutants are not apart.
  await runCases(cases, { server }, { concurrency: 1, onResult, signal: end.signal });
  return resultOf(mutant, killedBy);
};

export const tryClientMutant = async (mutant: ClientMutant, cases: readonly Case[]): Promise<KilledMutant> => {
  const client = createReferenceClient(mutant.rules);
  const results = await runCases(cases, { client }, { concurrency: 50 });
  return resultOf(
    mutant,
    results.filter(({ status }) => status === "failed").map(({ id }) => id),
  );
};

const resultOf = (
  { id, change, violates }: Pick<KilledMutant, "id" | "change" | "violates">,
  killedBy: readonly string[],
): KilledMutant => ({ id, change, violates, killedBy });

export const survivors = (matrix: readonly KilledMutant[]): readonly string[] =>
  matrix.filter(({ killedBy }) => killedBy.length === 0).map(({ id }) => id);

// One mistake of a client shows in many scenarios; each mutant names the one that is meant to notice it.
const scenarioIds = new Set(scenarios.map(({ id }) => id));
const isScenario = (id: string): boolean => scenarioIds.has(id);

/** Client mutants that the case meant for them does not notice. */
export const missedMutants = (matrix: readonly KilledMutant[]): readonly string[] => {
  const killedBy = new Map(matrix.map((row) => [row.id, row.killedBy]));
  return clientMutants
    .filter(({ id, killer }) => killedBy.get(id)?.includes(killer) === false)
    .map(({ id, killer }) => `${id}: ${killer}`);
};

const isModel = (id: string): boolean => id === "laws/model";

// Samples are examples of what the laws say, and the model is the net below them: neither is asked for a mutant of its own
// by the laws, but the model needs one that nothing else notices.
const isLaw = (id: string): boolean =>
  /^(?:laws|signature|envelope|client)\//u.test(id) && !id.startsWith("client/sample/") && !isScenario(id);

/** Laws that no mutant needs: for each there must be one that it alone kills. */
export const idleLaws = (matrix: readonly KilledMutant[], ids: readonly string[]): readonly string[] => {
  const alone = new Set(
    matrix.flatMap(({ killedBy }) => {
      const laws = killedBy.filter((id) => isLaw(id) && !isModel(id));
      if (laws.length === 1) return laws;
      return laws.length === 0 ? killedBy.filter(isModel) : [];
    }),
  );
  return ids.filter((id) => isLaw(id) && !alone.has(id));
};

/** Whether nothing is left to show: each statement that it violates has a case of its own that killed it, and any one did. */
export const isKilled = ({ violates }: Pick<KilledMutant, "violates">, killedBy: readonly string[]): boolean =>
  killedBy.length > 0 &&
  statements
    .filter(({ id }) => violates.includes(id))
    .map((statement) => casesOf(statement))
    .every((cited) => cited.length === 0 || cited.some((id) => killedBy.includes(id)));

/** Statements whose cited cases do not notice a mutant that violates them, or that no mutant violates. */
export const toothlessStatements = (matrix: readonly KilledMutant[]): readonly string[] =>
  statements.flatMap((statement) => {
    const cited = casesOf(statement);
    if (cited.length === 0) return [];
    const mutants = matrix.filter(({ violates }) => violates.includes(statement.id));
    if (mutants.length === 0) return [`${statement.id} (${cited.join(", ")}): no mutant violates it`];
    return mutants
      .filter(({ killedBy }) => !killedBy.some((id) => cited.includes(id)))
      .map(({ id }) => `${statement.id} (${cited.join(", ")}): does not kill ${id}`);
  });
