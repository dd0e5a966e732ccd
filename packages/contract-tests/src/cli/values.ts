import { readFileSync } from "node:fs";
import type { Results, Values } from "../engine/target.js";
import { isJsonObject, isObject } from "../spec/json.js";
import { operations } from "../spec/operation.js";
import { CannotRun } from "./cannot-run.js";

interface ReadValues {
  readonly values: Values;
  readonly results: Results | undefined;
}

/** Reads `--values`: `{ "sendMessage": { … }, "sendInbox": { … }, "results": { "<CODE>": { "sendMessage": { … } } } }`. */
export const readValues = (file: string): ReadValues => {
  const value = readJson(file);
  if (!isObject(value)) throw new CannotRun(`--values ${file} must hold { "sendMessage": { … }, "sendInbox": { … } }.`);
  const { results, ...values } = value;
  return {
    values: byOperation(file, "", values),
    results: results === undefined ? undefined : resultsOf(file, results),
  };
};

const readJson = (file: string): unknown => {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? ` (${String(error.code)})` : " as JSON";
    throw new CannotRun(`--values ${file} cannot be read${code}.`, { cause: error });
  }
};

const names = operations.map(({ id }) => id);

const isName = (name: string): boolean => names.some((id) => id === name);

const byOperation = (file: string, path: string, value: unknown): Values => {
  const wrong = isObject(value)
    ? Object.entries(value).find(([name, fields]) => !isName(name) || !isJsonObject(fields))
    : ["", value];
  if (wrong !== undefined) {
    const at = `${path}${path === "" ? "" : "."}${String(wrong[0])}`;
    throw new CannotRun(`--values ${file}: ${at} must be an object under ${names.join(" or ")}.`);
  }
  return Object(value);
};

/** A code of x-result-codes, or U for the code that comes with it. */
const codeOf = (file: string, name: string): string => {
  const rows = operations.flatMap(({ codes }) => codes);
  const found = rows.find(({ code, status }) => code === name || (name === "U" && status === "U"));
  if (found === undefined) throw new CannotRun(`--values ${file}: results.${name} is no documented result code.`);
  return found.code;
};

const resultsOf = (file: string, value: unknown): Results => {
  if (!isObject(value))
    throw new CannotRun(`--values ${file}: results must hold { "<CODE>": { "sendMessage": { … } } }.`);
  return Object.fromEntries(
    Object.entries(value).map(([name, changes]) => [codeOf(file, name), byOperation(file, `results.${name}`, changes)]),
  );
};
