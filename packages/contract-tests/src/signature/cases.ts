import type { Case } from "../engine/case.js";
import { acceptedCases } from "./accepted.js";
import * as answer from "./answer.js";
import * as codes from "./codes.js";
import { bitFlips, clientIdCase, refusedCases } from "./refused.js";

export const signatureCases: readonly Case[] = [
  ...acceptedCases,
  bitFlips,
  ...refusedCases,
  clientIdCase,
  ...Object.values(codes),
  ...Object.values(answer),
];
