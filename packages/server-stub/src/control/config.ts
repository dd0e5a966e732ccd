import { ConfigSchema, type Config as ConfigInput } from "../generated/control-routes.js";
import { type Issue, fieldIssues } from "../gateway/issue.js";
import { type Config, DEFAULT_CONFIG, DEFAULT_POLICIES } from "../model/config.js";
import { type Paused, inTurns } from "../model/slices.js";
import { checkConfig, checkKeys } from "./config-rules.js";
import { type ConfigVerdict, type FoundIssue, verdictOf } from "./config-verdict.js";
import { judgeByRows } from "./judge-rows.js";

/** Fills in every default. */
export const completeConfig = (input: ConfigInput): Config => ({
  ...DEFAULT_CONFIG,
  ...input,
  policies: { ...DEFAULT_POLICIES, ...input.policies },
});

/** An unknown property is found where it stands, and not at the object that has it. */
const pathOf = (issue: Issue): readonly PropertyKey[] =>
  issue.code === "unrecognized_keys" ? [...issue.path, issue.keys[0] ?? ""] : issue.path;

const describeIssue = (issues: readonly Issue[], value: unknown): FoundIssue => {
  const [issue] = issues;
  const [found] = fieldIssues(issues.slice(0, 1), value, ConfigSchema);
  if (!issue || !found) return { field: "body", rule: "is illegal", path: [] };
  return { ...found, path: pathOf(issue) };
};

/** Judges a configuration by its schema, then by the rules that no schema can say. Keys are left alone. */
export function* judgeShape(value: unknown): Paused<ConfigVerdict> {
  const judged = yield* judgeByRows(ConfigSchema, value);
  if ("issues" in judged) return { issue: describeIssue(judged.issues, value) };
  yield;
  const config = completeConfig(judged.data);
  return verdictOf(config, checkConfig(config)[0]);
}

/** The same, and looks whether keys are keys. Others have their turns meanwhile. */
export const judgeConfig = async (value: unknown): Promise<ConfigVerdict> => {
  const verdict = await inTurns(judgeShape(value));
  return "config" in verdict ? verdictOf(verdict.config, await checkKeys(verdict.config)) : verdict;
};
