import type { IncomingMessage } from "node:http";
import type { Body } from "./call.js";

const MEBI = 1 << 20;

/** Largest body that is looked at. */
export const BODY_LIMIT = MEBI;

/** Largest body that is read at all: up to here a sender that still writes can be answered. */
export const DISCARD_LIMIT = 16 * MEBI;

const EMPTY = new Uint8Array();

/**
 * Reads the bytes of a request. Undefined when the connection is to be closed: the sender went away, or wrote more than is
 * read at all.
 */
export const readBody = (incoming: IncomingMessage): Promise<Body | undefined> =>
  new Promise((resolve) => {
    let first: Buffer | undefined;
    let chunks: Buffer[] | undefined;
    let size = 0;
    incoming.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > DISCARD_LIMIT) {
        chunks = undefined;
        resolve(undefined);
        incoming.destroy();
      } else if (size > BODY_LIMIT) {
        first = undefined;
        chunks = undefined;
      } else if (first) {
        (chunks ??= [first]).push(chunk);
      } else {
        first = chunk;
      }
    });
    incoming.on("end", () => {
      if (size > BODY_LIMIT) resolve("too-large");
      else resolve(chunks ? Buffer.concat(chunks) : (first ?? EMPTY));
    });
    incoming.on("error", () => resolve(undefined));
    incoming.on("close", () => resolve(undefined));
  });

/** The same for a request that never was on a wire. The classes of a DOM in a test have no `bytes()`. */
export const readRequestBody = async (request: Request): Promise<Body | undefined> => {
  const buffer = await request.arrayBuffer().catch(() => undefined);
  if (buffer === undefined || buffer.byteLength > DISCARD_LIMIT) return undefined;
  const bytes = new Uint8Array(buffer);
  return bytes.length > BODY_LIMIT ? "too-large" : bytes;
};
