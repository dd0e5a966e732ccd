import { isOperation, operationNames, type Operation } from "../control/rows.js";

type Body = Readonly<Record<string, unknown>>;

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

const letters = "abcdefghijkmnpqrstuvwxyz23456789";

/** A requestId that was hardly used before, easy to read aloud. */
export const newRequestId = (): string =>
  `sample-${[...crypto.getRandomValues(new Uint8Array(8))].map((byte) => letters[byte % letters.length]).join("")}`;

/** The sample as text for the editor, with what it has of the change put in. */
export const sampleText = ({ body }: Sample, change: Body): string => {
  const known = Object.entries(change).filter(([name]) => Object.hasOwn(body, name));
  return JSON.stringify({ ...body, ...Object.fromEntries(known) }, null, 2);
};
