import type { operations } from "./generated/paths.js";

export type { KnownResultCodes } from "./generated/result-codes.js";

/** The operations of the API, by their operationId. */
export type Operation = keyof operations;

/** The request body of each operation, by operationId. */
export type RequestOf<Id extends Operation> = operations[Id]["requestBody"]["content"]["application/json"];

/** A legal request whose bytes are settled: every attempt sends exactly the text `body`. */
export interface Frozen<Id extends Operation = Operation> {
  readonly operation: Id;
  readonly request: RequestOf<Id>;
  readonly body: string;
}
