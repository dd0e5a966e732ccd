import { InvalidRequestError } from "./errors.js";
import type { Frozen, Operation, RequestOf } from "./operation.js";
import { definitions } from "./operations.js";
import { issuesOf } from "./validate.js";

/**
 * Checks a text that is to be sent. What is checked is what the platform will read, not the object it came from.
 *
 * @throws {@link InvalidRequestError}
 */
export const checkBody = <Id extends Operation>(operation: Id, body: string): Frozen<Id> => {
  let request: RequestOf<Id>;
  try {
    request = JSON.parse(body);
  } catch {
    // Without the cause: engines quote the text in it.
    throw new InvalidRequestError([{ field: "", rule: "must be JSON" }]);
  }
  const issues = issuesOf(request, definitions[operation].rules);
  if (issues.length > 0) throw new InvalidRequestError(issues);
  return { operation, request, body };
};

/**
 * Takes the bytes of a request; changing the object afterwards changes nothing.
 *
 * @throws {@link InvalidRequestError}
 */
export const freeze = <Id extends Operation>(operation: Id, request: RequestOf<Id>): Frozen<Id> => {
  let body: string | undefined;
  try {
    body = JSON.stringify(request);
  } catch (cause) {
    throw new InvalidRequestError([{ field: "", rule: "must be a value that JSON can hold" }], { cause });
  }
  return checkBody(operation, body ?? "null");
};
