import type { Case } from "../engine/case.js";
import { acceptedCases, rawBase64 } from "./accepted.js";
import * as answer from "./answer.js";
import * as refused from "./refused.js";

export const signatureCases: readonly Case[] = [
  ...acceptedCases,
  rawBase64,
  ...Object.values(refused),
  ...Object.values(answer),
];
