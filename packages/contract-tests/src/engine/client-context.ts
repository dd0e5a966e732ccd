import type { JsonObject } from "../spec/json.js";
import { byOperation, type Operation, type OperationId } from "../spec/operation.js";

/** What the client laws read of an outcome. */
export interface Outcome {
  readonly status: string;
  readonly requestId: string;
  readonly resultCode?: string | undefined;
  readonly resultMessage?: string | undefined;
  readonly messageId?: string | undefined;
  readonly extendInfo?: string | null | undefined;
  readonly attempts: number;
  readonly reason?: string | undefined;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly timeout?: number;
  readonly deadline?: number;
  readonly maxRetries?: number;
}

interface Calling {
  send(request: JsonObject, options?: CallOptions): Promise<Outcome>;
}

/** Sends one request of an operation. Taken from a method, since a typed client accepts less than any object. */
export type Call = Calling["send"];

/** The client under test: a method for each operation of the document, by its name. */
export type ClientUnderTest = Readonly<Record<OperationId, Call>>;

/** A client that makes its methods from one function. */
export const clientOf = (call: (operation: Operation) => Call): ClientUnderTest => byOperation(call);

export interface ClientOptions {
  readonly baseUrl?: string;
  readonly clientId?: string;
  readonly keyVersion?: string;
  readonly privateKey?: string;
  readonly platformPublicKey?: string;
  readonly verify?: "strict" | "off";
  readonly maxRetries?: number;
  readonly timeout?: number;
  readonly deadline?: number;
  readonly fetch?: typeof globalThis.fetch;
  readonly onEvent?: (event: unknown) => void;
}

/** Makes a client; `createClient` of the client package is one. */
export type ClientFactory = (options: ClientOptions) => ClientUnderTest;

export interface ClientContext {
  readonly createClient: ClientFactory;
}

export const createClientContext = (createClient: ClientFactory): ClientContext => ({ createClient });
