import { boundaryCases } from "./boundaries/cases.js";
import type { Case } from "./engine/case.js";

/** Every case of the suite, by group. */
export const allCases: readonly Case[] = [...boundaryCases];
