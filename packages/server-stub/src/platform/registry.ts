import type { App, Config, Policies, Template, User } from "../model/config.js";
import type { Operation } from "../model/operation.js";
import { durationOf } from "./duration.js";

export interface Window {
  readonly count: number;
  readonly length: number;
}

/** A configuration ready to be asked. Undefined registries have nothing seeded and accept everything. */
export interface Registry {
  readonly signature: Policies["signature"];
  readonly extendInfoSpelling: Policies["extendInfoSpelling"];
  /** Whether the same requestId with other content is refused. */
  readonly refusesMismatch: boolean;
  /** Whether messages go to a webhook. */
  readonly isWebhook: boolean;
  /** Keys by version, by Client-Id, the latest last. */
  readonly clients: ReadonlyMap<string, ReadonlyMap<string, string>> | undefined;
  /** Every client's authClientIds. */
  readonly authClients: ReadonlySet<string> | undefined;
  readonly apps: ReadonlyMap<string, App> | undefined;
  readonly templates: ReadonlyMap<string, Template> | undefined;
  readonly users: ReadonlyMap<string, User> | undefined;
  readonly perUser: Window | undefined;
  readonly traffic: Window | undefined;
  readonly retention: number;
  /** Of the namespace, in real ms. */
  readonly namespaceRetention: number;
  /** Undefined: any Request-Time will do. */
  readonly tolerance: number | undefined;
  readonly inactive: ReadonlySet<Operation>;
}

const byName = <T>(rows: readonly T[], name: (row: T) => string): ReadonlyMap<string, T> | undefined =>
  rows.length === 0 ? undefined : new Map(rows.map((row) => [name(row), row]));

const windowOf = (limit: { count: number; window: string } | undefined): Window | undefined =>
  limit && { count: limit.count, length: durationOf(limit.window) };

const compile = (config: Config): Registry => {
  const { policies, limits } = config;
  const {
    signature,
    requestTimeTolerance,
    idempotencyMismatch,
    idempotencyRetention,
    extendInfoSpelling,
    superAppLeg,
    inactiveApis,
    namespaceRetention,
    ...unread
  } = policies;
  // A policy that nothing reads does not compile.
  void (unread satisfies Readonly<Record<string, never>>);
  const clients = config.clients.map(
    ({ clientId, keys }) => [clientId, new Map(keys.map((key) => [key.keyVersion, key.publicKey]))] as const,
  );
  const authClients = config.clients.flatMap(({ authClientIds = [] }) => authClientIds);
  return {
    signature,
    extendInfoSpelling,
    refusesMismatch: idempotencyMismatch === "reject",
    isWebhook: superAppLeg === "webhook",
    clients: clients.length === 0 ? undefined : new Map(clients),
    authClients: authClients.length === 0 ? undefined : new Set(authClients),
    apps: byName(config.apps, ({ appId }) => appId),
    templates: byName(config.templates, ({ templateCode }) => templateCode),
    users: byName(config.users, ({ accessToken }) => accessToken),
    perUser: windowOf(limits.perUser),
    traffic: windowOf(limits.traffic),
    retention: durationOf(idempotencyRetention),
    namespaceRetention: durationOf(namespaceRetention),
    tolerance: requestTimeTolerance === "off" ? undefined : durationOf(requestTimeTolerance),
    inactive: new Set(inactiveApis),
  };
};

const compiled = new WeakMap<Config, Registry>();

/** Compiled once per configuration object. */
export const registryOf = (config: Config): Registry => {
  let registry = compiled.get(config);
  if (!registry) {
    registry = compile(config);
    compiled.set(config, registry);
  }
  return registry;
};
