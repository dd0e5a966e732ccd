import type { Config as ConfigInput } from "../generated/control-paths.js";
import { judgeShape } from "../control/config.js";
import { checkKeys } from "../control/config-rules.js";
import { describePath } from "../gateway/describe-path.js";
import { atOnce } from "../model/slices.js";
import { StubError } from "../model/errors.js";
import type { Config } from "../model/config.js";

/** A configuration that was given as an option. */
export interface StartConfig {
  readonly config: Config;
  /** Whether keys are keys shows only after a moment: a stub with others fails at its first use. */
  readonly keysChecked: Promise<void>;
}

/** In process there is no body: what has no field of its own is the option. */
const refuse = (field: string, rule: string): StubError =>
  new StubError("CONFIG_ILLEGAL", `config: ${field === "body" ? "" : `${field}: `}${rule}`);

const refuseKeys = async (config: Config): Promise<void> => {
  const issue = await checkKeys(config);
  if (issue) throw refuse(describePath(issue.path), issue.rule);
};

/**
 * Judges the option `config`. Loaded by its first call (`scripts/bundle.mjs`): most who make a stub give none, and the schemas
 * are the larger part of it.
 *
 * @throws StubError `CONFIG_ILLEGAL`, naming field and rule.
 */
export const readStartConfig = (input: ConfigInput): StartConfig => {
  const verdict = atOnce(judgeShape(input));
  if ("config" in verdict) {
    const keysChecked = refuseKeys(verdict.config);
    // Whoever uses the stub is told; nobody may.
    keysChecked.catch(() => {});
    return { config: verdict.config, keysChecked };
  }
  throw refuse(verdict.issue.field, verdict.issue.rule);
};
