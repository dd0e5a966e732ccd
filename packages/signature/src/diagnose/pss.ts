import { type Bytes, fromBinary } from "../bytes.js";
import { type Sha256, fromHex, toHex } from "./sha256.js";

/** What an RSA-PSS encoding (RFC 8017, 9.1) holds. */
export interface Pss {
  readonly hash: string;
  /** Whether the digest of a message, in hex, is the one that was signed; only where the hash is SHA-256. */
  readonly isSigned?: (digest: string) => Promise<boolean>;
}

const LENGTHS: readonly (readonly [hash: string, length: number])[] = [
  ["SHA-256", 32],
  ["SHA-1", 20],
  ["SHA-512", 64],
  ["SHA-384", 48],
];

const concat = (...parts: readonly Uint8Array[]): Bytes => {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

/** MGF1 (RFC 8017, B.2.1), taken off the masked block again. */
const unmask = async (masked: Bytes, seed: Bytes, hash: string): Promise<Bytes> => {
  const block = masked.slice();
  for (let counter = 0, at = 0; at < block.length; counter += 1) {
    const mask = new Uint8Array(await crypto.subtle.digest(hash, concat(seed, new Uint8Array([0, 0, 0, counter]))));
    for (const byte of mask) {
      if (at < block.length) block[at] = (block[at] ?? 0) ^ byte;
      at += 1;
    }
  }
  // The topmost bit is none of the encoding's: the modulus has a number of bits that eight divides.
  block[0] = (block[0] ?? 0) & 0x7f;
  return block;
};

/** The salt stands after zeros and a one. Fewer zeros than this may be chance. */
const FEWEST_ZEROS = 4;

const saltOf = (block: Bytes): { salt: Bytes; isSure: boolean } | undefined => {
  const end = block.findIndex((byte) => byte !== 0);
  return block[end] === 1 ? { salt: block.slice(end + 1), isSure: end >= FEWEST_ZEROS } : undefined;
};

interface Reading {
  readonly hash: string;
  /** What was hashed last, in hex. */
  readonly last: string;
  readonly salt: Bytes;
  readonly isSure: boolean;
}

const readingsOf = async function* (bytes: Bytes): AsyncGenerator<Reading> {
  const { length } = bytes;
  for (const [hash, size] of LENGTHS) {
    const seed = bytes.slice(length - size - 1, length - 1);
    for (const generator of new Set([hash, "SHA-1"])) {
      const found = saltOf(await unmask(bytes.slice(0, length - size - 1), seed, generator));
      if (found) yield { hash, last: toHex(seed), ...found };
    }
  }
};

const likeliest = async (bytes: Bytes): Promise<Reading | undefined> => {
  let unsure: Reading | undefined;
  for await (const reading of readingsOf(bytes)) {
    if (reading.isSure) return reading;
    unsure ??= reading;
  }
  return unsure;
};

/**
 * Reads an RSA-PSS encoding, or says `undefined` for what is none.
 *
 * @param encoded the number that the public key gave, in hex.
 */
export const readPss = async (encoded: string, length: number, sha256: Sha256): Promise<Pss | undefined> => {
  if (!encoded.endsWith("bc")) return undefined;
  const reading = await likeliest(fromHex(encoded.padStart(length * 2, "0")));
  if (reading?.hash !== "SHA-256") return reading && { hash: reading.hash };
  const { hash, last, salt } = reading;
  const isSigned = async (digest: string): Promise<boolean> =>
    (await sha256(concat(fromBinary("\0".repeat(8)), fromHex(digest), salt))) === last;
  return { hash, isSigned };
};
