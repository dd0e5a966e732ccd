import { outcomeMutants } from "./client-outcome.js";
import { retryMutants } from "./client-retry.js";
import { trustMutants } from "./client-trust.js";
import { wireMutants } from "./client-wire.js";
import { signingMutants } from "./client-signing.js";
import type { ClientMutant } from "./mutant.js";

export const clientMutants: readonly ClientMutant[] = [
  ...outcomeMutants,
  ...wireMutants,
  ...signingMutants,
  ...retryMutants,
  ...trustMutants,
];
