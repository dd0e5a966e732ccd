import { isOperation, operationNames, type Channel, type Operation } from "../control/rows.js";
import { variablesIn } from "../send/request-text.js";
import type { Body } from "../send/seeded-body.js";

/** A request sample of the spec, and the operation it is for. */
export type Sample = { readonly operation: Operation; readonly label: string; readonly body: Body };

/** The documented samples that the form can send, in the order of the spec. */
export const loadSamples = async (): Promise<readonly Sample[]> => {
  const { default: samples } = await import("spec:samples");
  // An operation with one sample is told by its own name.
  return samples.flatMap(({ operation, summary, body }) => {
    if (!isOperation(operation)) return [];
    const isOnly = samples.filter((other) => other.operation === operation).length === 1;
    return [{ operation, body, label: isOnly ? operationNames[operation] : summary }];
  });
};

/** The channel that the platform infers from a sample. */
export const channelOf = ({ operation, body }: Sample): Channel => {
  const names = new Set(variablesIn(body).map(([name]) => name));
  if (names.has("pushContentUrl")) return "PUSH";
  return operation === "sendInbox" || names.has("headerLink") ? "INBOX" : "SMS";
};

/** Every variable of the samples with its documented value. */
export const documentedValues = (samples: readonly Sample[]): Readonly<Record<string, string>> =>
  Object.fromEntries(samples.flatMap(({ body }) => variablesIn(body)));

const letters = "abcdefghijkmnpqrstuvwxyz23456789";

/** A requestId that was hardly used before, easy to read aloud. */
export const newRequestId = (): string =>
  `sample-${[...crypto.getRandomValues(new Uint8Array(8))].map((byte) => letters[byte % letters.length]).join("")}`;
