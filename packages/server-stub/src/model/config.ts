import type { Policies as GeneratedPolicies } from "../generated/control-paths.js";
import { policyFacts } from "../generated/policies.js";
import type { Channel, SuperApp } from "./operation.js";

export interface ClientKey {
  readonly keyVersion: string;
  readonly publicKey: string;
}

export interface Client {
  readonly clientId: string;
  readonly keys: readonly ClientKey[];
  readonly authClientIds?: readonly string[];
}

export interface App {
  readonly appId: string;
  readonly features?: readonly string[];
}

export interface TemplateContent {
  readonly title?: string;
  readonly body: string;
  readonly link?: string;
}

export interface Template {
  readonly templateCode: string;
  readonly channel: Channel;
  readonly contents: Readonly<Record<string, TemplateContent>>;
}

export interface User {
  readonly accessToken: string;
  readonly customerBelongsTo?: SuperApp;
  readonly customerId: string;
  readonly authClientId?: string;
  readonly status: "ACTIVE" | "LOCKED" | "UNREGISTERED";
  readonly expiresAt?: string;
  readonly subscriptions?: readonly Channel[];
}

export interface WindowLimit {
  readonly count: number;
  /** ISO 8601 duration. */
  readonly window: string;
}

export interface Limits {
  readonly perUser?: WindowLimit;
  readonly traffic?: WindowLimit;
}

type ReadonlyOf<T> = T extends readonly (infer E)[] ? readonly E[] : T;

/** Every policy of the specification, with a value. */
export type Policies = {
  readonly [N in keyof GeneratedPolicies]-?: ReadonlyOf<Exclude<GeneratedPolicies[N], undefined>>;
};

export type SuperApps = { readonly [K in SuperApp]?: { readonly url: string } };

/** A complete configuration: every default is filled in. */
export interface Config {
  readonly clients: readonly Client[];
  readonly apps: readonly App[];
  readonly templates: readonly Template[];
  readonly users: readonly User[];
  readonly limits: Limits;
  readonly policies: Policies;
  readonly superApps: SuperApps;
}

const facts: { readonly [N in keyof Policies]: { readonly default: Policies[N] } } = policyFacts;

const defaults = Object.fromEntries(Object.entries(facts).map(([name, fact]) => [name, fact.default]));

/** The defaults that the specification gives. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- entries of a mapped type; `facts` is checked above
export const DEFAULT_POLICIES = defaults as unknown as Policies;

export const DEFAULT_CONFIG: Config = {
  clients: [],
  apps: [],
  templates: [],
  users: [],
  limits: {},
  policies: DEFAULT_POLICIES,
  superApps: {},
};
