import { generatedOperations } from "../generated/operations.js";
import { isObject, type JsonObject, type JsonValue } from "./json.js";

/** The part of JSON Schema that the document uses. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly maxLength?: number;
  readonly minLength?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Schema | boolean;
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

export type OperationId = "sendMessage" | "sendInbox";

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

/** The types a schema allows, always as a list. */
export const typesOf = (schema: Schema): readonly string[] =>
  schema.type === undefined ? [] : typeof schema.type === "string" ? [schema.type] : schema.type;
