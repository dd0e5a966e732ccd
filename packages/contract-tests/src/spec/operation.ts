import { generatedOperations, type GeneratedOperationId } from "../generated/operations.js";
import { isObject, type JsonObject, type JsonValue } from "./json.js";

/** The part of JSON Schema that the document uses. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly maxLength?: number;
  readonly minLength?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly minItems?: number;
  readonly minProperties?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
  readonly examples?: readonly JsonValue[];
}

export type Status = "S" | "A" | "F" | "U";

/** One row of `x-result-codes`. */
export interface ResultCode {
  readonly code: string;
  readonly status: Status;
  readonly message: string;
  readonly action: string;
  readonly source: string;
}

/** The operations of the document: whatever has one entry for each fails to compile when there is another. */
export type OperationId = GeneratedOperationId;

export interface Operation {
  readonly id: OperationId;
  /** The name in case ids: `send-message`, `send-inbox`. */
  readonly slug: string;
  readonly path: string;
  readonly deprecated: boolean;
  readonly request: Schema;
  readonly response: Schema;
  readonly samples: Readonly<Record<string, JsonObject>>;
  readonly answers: Readonly<Record<string, JsonObject>>;
  /** Documented values of `templates` alone. */
  readonly fragments: Readonly<Record<string, readonly JsonValue[]>>;
  readonly codes: readonly ResultCode[];
}

// The generator writes exactly this shape; a drift test compares it with the document.
const isGenerated = (
  value: unknown,
): value is { readonly version: string; readonly operations: readonly Operation[] } =>
  isObject(value) && Array.isArray(value["operations"]);

const generated = isGenerated(generatedOperations) ? generatedOperations : { version: "", operations: [] };

export const documentVersion: string = generated.version;
export const operations: readonly Operation[] = generated.operations;

const byId = (id: OperationId): Operation => {
  const found = operations.find((operation) => operation.id === id);
  if (found === undefined) throw new Error(`The document has no operation ${id}; run pnpm generate.`);
  return found;
};

export const sendMessage: Operation = byId("sendMessage");
export const sendInbox: Operation = byId("sendInbox");

type ByOperation<Value> = Readonly<Record<OperationId, Value>>;

/** One value for each operation of the document. */
export const byOperation = <Value>(make: (operation: Operation) => Value): ByOperation<Value> => {
  const values: Partial<ByOperation<Value>> = Object.fromEntries(
    operations.map((operation) => [operation.id, make(operation)]),
  );
  if (!isComplete(values)) throw new Error("The generated operations are not complete; run pnpm generate.");
  return values;
};

const isComplete = <Value>(values: Partial<ByOperation<Value>>): values is ByOperation<Value> =>
  operations.every(({ id }) => id in values);

/** The types a schema allows, always as a list. */
export const typesOf = (schema: Schema): readonly string[] =>
  schema.type === undefined ? [] : typeof schema.type === "string" ? [schema.type] : schema.type;
