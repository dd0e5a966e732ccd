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

export const newKeyPair = async (): Promise<KeyPair> => {
  const { privateKey, publicKey } = await generate("rsa", { modulusLength: 2048 });
  return { privateKey, publicKey, spki: publicKey.export({ type: "spki", format: "der" }).toString("base64") };
};

// Making an RSA-2048 key takes a tenth of a second, so the cases of a process share four of them.
const made: Promise<KeyPair>[] = [];

export const sharedKeyPair = (index: 0 | 1 | 2 | 3): Promise<KeyPair> => (made[index] ??= newKeyPair());

/** A key in a shape that no reader takes; the message never repeats the key's text. */
export class KeyError extends Error {
  readonly code = "KEY_UNREADABLE";
}

/** An RSA private key in any form that the signature package reads. */
export const readPrivateKey = (text: string): KeyObject =>
  createPrivateKey({ key: Buffer.from(derOf(text, "private")), format: "der", type: "pkcs8" });

/** An RSA public key likewise. */
export const readPublicKey = (text: string): KeyObject =>
  createPublicKey({ key: Buffer.from(derOf(text, "public")), format: "der", type: "spki" });

const derOf = (text: string, half: "private" | "public"): Uint8Array => {
  try {
    return keyToDer(text, half, "it");
  } catch (error) {
    if (!(error instanceof SignatureError)) throw error;
    throw new KeyError(`The ${half} key cannot be read: ${error.message}.`, { cause: error });
  }
};
