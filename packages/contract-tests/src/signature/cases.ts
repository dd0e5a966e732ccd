import type { Case } from "../engine/case.js";
import { acceptedCases } from "./accepted.js";
import * as answer from "./answer.js";
import { bitFlips } from "./bit-flips.js";
import * as clients from "./clients.js";
import * as codes from "./codes.js";
import { everyAnswer } from "./every-answer.js";
import { formsVerified } from "./forms-verified.js";
import { refusedBodyCases } from "./refused-bodies.js";
import { refusedContentCases } from "./refused-content.js";
import { refusedHeaderCases } from "./refused-headers.js";
import { refusedNotStored } from "./refused-not-stored.js";
import { reused } from "./reused.js";

export const signatureCases: readonly Case[] = [
  ...acceptedCases,
  formsVerified,
  bitFlips,
  ...refusedHeaderCases,
  ...refusedContentCases,
  ...refusedBodyCases,
  ...Object.values(clients),
  reused,
  refusedNotStored,
  ...Object.values(codes),
  ...Object.values(answer),
  everyAnswer,
];
