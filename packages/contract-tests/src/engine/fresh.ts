// Unique among runs against one server, hence random; short, since a namespace name has at most 64 characters.
const run = {
  name: Math.random().toString(36).slice(2, 8).padEnd(6, "0"),
  started: new Date().toISOString().replaceAll(/\D/gu, ""),
  random: String(Math.floor(Math.random() * 1_000_000)).padStart(6, "0"),
  names: 0,
  requestIds: 0,
};

/** The name of a namespace that nobody used before. */
export const freshName = (): string => `ct-${run.name}-${(run.names += 1).toString(36)}`;

/**
 * A requestId that nobody used before: digits alone and 29 of them, as in the documented samples, since a server may
 * refuse what it takes for a special character.
 */
export const freshRequestId = (): string =>
  `${String((run.requestIds += 1)).padStart(6, "0")}${run.random}${run.started}`.slice(0, 29);
