import { placesOf, type Place } from "../boundaries/place.js";
import { boundariesOf } from "../boundaries/probe.js";
import { operations, typesOf, type Operation, type Schema } from "../spec/operation.js";
import { statementsOf } from "../spec/statement.js";
import type { ServerMutant } from "./mutant.js";

/** A server whose schema is wrong about one constraint, for every constraint of the document. */
export interface ConstraintMutant extends ServerMutant {
  readonly operation: Operation;
  /** The boundary that has to notice. */
  readonly caseId: string;
}

type Change = (schema: Schema, place: Place) => Schema;

const without = (schema: Schema, key: keyof Schema): Schema => {
  const { [key]: _, ...rest } = schema;
  return rest;
};

const nullable = (schema: Schema): Schema => {
  const types = typesOf(schema);
  return { ...schema, type: types.includes("null") ? types.filter((type) => type !== "null") : [...types, "null"] };
};

/** What is done to the schema of the field itself, by constraint. */
const changes: Readonly<Record<string, Readonly<Record<string, Change>>>> = {
  type: { "any type": (schema) => ({ ...schema, type: [...typesOf(schema), "number"] }) },
  null: { "the opposite": nullable },
  "max-length": {
    "one more": (schema) => ({ ...schema, maxLength: (schema.maxLength ?? 0) + 1 }),
    "one less": (schema) => ({ ...schema, maxLength: (schema.maxLength ?? 0) - 1 }),
    none: (schema) => without(schema, "maxLength"),
  },
  pattern: { none: (schema) => without(schema, "pattern") },
  characters: {
    "of other fields": (schema) => ({ ...schema, pattern: schema.pattern === undefined ? "^[^@#?]*$" : "^[^@#?&]*$" }),
  },
  enum: {
    "one value less": (schema) => ({ ...schema, enum: (schema.enum ?? []).slice(0, -1) }),
    none: (schema) => without(schema, "enum"),
    "one value more": (schema) => ({ ...schema, enum: [...(schema.enum ?? []), "PAYTM"] }),
    "names for codes": (schema) => ({ ...schema, enum: [...(schema.enum ?? []), "Gcash", "Dana", "Touch 'n Go"] }),
  },
  empty: {
    "at least one": (schema) =>
      typesOf(schema).includes("object") ? { ...schema, minProperties: 1 } : { ...schema, minLength: 1 },
  },
  "min-items": { none: (schema) => without(schema, "minItems") },
  "max-items": {
    "one more": (schema) => ({ ...schema, maxItems: (schema.maxItems ?? 0) + 1 }),
    "one less": (schema) => ({ ...schema, maxItems: (schema.maxItems ?? 0) - 1 }),
  },
};

const atPath = (schema: Schema, path: readonly string[], change: (schema: Schema) => Schema): Schema => {
  const [key, ...rest] = path;
  if (key === undefined) return change(schema);
  if (schema.items !== undefined) return { ...schema, items: atPath(schema.items, path, change) };
  if (key === "*" && typeof schema.additionalProperties === "object") {
    return { ...schema, additionalProperties: atPath(schema.additionalProperties, rest, change) };
  }
  const property = schema.properties?.[key];
  if (property === undefined) return schema;
  return { ...schema, properties: { ...schema.properties, [key]: atPath(property, rest, change) } };
};

const requiredChanged = (schema: Schema, key: string): Schema => {
  const { required = [] } = schema;
  return { ...schema, required: required.includes(key) ? required.filter((name) => name !== key) : [...required, key] };
};

const changedSchemas = (operation: Operation, place: Place, kind: string): Readonly<Record<string, Schema>> => {
  const path = place.name.split(".");
  if (kind === "required" || kind === "optional") {
    const key = path.at(-1) ?? "";
    if (key === "*") return {};
    return { "the opposite": atPath(operation.request, path.slice(0, -1), (schema) => atElement(schema, key)) };
  }
  return Object.fromEntries(
    Object.entries(changes[kind] ?? {}).map(([name, change]) => [
      name,
      atPath(operation.request, path, (schema) => change(schema, place)),
    ]),
  );
};

/** `required` belongs to the element of an array, not to the array. */
const atElement = (schema: Schema, key: string): Schema =>
  schema.items === undefined ? requiredChanged(schema, key) : { ...schema, items: requiredChanged(schema.items, key) };

export const constraintMutants: readonly ConstraintMutant[] = operations.flatMap((operation) =>
  placesOf(operation).flatMap((place) =>
    boundariesOf(place).flatMap(({ kind }) => {
      const caseId = `boundaries/${operation.slug}/${place.name}/${kind}`;
      return Object.entries(changedSchemas(operation, place, kind)).map(([name, schema]) => ({
        id: `${caseId}: ${name}`,
        change: `${operation.id} ${place.name}, ${kind}: ${name}.`,
        violates: statementsOf(caseId).map(({ id }) => id),
        rules: { request: (subject: Operation) => (subject.id === operation.id ? schema : subject.request) },
        operation,
        caseId,
      }));
    }),
  ),
);

/** Wrong about every field in the same way. */
export const parameterMutants: readonly ServerMutant[] = [
  {
    id: "utf-16-lengths",
    concerns: /./u,
    change: "Lengths count UTF-16 code units.",
    violates: [],
    rules: { lengthOf: (text) => text.length },
  },
  {
    id: "byte-lengths",
    concerns: /./u,
    change: "Lengths count bytes.",
    violates: [],
    rules: { lengthOf: (text) => Buffer.byteLength(text) },
  },
  {
    id: "unknown-refused",
    concerns: /./u,
    change: "Unknown properties are refused.",
    violates: [],
    rules: { allowsUnknown: false },
  },
  {
    id: "everything-succeeds",
    change: "Whatever is sent gets S.",
    violates: ["MS-062", "SI-042"],
    rules: { order: [] },
  },
];
