import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { Operation, SpecFiles } from "./document.ts";
import { at, isRecord } from "./json.ts";
import { samplesOf } from "./sample.ts";

const validator = (spec: SpecFiles): ((schema: string, value: unknown) => string | undefined) => {
  const ajv = new Ajv2020({ strict: false, allErrors: false });
  return (reference, value) => {
    const schema = spec.resolve(reference);
    if (!isRecord(schema)) return `the schema ${reference} does not exist`;
    const validate = ajv.compile(schema);
    if (validate(value)) return undefined;
    const [error] = validate.errors ?? [];
    return `${error?.instancePath === "" ? "the value" : (error?.instancePath ?? "")} ${error?.message ?? "is not valid"}`;
  };
};

const readExample = (folder: string, file: string): { value: unknown } | string => {
  const path = join(folder, "examples", file);
  if (!existsSync(path)) return "is missing: add the documented sample";
  try {
    const value: unknown = JSON.parse(readFileSync(path, "utf8"));
    return { value };
  } catch (error) {
    return `is not JSON (${error instanceof Error ? error.message : String(error)}): mend the file`;
  }
};

/** The files that the operation shows as examples of its bodies. */
const referenced = ({ value }: Operation): string[] =>
  [
    at(value, "requestBody", "content", "application/json", "examples"),
    at(value, "responses", "200", "content", "application/json", "examples"),
  ]
    .flatMap((entries) => (isRecord(entries) ? Object.values(entries) : []))
    .map((entry) => at(entry, "externalValue"))
    .filter((file) => typeof file === "string")
    .map((file) => basename(file));

/** `send-inbox` of `sendInbox`: what the names of its examples begin with. */
const slugOf = ({ id }: Operation): string => id.replaceAll(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`);

/** `<slug>.<name>.request.json`, `<slug>.response.json`, or a part of the request: `<slug>.<property>.<name>.json`. */
const schemaOf = ({ request, response }: Operation, parts: readonly string[]): string => {
  const [kind] = parts.slice(-1);
  if (kind === "request") return request;
  return kind === "response" ? response : `${request}/properties/${parts[0] ?? ""}`;
};

/** The value and everything inside it. */
const valuesIn = (value: unknown): unknown[] => [
  value,
  ...Object.values(isRecord(value) || Array.isArray(value) ? value : []).flatMap((child: unknown) => valuesIn(child)),
];

const propertyExamples = (spec: SpecFiles, reference: string): unknown[] => {
  const properties = at(spec.resolve(reference), "properties");
  return Object.values(isRecord(properties) ? properties : {}).flatMap((property) => at(property, "examples") ?? []);
};

const isAmong = (values: readonly unknown[], value: unknown): boolean =>
  values.some((one) => isDeepStrictEqual(one, value));

const checkOperation = (folder: string, spec: SpecFiles, operation: Operation): string[] => {
  const shown = samplesOf(readFileSync(join(folder, "source", `${operation.page}.txt`), "utf8"));
  const samples = shown.map(({ value }) => value);
  const validate = validator(spec);
  const references = referenced(operation);
  const parts = [...propertyExamples(spec, operation.request), ...propertyExamples(spec, operation.response)];
  const prefix = `${slugOf(operation)}.`;
  const files = readdirSync(join(folder, "examples")).filter((file) => file.startsWith(prefix));
  const values: unknown[] = [...parts];
  const findings: string[] = [];

  for (const file of new Set([...references, ...files])) {
    const found = readExample(folder, file);
    if (typeof found === "string") {
      findings.push(`examples/${file} ${found}`);
      continue;
    }
    values.push(...valuesIn(found.value));
    if (!isAmong(samples, found.value)) {
      findings.push(`examples/${file} differs from the sample on its page: mend the example, value for value`);
    }
    const schema = schemaOf(operation, file.slice(prefix.length, -".json".length).split("."));
    const fault = validate(schema, found.value);
    if (fault !== undefined) findings.push(`examples/${file} is not valid against ${schema}: ${fault}: mend either`);
    if (!references.includes(file) && !isAmong(parts, found.value)) {
      findings.push(`examples/${file} is not among the examples of the document: reference it`);
    }
  }
  if (findings.length > 0) return findings;
  return shown
    .filter(({ value }) => !isAmong(values, value))
    .map(({ label }) => `source/${operation.page}.txt: the sample after “${label}” is nowhere in examples/: add it`);
};

/** The documented samples are there, equal to the page value for value, valid, and part of the document. */
export const checkExamples = (folder: string, spec: SpecFiles, operations: readonly Operation[]): string[] =>
  operations.flatMap((operation) => checkOperation(folder, spec, operation));
