import { codeMutants } from "./codes.js";
import { parameterMutants } from "./constraints.js";
import { envelopeMutants } from "./envelope.js";
import { idempotencyMutants } from "./idempotency.js";
import { messageMutants } from "./messages.js";
import type { ServerMutant } from "./mutant.js";
import { replayMutants } from "./replays.js";
import { keyMutants } from "./request-ids.js";
import { signatureAnswerMutants } from "./signature-answers.js";
import { signatureFormMutants } from "./signature-forms.js";
import { signatureMutants } from "./signatures.js";

export const serverMutants: readonly ServerMutant[] = [
  ...idempotencyMutants,
  ...keyMutants,
  ...replayMutants,
  ...messageMutants,
  ...codeMutants,
  ...signatureMutants,
  ...signatureFormMutants,
  ...signatureAnswerMutants,
  ...envelopeMutants,
  ...parameterMutants,
];
