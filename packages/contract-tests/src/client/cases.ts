import type { ClientCase } from "../engine/case.js";
import { scenarioCases } from "../client-runs/in-process.js";
import * as outcome from "./outcome.js";
import * as retry from "./retry.js";
import { clientSampleCases } from "./samples.js";
import * as signing from "./signing.js";

export const clientCases: readonly ClientCase[] = [
  ...scenarioCases,
  ...clientSampleCases,
  ...Object.values(outcome),
  ...Object.values(retry),
  ...Object.values(signing),
];
