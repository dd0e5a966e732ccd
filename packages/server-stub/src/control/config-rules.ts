import { importPublicKey } from "@miniprogram-messages/signature";
import { policyFacts } from "../generated/policies.js";
import type { Config } from "../model/config.js";
import { parseDuration } from "../platform/duration.js";

/** A field of a configuration with the rule that it breaks; `path` leads to it. */
export interface ConfigIssue {
  readonly path: readonly PropertyKey[];
  readonly rule: string;
}

const duplicates = (list: string, name: string, values: readonly string[]): ConfigIssue[] => {
  const seen = new Set<string>();
  return values.flatMap((value, index) =>
    seen.size === seen.add(value).size ? [{ path: [list, index, name], rule: "is listed before; list it once" }] : [],
  );
};

const durationIssue = (path: readonly PropertyKey[], text: string | undefined): ConfigIssue[] =>
  text === undefined || text === "off" || parseDuration(text) !== undefined
    ? []
    : [{ path, rule: "must be an ISO 8601 duration such as PT1H, at most a thousand years" }];

/** Every public key has to be one, and a client's versions differ: the first that breaks it. */
export const checkKeys = async (config: Config): Promise<ConfigIssue | undefined> => {
  for (const [index, { keys }] of config.clients.entries()) {
    for (const [place, { publicKey }] of keys.entries()) {
      try {
        await importPublicKey(publicKey);
      } catch (error) {
        const rule = error instanceof Error ? error.message : "is no key";
        return { path: ["clients", index, "keys", place, "publicKey"], rule };
      }
    }
    const [twice] = duplicates(
      "keys",
      "keyVersion",
      keys.map(({ keyVersion }) => keyVersion),
    );
    if (twice) return { ...twice, path: ["clients", index, ...twice.path] };
  }
  return undefined;
};

const templateIssues = (config: Config): ConfigIssue[] =>
  config.templates.flatMap(({ contents }, index) =>
    Object.keys(contents).length > 0
      ? []
      : [{ path: ["templates", index, "contents"], rule: "must have at least one language" }],
  );

/** Date.parse takes the 30th of February for a day in March. */
const isTime = (text: string): boolean => {
  const [year = 0, month = 0, day = 0] = text.slice(0, 10).split("-").map(Number);
  return !Number.isNaN(Date.parse(text)) && new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day;
};

const userIssues = (config: Config): ConfigIssue[] =>
  config.users.flatMap(({ expiresAt }, index) =>
    expiresAt === undefined || isTime(expiresAt)
      ? []
      : [{ path: ["users", index, "expiresAt"], rule: "must be an existing ISO 8601 time" }],
  );

const urlRule = (text: string): string | undefined => {
  const url = URL.parse(text);
  if (!url) return "must be an http or https URL";
  return url.search === "" && url.hash === "" ? undefined : "must be a base URL, without query and fragment";
};

const urlIssues = (config: Config): ConfigIssue[] =>
  Object.entries(config.superApps).flatMap(([name, endpoint]) => {
    const rule = endpoint && urlRule(endpoint.url);
    return rule === undefined ? [] : [{ path: ["superApps", name, "url"], rule }];
  });

/** A policy that is a text and not one of several values is a duration. */
const CHOICES: ReadonlySet<string> = new Set(
  Object.entries(policyFacts).flatMap(([name, fact]) => ("values" in fact ? [name] : [])),
);

const durationIssues = ({ limits, policies }: Config): ConfigIssue[] => [
  ...durationIssue(["limits", "perUser", "window"], limits.perUser?.window),
  ...durationIssue(["limits", "traffic", "window"], limits.traffic?.window),
  ...Object.entries(policies).flatMap(([name, value]) =>
    typeof value !== "string" || CHOICES.has(name) ? [] : durationIssue(["policies", name], value),
  ),
];

/** What no schema can say: names that are listed twice, dates that are none. */
export const checkConfig = (config: Config): readonly ConfigIssue[] => {
  const { clients, apps, templates, users } = config;
  return [
    ...duplicates(
      "clients",
      "clientId",
      clients.map(({ clientId }) => clientId),
    ),
    ...duplicates(
      "apps",
      "appId",
      apps.map(({ appId }) => appId),
    ),
    ...duplicates(
      "templates",
      "templateCode",
      templates.map(({ templateCode }) => templateCode),
    ),
    ...duplicates(
      "users",
      "accessToken",
      users.map(({ accessToken }) => accessToken),
    ),
    ...templateIssues(config),
    ...userIssues(config),
    ...urlIssues(config),
    ...durationIssues(config),
  ];
};
