import { describePath } from "../gateway/describe-path.js";
import type { Config } from "../model/config.js";
import type { ConfigIssue } from "./config-rules.js";

/** An issue with the name that people give its path. */
export interface FoundIssue extends ConfigIssue {
  readonly field: string;
}

/** A configuration, or the first rule that it breaks. */
export type ConfigVerdict = { readonly config: Config } | { readonly issue: FoundIssue };

/** What the rules say of a configuration that its schema takes. */
export const verdictOf = (config: Config, issue: ConfigIssue | undefined): ConfigVerdict =>
  issue ? { issue: { ...issue, field: describePath(issue.path) } } : { config };
