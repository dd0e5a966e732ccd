import type { CallOptions, ClientContext, ClientOptions, ClientUnderTest, Outcome } from "../engine/client-context.js";
import { expectSame } from "../engine/failure.js";
import type { JsonObject } from "../spec/json.js";
import { sendMessage, type Operation } from "../spec/operation.js";
import { scripted, type Reply, type WireRequest } from "./script.js";

export const baseUrl = "https://platform.example/api/open";

export const sampleOf = (operation: Operation): JsonObject => Object.values(operation.samples)[0] ?? {};

export const callOf = (
  client: ClientUnderTest,
  operation: Operation,
  request: JsonObject,
  options?: CallOptions,
): Promise<Outcome> => client[operation.id](request, options);

export interface Told {
  readonly outcome: Outcome;
  readonly requests: readonly WireRequest[];
}

interface Telling {
  readonly operation?: Operation;
  readonly request?: JsonObject;
  readonly client?: ClientOptions;
  /** Leaves maxRetries to the client's own default. */
  readonly defaults?: boolean;
  readonly call?: CallOptions;
}

/** Sends one request to a scripted server; unsigned and without retries unless told otherwise. */
export const tell = async (
  { createClient }: ClientContext,
  replies: readonly [Reply, ...Reply[]],
  { operation = sendMessage, request = sampleOf(operation), client = {}, defaults = false, call }: Telling = {},
): Promise<Told> => {
  const { fetch, requests } = scripted(...replies);
  const made = createClient({ baseUrl, ...(defaults ? {} : { maxRetries: 0 }), fetch, ...client });
  const outcome = await callOf(made, operation, request, call);
  return { outcome, requests };
};

/** The status, and with `unknown` the reason. */
export const verdictOf = ({ status, reason }: Outcome): string => (status === "unknown" ? `unknown ${reason}` : status);

export const expectVerdict = ({ outcome }: Told, expected: string, what: string): void =>
  expectSame(what, verdictOf(outcome), expected);
