import type { KeyObject } from "node:crypto";
import type { CallOptions, ClientOptions } from "../engine/client-context.js";
import type { JsonObject } from "../spec/json.js";
import type { Operation } from "../spec/operation.js";
import type { ClientRules } from "./client-rules.js";

export interface Identity {
  readonly clientId: string | undefined;
  readonly keyVersion: string | undefined;
  readonly privateKey: KeyObject | undefined;
  readonly platformKey: KeyObject | undefined;
}

/** One call on its way: what is sent, by whom, under which rules. */
export interface Sending {
  readonly operation: Operation;
  readonly request: JsonObject;
  readonly rules: ClientRules;
  readonly identity: Identity;
  readonly options: ClientOptions & CallOptions;
}
