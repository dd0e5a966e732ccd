import { readFileSync } from "node:fs";
import { isObject } from "../spec/json.js";

const versionOf = (): string => {
  const facts: unknown = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  return isObject(facts) ? String(facts["version"]) : "";
};

export const version = versionOf();
