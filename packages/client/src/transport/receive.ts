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

const join = (chunks: readonly Uint8Array[], size: number): Uint8Array => {
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
};

/** Reads the body to its end, or cuts it off at the limit. Signatures cover bytes, so bytes are what it returns. */
export const readBody = async ({ body }: Response): Promise<Uint8Array> => {
  const reader = body?.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { value } = (await reader?.read()) ?? {};
    if (!value) return join(chunks, size);
    size += value.length;
    if (size > BODY_LIMIT) {
      await reader?.cancel();
      throw new Fault("protocol");
    }
    chunks.push(value);
  }
};
