import createTypedFetch from "openapi-fetch";
import { type ObjectRule, sendInboxConstraints, sendMessageConstraints } from "./generated/constraints.js";
import type { operations, paths } from "./generated/paths.js";

/** The operations of the API, by their operationId. */
export type Operation = keyof operations;

/** The request body of each operation, by operationId. */
export type RequestOf<Id extends Operation> = operations[Id]["requestBody"]["content"]["application/json"];

export const requestRules: Readonly<Record<Operation, ObjectRule>> = {
  sendMessage: sendMessageConstraints,
  sendInbox: sendInboxConstraints,
};

/** A legal request whose bytes are settled: every attempt sends exactly the text `body`. */
export interface Frozen<Id extends Operation = Operation> {
  readonly operation: Id;
  readonly request: RequestOf<Id>;
  readonly body: string;
}

/** Sends to `url` and gives back the text of an answer that may be parsed. */
export type Exchange = (url: string) => Promise<string>;

/** One operation as a call. What it resolves to is parsed, and not yet trusted. */
export type Calls = {
  readonly [Id in Operation]: (frozen: Frozen<Id>, exchange: Exchange) => Promise<unknown>;
};

/**
 * Stands in for `Request`, which the library builds only to hand it to its `fetch`. A native one would take the body
 * apart into a stream; the attempt has the frozen text, so the address is all that is needed.
 */
class Address {
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }
}

const NO_HEADERS = { get: () => null };

/** Stands in for `Response` likewise: the text has arrived, a native one would make a stream of it to be read again. */
class Arrived {
  readonly ok = true;
  readonly status = 200;
  readonly headers = NO_HEADERS;
  readonly text: () => Promise<string>;

  constructor(text: string) {
    this.text = () => Promise.resolve(text);
  }
}

const through = (body: string, exchange: Exchange) => ({
  bodySerializer: () => body,
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- all that the library reads of a Response is in Arrived
  fetch: async ({ url }: { url: string }) => new Arrived(await exchange(url)) as unknown as Response,
});

/** The calls of a deployment: path and body are typed by the generated `paths`, the bytes are those that were frozen. */
export const callsTo = (baseUrl: string): Calls => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- all that the library does with a Request is in Address
  const api = createTypedFetch<paths>({ baseUrl, Request: Address as unknown as typeof Request });
  return {
    sendMessage: async ({ request, body }, exchange) =>
      (await api.POST("/v2/miniprogram/message/send", { body: request, ...through(body, exchange) })).data,
    sendInbox: async ({ request, body }, exchange) =>
      (await api.POST("/v2/messages/sendInbox", { body: request, ...through(body, exchange) })).data,
  };
};
