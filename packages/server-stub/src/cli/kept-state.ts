import { isDeepStrictEqual } from "node:util";
import type { ControlClient } from "../control/client.js";
import { DEFAULT_CONFIG } from "../model/config.js";

const DEFAULT = { path: { namespace: "default" } } as const;

const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

type Config = Awaited<ReturnType<typeof readConfig>>;

const readConfig = (control: ControlClient) => control.get("/_stub/namespaces/{namespace}/config", DEFAULT);

/** What of a configuration is not the default, in words. */
const describeConfig = (config: Config): string[] => {
  const { clients = [], apps = [], templates = [], users = [], limits = {}, superApps = {}, policies = {} } = config;
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
export const keptState = async (control: ControlClient, isConfigured: boolean): Promise<readonly string[]> => {
  const config = isConfigured ? [] : describeConfig(await readConfig(control));
  const { advanced, now } = await control.get("/_stub/namespaces/{namespace}/clock", DEFAULT);
  const { faults } = await control.get("/_stub/namespaces/{namespace}/faults", DEFAULT);
  return [
    ...(config.length > 0
      ? [`kept configuration: ${config.join(", ")}; PUT /_stub/namespaces/default/config changes it`]
      : []),
    ...(advanced === "PT0S"
      ? []
      : [`kept clock offset: ${advanced}, it is ${now}; POST /_stub/namespaces/default/reset ends it`]),
    ...(faults.length > 0
      ? [`kept planned faults: ${faults.length}; DELETE /_stub/namespaces/default/faults removes them`]
      : []),
  ];
};
