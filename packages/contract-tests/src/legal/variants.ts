import { answerVariants } from "./answers.js";
import { httpVariants } from "./http.js";
import { idempotencyVariants } from "./idempotency.js";
import { registryVariants } from "./registries.js";
import { requestVariants } from "./requests.js";
import type { LegalVariant } from "./variant.js";

/** Servers that differ from the reference server where the pages are silent: none may fail a documented case. */
export const legalVariants: readonly LegalVariant[] = [
  { id: "reference", choice: "The reference server as it is." },
  ...requestVariants,
  ...registryVariants,
  ...answerVariants,
  ...idempotencyVariants,
  ...httpVariants,
];
