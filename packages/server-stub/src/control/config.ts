import { ConfigSchema, type Config as ConfigInput } from "../generated/control-routes.js";
import { type Issue, fieldIssues, inOrder } from "../gateway/issue.js";
import { type Config, DEFAULT_CONFIG, DEFAULT_POLICIES } from "../model/config.js";
import { checkConfig, checkKeys } from "./config-rules.js";
import { type ConfigVerdict, verdictOf } from "./config-verdict.js";

/** Fills in every default. */
export const completeConfig = (input: ConfigInput): Config => ({
  ...DEFAULT_CONFIG,
  ...input,
  policies: { ...DEFAULT_POLICIES, ...input.policies },
});

/** An unknown property is found where it stands, and not at the object that has it. */
const pathOf = (issue: Issue | undefined): readonly PropertyKey[] => {
  if (issue?.code !== "unrecognized_keys") return issue?.path ?? [];
  return [...issue.path, issue.keys[0] ?? ""];
};

/** Judges a configuration by its schema, then by the rules that no schema can say. Keys are left alone. */
export const judgeShape = (value: unknown): ConfigVerdict => {
  const parsed = ConfigSchema.safeParse(value);
  if (!parsed.success) {
    const issues = inOrder(parsed.error.issues);
    const fields = fieldIssues(issues, value, ConfigSchema);
    return { issues: fields.map(({ field, rule }, index) => ({ field, rule, path: pathOf(issues[index]) })) };
  }
  const config = completeConfig(parsed.data);
  return verdictOf(config, checkConfig(config));
};

/** The same, and looks whether keys are keys. */
export const judgeConfig = async (value: unknown): Promise<ConfigVerdict> => {
  const verdict = judgeShape(value);
  return "config" in verdict ? verdictOf(verdict.config, await checkKeys(verdict.config)) : verdict;
};
