import { type SignedMessage, type Signer, formatSignatureHeader, sign } from "@miniprogram-messages/signature";
import type { PlatformKeyRecord, Store } from "../store/store.js";
import { signerOf } from "./native-key.js";

const { subtle } = globalThis.crypto;

const RSA = {
  name: "RSASSA-PKCS1-v1_5",
  hash: "SHA-256",
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
} as const;

const base64 = (bytes: ArrayBuffer): string => Buffer.from(bytes).toString("base64");

/** A new RSA-2048 key pair. */
export const makePlatformKey = async (): Promise<PlatformKeyRecord> => {
  const { privateKey, publicKey } = await subtle.generateKey(RSA, true, ["sign", "verify"]);
  return {
    keyVersion: "1",
    privateKey: base64(await subtle.exportKey("pkcs8", privateKey)),
    publicKey: base64(await subtle.exportKey("spki", publicKey)),
  };
};

/** The platform's own key, made on first use and kept in the store. */
export interface PlatformKey {
  readonly record: () => Promise<PlatformKeyRecord>;
  /** Value of the signature header of an answer. */
  readonly signatureOf: (message: SignedMessage) => Promise<string>;
}

export const createPlatformKey = (store: Store): PlatformKey => {
  let loaded: Promise<{ readonly record: PlatformKeyRecord; readonly key: Signer }> | undefined;
  const load = async () => {
    const record = await store.platformKey(makePlatformKey);
    return { record, key: signerOf(record.privateKey) };
  };
  const get = () => {
    loaded ??= load();
    loaded.catch(() => {
      loaded = undefined;
    });
    return loaded;
  };
  return {
    record: async () => (await get()).record,
    signatureOf: async (message) => {
      const { record, key } = await get();
      return formatSignatureHeader({ keyVersion: record.keyVersion, signature: await sign(message, key) });
    },
  };
};
