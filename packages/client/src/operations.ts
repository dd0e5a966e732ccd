import openapiFetch from "openapi-fetch";
import { type ObjectRule, sendInboxConstraints, sendMessageConstraints } from "./generated/constraints.js";
import type { paths } from "./generated/paths.js";
import type { Frozen, Operation, RequestOf } from "./operation.js";

/** To those who `require`, the library is an object with the function as its `default`. */
const createTypedFetch: typeof openapiFetch = Object(openapiFetch).default ?? openapiFetch;

/** Sends to `url` and gives back the text of an answer that may be parsed. */
export type Exchange = (url: string) => Promise<string>;

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

const apiAt = (baseUrl: string) =>
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- all that the library does with a Request is in Address
  createTypedFetch<paths>({ baseUrl, Request: Address as unknown as typeof Request });

type Api = ReturnType<typeof apiAt>;

/** All that tells one operation from another. */
interface Definition<Id extends Operation> {
  readonly rules: ObjectRule;
  /** What it resolves to is parsed, and not yet trusted. */
  readonly post: (
    api: Api,
    body: RequestOf<Id>,
    more: ReturnType<typeof through>,
  ) => Promise<{ readonly data?: unknown }>;
}

/** Path and body are typed by the generated `paths`; an operation that the spec has and this does not fails to compile. */
export const definitions: { readonly [Id in Operation]: Definition<Id> } = {
  sendMessage: {
    rules: sendMessageConstraints,
    post: (api, body, more) => api.POST("/v2/miniprogram/message/send", { body, ...more }),
  },
  sendInbox: {
    rules: sendInboxConstraints,
    post: (api, body, more) => api.POST("/v2/messages/sendInbox", { body, ...more }),
  },
};

/** Makes one call of any operation. */
export type Call = <Id extends Operation>(frozen: Frozen<Id>, exchange: Exchange) => Promise<unknown>;

/** The calls of a deployment: the bytes that go out are those that were frozen. */
export const callsTo = (baseUrl: string): Call => {
  const api = apiAt(baseUrl);
  return async ({ operation, request, body }, exchange) =>
    (await definitions[operation].post(api, request, through(body, exchange))).data;
};
