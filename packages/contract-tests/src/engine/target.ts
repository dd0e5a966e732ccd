import type { JsonObject } from "../spec/json.js";
import type { OperationId } from "../spec/operation.js";
import type { Signer } from "../signing/signer.js";
import type { Pace } from "./pace.js";
import type { Watch } from "./watch.js";

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
  /** Empties the configuration of every new namespace first: the server was started with registries of its own. */
  readonly clearsConfig?: boolean | undefined;
  /** Seed of the random sequences; without it every run draws another one, and prints it when it fails. */
  readonly seed?: number | undefined;
  /** Tries every n-th single-bit flip only; the kill matrix does, where dozens of servers are tried. Default 1: all. */
  readonly flipEvery?: number | undefined;
  /** Properties that replace those of the samples, for a server with registries of its own. */
  readonly values?: Values | undefined;
  /** How this server is made to answer a code, by code and operation: properties that replace those of the sample. */
  readonly results?: Results | undefined;
  /** Operations under test; left out, all of the document. */
  readonly operations?: readonly OperationId[] | undefined;
  /** Operations that the server does not have, each with what it answered instead. */
  readonly absent?: Partial<Record<OperationId, string>> | undefined;
  /** What is to be said before anything else of a server that does not speak the protocol. */
  readonly notice?: string | undefined;
  /** Headers that go with every request. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Texts that no report may hold. */
  readonly secrets?: readonly string[] | undefined;
  /** Milliseconds that an answer may take, 15 s unless told. */
  readonly timeout?: number | undefined;
  /** Milliseconds that a traffic limit may last before a case gives up, 90 s unless told. */
  readonly patience?: number | undefined;
  readonly pace?: Pace | undefined;
  readonly watch?: Watch | undefined;
}

export type Values = Partial<Record<OperationId, JsonObject>>;

export type Results = Readonly<Record<string, Values | undefined>>;
