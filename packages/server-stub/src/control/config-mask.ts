import { describePath } from "../gateway/describe-path.js";
import type { Config } from "../model/config.js";
import type { Paused } from "../model/slices.js";
import type { NamespaceState } from "../store/store.js";
import { MASK, maskToken } from "../platform/pseudonym.js";
import { checkConfig } from "./config-rules.js";
import { type ConfigVerdict, verdictOf } from "./config-verdict.js";

/** Masks that one turn of the event loop makes: each is a hash. */
const MASKS_IN_A_TURN = 2000;

type Masked = Pick<NamespaceState, "config" | "salt">;

/** The mask of each token of a configuration, in the order of its users. */
export function* masksOf({ config, salt }: Masked): Paused<readonly string[]> {
  const masks: string[] = [];
  for (const { accessToken } of config.users) {
    masks.push(maskToken(salt, accessToken));
    if (masks.length % MASKS_IN_A_TURN === 0) yield;
  }
  return masks;
}

/** The configuration as it may be shown: the mask of a token says which one it is, but not what it is. */
export function* maskConfig(state: Masked): Paused<Config> {
  const masks = yield* masksOf(state);
  return {
    ...state.config,
    users: state.config.users.map((user, index) => ({ ...user, accessToken: masks[index] ?? MASK })),
  };
}

/** Whether tokens have to be put back. */
export const hasMasks = ({ users }: Config): boolean => users.some(({ accessToken }) => accessToken.startsWith(MASK));

/**
 * Puts the tokens back that came masked from `current`. A mask of no current token is an issue.
 *
 * @param masks of the tokens of `current`
 */
export const unmaskConfig = (next: Config, current: Config, masks: readonly string[]): ConfigVerdict => {
  const tokens = new Map(current.users.map(({ accessToken }, index) => [masks[index] ?? MASK, accessToken]));
  const unknown = next.users.findIndex(({ accessToken }) => accessToken.startsWith(MASK) && !tokens.has(accessToken));
  if (unknown !== -1) {
    const path = ["users", unknown, "accessToken"];
    return { issue: { path, field: describePath(path), rule: "is the mask of no current token; give the token" } };
  }
  const users = next.users.map((user) => ({ ...user, accessToken: tokens.get(user.accessToken) ?? user.accessToken }));
  const config = { ...next, users };
  return verdictOf(config, checkConfig(config)[0]);
};
