import { createPrivateKey, createPublicKey, generateKeyPair, type KeyObject } from "node:crypto";
import { promisify } from "node:util";

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

const isPem = (text: string): boolean => text.includes("-----BEGIN");

/** RSA private key from PEM (PKCS#8, PKCS#1) or bare base64 (PKCS#8 DER). */
export const readPrivateKey = (text: string): KeyObject => {
  const key = attempt("private key", "PEM or base64 PKCS#8", () =>
    isPem(text)
      ? createPrivateKey(text)
      : createPrivateKey({ key: Buffer.from(text, "base64"), format: "der", type: "pkcs8" }),
  );
  return rsa(key, "private key");
};

/** RSA public key from PEM or bare base64 (SPKI DER). */
export const readPublicKey = (text: string): KeyObject => {
  if (/BEGIN [A-Z ]*PRIVATE/u.test(text)) throw new KeyError("The public key is a private key: give the public half.");
  const key = attempt("public key", "PEM or base64 SPKI", () =>
    isPem(text)
      ? createPublicKey(text)
      : createPublicKey({ key: Buffer.from(text, "base64"), format: "der", type: "spki" }),
  );
  return rsa(key, "public key");
};

const attempt = (what: string, shape: string, read: () => KeyObject): KeyObject => {
  try {
    return read();
  } catch (error) {
    throw new KeyError(`The ${what} cannot be read: give ${shape}, complete and unencrypted.`, { cause: error });
  }
};

const rsa = (key: KeyObject, what: string): KeyObject => {
  if (key.asymmetricKeyType !== "rsa") {
    throw new KeyError(`The ${what} is a key of type ${key.asymmetricKeyType ?? "unknown"}: RSA is needed.`);
  }
  return key;
};
