import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from "node:crypto";
import { promisify } from "node:util";
import { SignatureError, keyToDer } from "@miniprogram-messages/signature/key-to-der";

export interface KeyPair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** base64 SubjectPublicKeyInfo, as configurations take it. */
  readonly spki: string;
}

const generate = promisify(generateKeyPair);

export const newKeyPair = async (modulusLength = 2048): Promise<KeyPair> => {
  const { privateKey, publicKey } = await generate("rsa", { modulusLength });
  const spki = publicKey.export({ type: "spki", format: "der" }).toString("base64");
  knownKeys.set(spki, publicKey);
  return { privateKey, publicKey, spki };
};

/** Public keys made here, by their text: a server in this process takes them as they are. */
const knownKeys = new Map<string, KeyObject>();

// Making an RSA-2048 key takes a tenth of a second, so the cases of a process share four of them.
const made: Promise<KeyPair>[] = [];
let sharedBits = 2048;

export const sharedKeyPair = (index: 0 | 1 | 2 | 3): Promise<KeyPair> => (made[index] ??= newKeyPair(sharedBits));

/**
 * Other pairs from now on. Signing is most of what hundreds of servers in one process cost, and half the bits are a fifth of that;
 * the reference server takes them, the packages refuse them.
 */
export const shareKeysOf = (bits: 1024 | 2048): void => {
  sharedBits = bits;
  made.length = 0;
};

/** A key in a shape that no reader takes; the message never repeats the key's text. */
export class KeyError extends Error {
  readonly code = "KEY_UNREADABLE";
}

/** An RSA private key in any form that the signature package reads. */
export const readPrivateKey = (text: string): KeyObject =>
  createPrivateKey({ key: Buffer.from(derOf(text, "private")), format: "der", type: "pkcs8" });

/** An RSA public key likewise. */
export const readPublicKey = (text: string): KeyObject =>
  knownKeys.get(text) ?? createPublicKey({ key: Buffer.from(derOf(text, "public")), format: "der", type: "spki" });

const derOf = (text: string, half: "private" | "public"): Uint8Array => {
  try {
    return keyToDer(text, half, "it");
  } catch (error) {
    if (!(error instanceof SignatureError)) throw error;
    throw new KeyError(`The ${half} key cannot be read: ${error.message}.`, { cause: error });
  }
};
