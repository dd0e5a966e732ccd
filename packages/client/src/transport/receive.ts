import { Fault } from "../fault.js";

/** What came over the wire, untouched. */
export interface RawResponse {
  readonly status: number;
  readonly headers: Headers;
  /** The text as received (decompressed); empty when it could not be read to its end. */
  readonly body: string;
}

/** The answers of this API stay under 10 KiB; reading on would let a broken server fill the memory. */
const BODY_LIMIT = 1 << 20;

/** Reads the body to its end, or cuts it off at the limit. Signatures cover bytes, so bytes are what it returns. */
export const readBody = async (response: Response): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    // Leaving the loop cancels the stream, and with it the connection.
    if (size > BODY_LIMIT) throw new Fault("protocol");
    chunks.push(chunk);
  }
  const body = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.length;
  }
  return body;
};
