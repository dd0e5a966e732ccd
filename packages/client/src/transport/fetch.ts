/** What the client hands to `fetch`: every implementation's `RequestInit` has room for it. */
export interface FetchInit {
  readonly method: "POST";
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly redirect: "manual";
  readonly signal: AbortSignal;
}

/**
 * What the client needs of an answer. A body without a stream is read through `arrayBuffer`, `text` or `json`, whichever there
 * is; only bytes that arrived unchanged can be verified.
 */
export interface FetchResponse {
  /** 200 where it is missing, as in the simplest of mocks. */
  readonly status?: number | undefined;
  /** `Headers` of any implementation, a map, or an object with the names as keys. */
  readonly headers?: object | undefined;
  readonly body?: unknown;
  readonly bodyUsed?: boolean | undefined;
  readonly clone?: (() => FetchResponse) | undefined;
  readonly arrayBuffer?: (() => Promise<ArrayBufferLike>) | undefined;
  readonly text?: (() => Promise<string>) | undefined;
  readonly json?: (() => Promise<unknown>) | undefined;
}

/** Any `fetch`: the runtime's, the stub's, undici's, node-fetch's, a polyfill, a mock, or your own around one of them. */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchResponse>;
