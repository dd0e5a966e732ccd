import { type RsaKey, type Verifier, importPublicKey } from "@miniprogram-messages/signature";
import { verifierOf } from "./native-key.js";

/** A public key that is ready for use. */
interface ClientKey {
  readonly key: RsaKey;
  readonly verifier: Verifier;
}

const MOST_KEYS = 1000;
const keys = new Map<string, Promise<ClientKey>>();

const ready = async (publicKey: string): Promise<ClientKey> => {
  const key = await importPublicKey(publicKey);
  return { key, verifier: verifierOf(key) };
};

/** Importing costs three times a verification, so keys are kept. */
export const clientKey = (publicKey: string): Promise<ClientKey> => {
  const known = keys.get(publicKey);
  if (known) return known;
  const key = ready(publicKey);
  key.catch(() => keys.delete(publicKey));
  if (keys.size >= MOST_KEYS) keys.clear();
  keys.set(publicKey, key);
  return key;
};

/** The key if it is kept, and else its text: most versions of a client's key are never asked for. */
export const keptKey = async (publicKey: string): Promise<RsaKey | string> =>
  (await keys.get(publicKey))?.key ?? publicKey;
