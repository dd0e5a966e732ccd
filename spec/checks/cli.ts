import { join } from "node:path";
import { checkSpec } from "./check.ts";

const flag = "--without-cases";
const unknown = process.argv.slice(2).find((argument) => argument !== flag);

if (unknown === undefined) {
  const folder = join(import.meta.dirname, "..");
  const caseIds = join(folder, "../packages/contract-tests/case-ids.json");
  const findings = checkSpec({ folder, caseIds: process.argv.includes(flag) ? undefined : caseIds });
  for (const finding of findings) console.error(finding);
  if (findings.length === 0) console.log("The spec, its statements, errata and examples agree.");
  process.exitCode = findings.length === 0 ? 0 : 1;
} else {
  console.error(`Unknown argument ${unknown}: the only flag is ${flag}.`);
  process.exitCode = 2;
}
