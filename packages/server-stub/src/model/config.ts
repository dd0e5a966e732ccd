import type { Channel, Operation, SuperApp } from "./operation.js";

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

export interface Policies {
  readonly signature: "off" | "optional" | "required";
  /** `off` or an ISO 8601 duration. */
  readonly requestTimeTolerance: string;
  readonly idempotencyMismatch: "replay" | "reject";
  readonly idempotencyRetention: string;
  readonly extendInfoSpelling: "both" | "extendInfo" | "entendInfo";
  readonly superAppLeg: "inbox" | "webhook";
  readonly inactiveApis: readonly Operation[];
  readonly namespaceRetention: string;
}

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

export const DEFAULT_POLICIES: Policies = {
  signature: "optional",
  requestTimeTolerance: "off",
  idempotencyMismatch: "replay",
  idempotencyRetention: "P30D",
  extendInfoSpelling: "both",
  superAppLeg: "inbox",
  inactiveApis: [],
  namespaceRetention: "P7D",
};

export const DEFAULT_CONFIG: Config = {
  clients: [],
  apps: [],
  templates: [],
  users: [],
  limits: {},
  policies: DEFAULT_POLICIES,
  superApps: {},
};
