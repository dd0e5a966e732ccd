import { boundaryCases } from "./boundaries/cases.js";
import type { Case } from "./engine/case.js";
import { clientCases } from "./client/cases.js";
import { envelopeCases } from "./envelope/cases.js";
import { lawCases } from "./laws/cases.js";
import { signatureCases } from "./signature/cases.js";
import { sampleCasesOfServers } from "./samples/cases.js";

/** Every case of the suite, by group. */
export const allCases: readonly Case[] = [
  ...sampleCasesOfServers,
  ...boundaryCases,
  ...lawCases,
  ...signatureCases,
  ...envelopeCases,
  ...clientCases,
];
