import type { ListedMessage, Fault } from "../engine/control.js";
import type { JsonObject } from "../spec/json.js";
import type { Operation } from "../spec/operation.js";

export type Channel = "PUSH" | "SMS" | "INBOX";

export interface Limit {
  readonly count: number;
  readonly window: string;
}

export interface User {
  readonly accessToken: string;
  readonly customerBelongsTo?: string;
  readonly customerId: string;
  readonly status: "ACTIVE" | "LOCKED" | "UNREGISTERED";
  readonly expiresAt?: string;
  readonly subscriptions?: readonly string[];
}

export interface Template {
  readonly templateCode: string;
  readonly channel: Channel;
  readonly contents: Readonly<
    Record<string, { readonly title?: string; readonly body: string; readonly link?: string }>
  >;
}

/** Ids that a configuration seeds. */
export interface SeededIds {
  readonly clientIds: readonly string[];
  readonly authClientIds: readonly string[];
  readonly appIds: readonly string[];
}

/** The configuration of the control API, as far as the laws use it. */
export interface Config {
  readonly clients?: readonly {
    readonly clientId: string;
    readonly keys: readonly { readonly keyVersion: string; readonly publicKey: string }[];
    readonly authClientIds?: readonly string[];
  }[];
  readonly apps?: readonly { readonly appId: string; readonly features?: readonly string[] }[];
  readonly templates?: readonly Template[];
  readonly users?: readonly User[];
  readonly limits?: { readonly perUser?: Limit; readonly traffic?: Limit };
  readonly policies?: {
    readonly signature?: "off" | "optional" | "required";
    readonly requestTimeTolerance?: string;
    readonly idempotencyMismatch?: "replay" | "reject";
    readonly idempotencyRetention?: string;
    readonly extendInfoSpelling?: "both" | "extendInfo" | "entendInfo";
    readonly superAppLeg?: "inbox" | "webhook";
    readonly inactiveApis?: readonly string[];
  };
}

export interface StoredResult {
  readonly code: string;
  readonly messageId: string | undefined;
  readonly fingerprint: string;
  readonly at: number;
  replays: number;
}

export interface PlannedFault {
  readonly fault: Fault;
  happened: number;
}

/** Everything one namespace knows. */
export interface World {
  readonly name: string;
  config: Config;
  faults: PlannedFault[];
  clockOffset: number;
  stored: Map<string, StoredResult>;
  messages: ListedMessage[];
  hits: Map<string, number[]>;
  /** What is remembered of requests that were signed rightly. */
  verified: Set<string>;
}

export const newWorld = (name: string, config: Config = {}): World => ({ name, config, ...newState() });

export const newState = (): Omit<World, "name" | "config"> => ({
  faults: [],
  clockOffset: 0,
  stored: new Map(),
  messages: [],
  hits: new Map(),
  verified: new Set(),
});

/** One request whose envelope was readable. */
export interface Attempt {
  readonly operation: Operation;
  readonly body: JsonObject;
  readonly clientId: string | undefined;
  /** Code of a failed signature check. */
  readonly signature: string | undefined;
  readonly now: number;
}

export interface Decision {
  readonly code: string;
  readonly replayed?: boolean;
  readonly messageId?: string | undefined;
  readonly detail?: string | undefined;
}
