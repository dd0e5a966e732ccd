import { allCases } from "../cases.js";
import type { Case } from "../engine/case.js";
import { globMatcher } from "../engine/glob.js";
import type { OperationId } from "../spec/operation.js";
import { CannotRun } from "./cannot-run.js";

/** Which cases are meant. */
export interface Choice {
  /** The operations under test; left out, both. */
  readonly operations: readonly OperationId[] | undefined;
  readonly only: readonly string[];
  readonly skip: readonly string[];
}

const isAny = ({ operations, only, skip }: Choice): boolean =>
  operations === undefined && only.length === 0 && skip.length === 0;

/** The cases of a run. @throws CannotRun when there is none. */
export const chooseCases = (choice: Choice): readonly Case[] => {
  const { only, skip, operations } = choice;
  const wanted = only.length === 0 ? () => true : globMatcher(only);
  const unwanted = globMatcher(skip);
  // The cases for clients say nothing about a server, so they run when they are asked for by name.
  const clients = only.some((glob) => glob.startsWith("client"));
  const isOffered = (one: Case): boolean =>
    one.side === "client" ? clients : one.operations.every((id) => operations?.includes(id) ?? true);
  const cases = allCases.filter((one) => isOffered(one) && wanted(one.id) && !unwanted(one.id));
  if (cases.length > 0) return cases;
  const globs = [
    ...(operations ?? []).map((id) => `--operation ${id}`),
    ...only.map((glob) => `--only '${glob}'`),
    ...skip.map((glob) => `--skip '${glob}'`),
  ].join(" ");
  throw new CannotRun(`No case matches ${globs}; contract-tests --list prints all ids.`);
};

/** The ids that a run would have; without any choice also those of the cases for clients. */
export const listCases = (choice: Choice): string =>
  (isAny(choice) ? allCases : chooseCases(choice)).map(({ id }) => `${id}\n`).join("");
