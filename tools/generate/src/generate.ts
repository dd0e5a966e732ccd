import { renderPaths } from "./client-types.ts";
import { renderConstraints } from "./constraints.ts";
import { renderOperations, renderStatements } from "./contract-data.ts";
import { specDocuments } from "./documents.ts";
import { renderFacts } from "./facts.ts";
import type { OpenApiDocument } from "./openapi-document.ts";
import { renderPolicies } from "./policies.ts";
import { renderClientResultCodes, renderExplanations, renderStubResultCodes } from "./result-codes.ts";
import { renderControlDocument, renderServedDocument } from "./served-document.ts";
import { renderRoutes } from "./stub-routes.ts";

type Render = (fileName: string, document: OpenApiDocument) => Promise<string>;

const CLIENT = "packages/client/src/generated";
const STUB = "packages/server-stub/src/generated";
const CONTRACT_TESTS = "packages/contract-tests/src/generated";

/** Every generated file of `spec/openapi.yaml`. */
const API_OUTPUTS: Readonly<Record<string, Render>> = {
  [`${CLIENT}/paths.ts`]: renderPaths,
  [`${CLIENT}/result-codes.ts`]: renderClientResultCodes,
  [`${CLIENT}/explanations.ts`]: renderExplanations,
  [`${CLIENT}/constraints.ts`]: renderConstraints,
  [`${STUB}/openapi.ts`]: renderServedDocument,
  [`${STUB}/routes.ts`]: renderRoutes,
  [`${STUB}/result-codes.ts`]: renderStubResultCodes,
};

/** Every generated file of `spec/control.openapi.yaml`. */
const CONTROL_OUTPUTS: Readonly<Record<string, Render>> = {
  [`${STUB}/control-paths.ts`]: renderPaths,
  [`${STUB}/control-routes.ts`]: renderRoutes,
  [`${STUB}/control-document.ts`]: renderControlDocument,
  [`${STUB}/policies.ts`]: renderPolicies,
};

/** The folders that hold generated files and nothing else. */
export const GENERATED_FOLDERS: readonly string[] = [CLIENT, STUB, CONTRACT_TESTS];

const renderAll = (
  document: OpenApiDocument,
  outputs: Readonly<Record<string, Render>>,
): Promise<readonly (readonly [string, string])[]> =>
  Promise.all(Object.entries(outputs).map(async ([path, render]) => [path, await render(path, document)] as const));

/**
 * Makes every generated file from the spec, writing nothing.
 * @param specFolder the folder that holds `openapi.yaml`, `control.openapi.yaml`, `statements.yaml` and `examples/`.
 * @returns text by path, relative to the root of the repository.
 * @throws {GenerateError} when the spec is broken; its message is one line.
 */
export const generate = async (specFolder: string): Promise<ReadonlyMap<string, string>> => {
  const { api, control } = await specDocuments(specFolder);
  const facts = `${STUB}/facts.ts`;
  const operations = `${CONTRACT_TESTS}/operations.ts`;
  const statements = `${CONTRACT_TESTS}/statements.ts`;
  return new Map([
    ...(await renderAll(api, API_OUTPUTS)),
    ...(await renderAll(control, CONTROL_OUTPUTS)),
    [facts, await renderFacts(facts, api, control)],
    [operations, await renderOperations(operations, api, specFolder)],
    [statements, await renderStatements(statements, specFolder)],
  ]);
};
