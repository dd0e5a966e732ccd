import { describePath } from "../gateway/describe-path.js";
import type { Config } from "../model/config.js";
import { MASK, maskToken } from "../platform/pseudonym.js";
import { checkConfig } from "./config-rules.js";
import { type ConfigVerdict, verdictOf } from "./config-verdict.js";

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
