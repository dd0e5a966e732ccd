import { InvalidRequestError } from "./errors.js";
import { type Operation, requestRules } from "./operations.js";
import { validate } from "./validate.js";

/** A legal request whose bytes are settled: every attempt sends exactly this text. */
export interface Frozen<Id extends Operation = Operation> {
  readonly operation: Id;
  readonly requestId: string;
  readonly body: string;
}

/**
 * Checks a text that is to be sent. What is checked is what the platform will read, not the object it came from.
 *
 * @throws {@link InvalidRequestError}
 */
export const frozen = <Id extends Operation>(operation: Id, body: string): Frozen<Id> => {
  let request: unknown;
  try {
    request = JSON.parse(body);
  } catch {
    // Without the cause: engines quote the text in it.
    throw new InvalidRequestError([{ field: "", rule: "must be JSON" }]);
  }
  const issues = validate(request, requestRules[operation]);
  if (issues.length > 0) throw new InvalidRequestError(issues);
  return { operation, requestId: (request as { requestId: string }).requestId, body };
};

/**
 * Takes the bytes of a request; changing the object afterwards changes nothing.
 *
 * @throws {@link InvalidRequestError}
 */
export const freeze = <Id extends Operation>(operation: Id, request: unknown): Frozen<Id> => {
  let body: string | undefined;
  try {
    body = JSON.stringify(request);
  } catch (cause) {
    throw new InvalidRequestError([{ field: "", rule: "must be a value that JSON can hold" }], { cause });
  }
  return frozen(operation, body ?? "null");
};
