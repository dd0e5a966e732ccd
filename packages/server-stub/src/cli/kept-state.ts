import { isDeepStrictEqual } from "node:util";
import { type Config, DEFAULT_CONFIG } from "../model/config.js";
import { dateNow } from "../model/real-time.js";
import { formatDuration } from "../platform/duration.js";
import type { NamespaceState, Store } from "../store/store.js";

const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

/** What of a configuration is not the default, in words. */
const describeConfig = (config: Config): string[] => {
  const { clients, apps, templates, users, limits, superApps, policies } = config;
  const lists = Object.entries({ client: clients, app: apps, template: templates, user: users });
  const changed = Object.entries(policies).filter(
    ([name, value]) => !isDeepStrictEqual(value, Reflect.get(DEFAULT_CONFIG.policies, name)),
  );
  return [
    ...lists.flatMap(([name, rows]) => (rows.length > 0 ? [counted(rows.length, name)] : [])),
    ...Object.keys(limits).map((name) => `limits.${name}`),
    ...Object.keys(superApps).map((name) => `superApps.${name}`),
    ...changed.map(([name, value]) => `${name}: ${String(value)}`),
  ];
};

/**
 * What the namespace `default` has kept from an earlier run and is not the default, a line each: whoever starts anew would not
 * expect it.
 *
 * @param isConfigured whether this run's own configuration has just replaced the one that was kept.
 */
export const keptState = (store: Store, isConfigured: boolean): readonly string[] => {
  const state = store.peek("default");
  if (state === undefined) return [];
  const { clockOffset, faults } = state;
  const config = isConfigured ? [] : describeConfig(state.config);
  return [
    ...(config.length > 0
      ? [`kept configuration: ${config.join(", ")}; PUT /_stub/namespaces/default/config changes it`]
      : []),
    ...(clockOffset === 0
      ? []
      : [
          `kept clock offset: ${formatDuration(clockOffset)}, it is ${new Date(dateNow() + clockOffset).toISOString()}; POST /_stub/namespaces/default/reset ends it`,
        ]),
    ...(faults.length > 0
      ? [`kept planned faults: ${faults.length}; DELETE /_stub/namespaces/default/faults removes them`]
      : []),
  ];
};

/** Namespaces that get a line. */
const MOST_NAMED = 10;

const describeOther = ({ name, config, clockOffset, faults }: NamespaceState, usual: Config): string[] => {
  // What a namespace was made with is nothing that anybody has done to it.
  const words = isDeepStrictEqual(config, usual) ? [] : describeConfig(config);
  const what = [
    ...(words.length > 0 ? [`configuration (${words.join(", ")})`] : []),
    ...(clockOffset === 0 ? [] : [`clock offset ${formatDuration(clockOffset)}`]),
    ...(faults.length > 0 ? [counted(faults.length, "planned fault")] : []),
  ];
  return what.length === 0
    ? []
    : [`kept in namespace ${name}: ${what.join(", ")}; see /_stub/namespaces/${name}/config`];
};

/**
 * The same of every other namespace, a line each, and how many more there are. Looks into the store without using a namespace,
 * which would keep it from being dropped.
 */
export const keptElsewhere = async (store: Store): Promise<readonly string[]> => {
  const usual = store.peek("default")?.config ?? DEFAULT_CONFIG;
  const names = (await store.namespaces()).map(({ name }) => name).filter((name) => name !== "default");
  const lines = names.toSorted().flatMap((name) => {
    const state = store.peek(name);
    return state ? describeOther(state, usual) : [];
  });
  const more = lines.length - MOST_NAMED;
  const rest = more > 0 ? [`kept in ${counted(more, "more namespace")}; GET /_stub/namespaces lists them`] : [];
  return [...lines.slice(0, MOST_NAMED), ...rest];
};
