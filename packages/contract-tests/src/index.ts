export { allCases } from "./cases.js";
export {
  type ContractTestsOptions,
  defineContractTests,
  type InProcessServer,
  inProcessTarget,
  type TestContext,
  type TestRunner,
} from "./define.js";
export type { Case, ClientCase, Requirement, ServerCase } from "./engine/case.js";
export type { CallOptions, ClientFactory, ClientOptions, ClientUnderTest, Outcome } from "./engine/client-context.js";
export { globMatcher } from "./engine/glob.js";
export { type CaseFailure, type CaseResult, runCases, type RunOptions, type Targets } from "./engine/run.js";
export type { Fetch, ServerTarget } from "./engine/target.js";
export { createLegalServer, type LegalVariant } from "./legal/variant.js";
export { legalVariants } from "./legal/variants.js";
export { clientMutants } from "./mutants/client-mutants.js";
export { constraintMutants } from "./mutants/constraints.js";
export type { ClientMutant, Mutant, ServerMutant } from "./mutants/mutant.js";
export { serverMutants } from "./mutants/server-mutants.js";
export { createReferenceClient } from "./reference/client.js";
export { createReferenceServer, type ReferenceServer } from "./reference/server.js";
export { type Coverage, coverageOf, coverageTotals, type StatementCoverage } from "./reporting/coverage.js";
export { headlineOf } from "./reporting/headline.js";
export { htmlOf } from "./reporting/html.js";
export { junitOf } from "./reporting/junit.js";
export { type Report, type ReportFacts, reportOf } from "./reporting/report.js";
export type { Signer } from "./signing/signer.js";
