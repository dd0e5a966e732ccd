import { codeMutants } from "./codes.js";
import { parameterMutants } from "./constraints.js";
import { envelopeMutants, signatureMutants } from "./http.js";
import { idempotencyMutants } from "./idempotency.js";
import { messageMutants } from "./messages.js";
import type { ServerMutant } from "./mutant.js";

export const serverMutants: readonly ServerMutant[] = [
  ...idempotencyMutants,
  ...messageMutants,
  ...codeMutants,
  ...signatureMutants,
  ...envelopeMutants,
  ...parameterMutants,
];
