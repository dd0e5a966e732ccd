import { ConfigSchema, type Config as ConfigInput } from "../generated/control-routes.js";
import { type Issue, describePath, fieldIssues, inOrder } from "../gateway/issue.js";
import { type Config, DEFAULT_CONFIG, DEFAULT_POLICIES } from "../model/config.js";
import { MASK, maskToken } from "../platform/pseudonym.js";
import { type ConfigIssue, checkConfig, checkKeys } from "./config-rules.js";

/** Fills in every default. */
export const completeConfig = (input: ConfigInput): Config => ({
  ...DEFAULT_CONFIG,
  ...input,
  policies: { ...DEFAULT_POLICIES, ...input.policies },
});

/** An issue with the name that people give its path. */
export interface FoundIssue extends ConfigIssue {
  readonly field: string;
}

export type ConfigVerdict = { readonly config: Config } | { readonly issues: readonly FoundIssue[] };

const verdictOf = (config: Config, issues: readonly ConfigIssue[]): ConfigVerdict =>
  issues.length === 0
    ? { config }
    : { issues: issues.map(({ path, rule }) => ({ path, rule, field: describePath(path) })) };

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

/** The configuration as it may be shown: the mask of a token says which one it is, but not what it is. */
export const maskConfig = (config: Config, salt: string): Config => ({
  ...config,
  users: config.users.map((user) => ({ ...user, accessToken: maskToken(salt, user.accessToken) })),
});

/** Puts the tokens back that came masked from `current`. A mask of no current token is an issue. */
export const unmaskConfig = (next: Config, current: Config, salt: string): ConfigVerdict => {
  const tokens = new Map(current.users.map(({ accessToken }) => [maskToken(salt, accessToken), accessToken]));
  const unknown = next.users.findIndex(({ accessToken }) => accessToken.startsWith(MASK) && !tokens.has(accessToken));
  if (unknown !== -1) {
    const path = ["users", unknown, "accessToken"];
    return { issues: [{ path, field: describePath(path), rule: "is the mask of no current token; give the token" }] };
  }
  const users = next.users.map((user) => ({ ...user, accessToken: tokens.get(user.accessToken) ?? user.accessToken }));
  const config = { ...next, users };
  return verdictOf(config, checkConfig(config));
};
