import type { JsonObject } from "../spec/json.js";
import type { OperationId } from "../spec/operation.js";
import type { Signer } from "../signing/signer.js";

export type Fetch = (input: string, init: RequestInit) => Promise<Response>;

/** The server under test. */
export interface ServerTarget {
  readonly name: string;
  /** Address before `/v2/…`, with the deployment's prefix and without a slash at the end. */
  readonly baseUrl: string;
  readonly fetch: Fetch;
  /** Address of the control API (`…/_stub`); left out when the server has none. */
  readonly controlUrl?: string | undefined;
  /** Signs every request that a case does not sign by itself. */
  readonly signer?: Signer | undefined;
  /** Public key (base64 SPKI or PEM) that the server signs its answers with. */
  readonly platformPublicKey?: string | undefined;
  /** Seed of the random sequences; without it every run draws another one, and prints it when it fails. */
  readonly seed?: number | undefined;
  /** Tries every n-th single-bit flip only; the kill matrix does, where dozens of servers are tried. Default 1: all. */
  readonly flipEvery?: number | undefined;
  /** Properties that replace those of the samples, for a server with registries of its own. */
  readonly values?: Partial<Record<OperationId, JsonObject>> | undefined;
}
