import { describePath } from "../gateway/describe-path.js";
import type { Config } from "../model/config.js";
import type { ConfigIssue } from "./config-rules.js";

/** An issue with the name that people give its path. */
export interface FoundIssue extends ConfigIssue {
  readonly field: string;
}

export type ConfigVerdict = { readonly config: Config } | { readonly issues: readonly FoundIssue[] };

/** What the rules say of a configuration that its schema takes. */
export const verdictOf = (config: Config, issues: readonly ConfigIssue[]): ConfigVerdict =>
  issues.length === 0
    ? { config }
    : { issues: issues.map(({ path, rule }) => ({ path, rule, field: describePath(path) })) };
