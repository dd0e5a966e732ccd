import { codeMutants } from "./codes.js";
import { parameterMutants } from "./constraints.js";
import { envelopeMutants } from "./envelope.js";
import { idempotencyMutants, keyMutants } from "./idempotency.js";
import { messageMutants } from "./messages.js";
import type { ServerMutant } from "./mutant.js";
import { signatureFormMutants } from "./signature-forms.js";
import { signatureMutants } from "./signatures.js";

export const serverMutants: readonly ServerMutant[] = [
  ...idempotencyMutants,
  ...keyMutants,
  ...messageMutants,
  ...codeMutants,
  ...signatureMutants,
  ...signatureFormMutants,
  ...envelopeMutants,
  ...parameterMutants,
];
