import { Fault } from "../fault.js";
import type { FetchResponse } from "./fetch.js";
import type { ResponseHeaders } from "./response-headers.js";

/** What came over the wire; the accessToken of the request is masked in it. */
export interface RawResponse {
  readonly status: number;
  readonly headers: ResponseHeaders;
  /** The text as received (decompressed); empty when it could not be read to its end. */
  readonly body: string;
}

/** The answers of this API stay under 10 KiB; reading on would let a broken server fill the memory. */
const BODY_LIMIT = 1 << 20;

type Chunk = string | ArrayBufferLike | ArrayBufferView;

const toBytes = (chunk: Chunk): Uint8Array => {
  if (typeof chunk === "string") return new TextEncoder().encode(chunk);
  return ArrayBuffer.isView(chunk)
    ? new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    : new Uint8Array(chunk);
};

const join = (chunks: readonly Uint8Array[], size: number): Uint8Array => {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
};

/** One side of a stream: without a value it is over. */
interface Reader {
  readonly next: () => Promise<{ readonly value?: Chunk | undefined }>;
  readonly stop: () => unknown;
}

interface WebStream {
  getReader(): { read: Reader["next"]; cancel: Reader["stop"] };
}

const has = <T>(value: unknown, name: keyof T): value is T => typeof Object(value)[name] === "function";

const isContent = (body: unknown): body is string | ArrayBufferLike =>
  typeof body === "string" || typeof Object(body).byteLength === "number";

/** Reads a stream that nobody has touched: a web stream, or one of Node as node-fetch has it. */
const readerOf = ({ body, bodyUsed }: FetchResponse): Reader | undefined => {
  if (bodyUsed || Object(body).locked) return undefined;
  if (has<WebStream>(body, "getReader")) {
    const reader = body.getReader();
    return { next: () => reader.read(), stop: () => reader.cancel() };
  }
  if (!has<AsyncIterable<Chunk>>(body, Symbol.asyncIterator)) return undefined;
  const iterator = body[Symbol.asyncIterator]();
  return { next: () => iterator.next(), stop: () => iterator.return?.() };
};

/** Puts the pieces together, and stops at the limit. */
const collect = async ({ next, stop }: Reader): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { value } = await next();
    if (value === undefined) return join(chunks, size);
    const bytes = toBytes(value);
    size += bytes.length;
    if (size > BODY_LIMIT) {
      await stop();
      throw new Fault("protocol");
    }
    chunks.push(bytes);
  }
};

/** The ways to a body without a stream. Some polyfills fail in the first and have spent the body by then: hence the copy. */
const WAYS: readonly ((answer: FetchResponse) => Promise<ArrayBufferLike | string | undefined> | undefined)[] = [
  (answer) => (answer.clone ? answer.clone() : answer).arrayBuffer?.(),
  (answer) => answer.text?.(),
  (answer) => answer.arrayBuffer?.(),
  async (answer) => answer.json && JSON.stringify(await answer.json()),
  // The simplest of mocks have the content itself there.
  async ({ body }) => (isContent(body) ? body : undefined),
];

const readWhole = async (answer: FetchResponse): Promise<Uint8Array | string> => {
  let problem: unknown;
  for (const way of WAYS) {
    try {
      const content = await way(answer);
      if (typeof content === "string") return content;
      if (typeof content?.byteLength === "number") return toBytes(content);
    } catch (error) {
      problem ??= error;
    }
  }
  if (problem) throw problem;
  return "";
};

/**
 * Reads the body to its end, or cuts it off at the limit, however it can be read. Signatures cover bytes, so bytes are what it
 * returns; text only where there is nothing else, to be taken as UTF-8.
 */
export const readBody = async (answer: FetchResponse): Promise<Uint8Array | string> => {
  const reader = readerOf(answer);
  const content = await (reader ? collect(reader) : readWhole(answer));
  if (content.length > BODY_LIMIT) throw new Fault("protocol");
  return content;
};

/** Gives the connection back, of an answer that came too late. */
export const discard = ({ body }: FetchResponse): void => {
  const { cancel, destroy } = Object(body);
  if (typeof cancel === "function") Promise.resolve(cancel.call(body)).catch(() => {});
  else if (typeof destroy === "function") destroy.call(body);
};
