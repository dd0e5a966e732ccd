import type { KeyObject } from "node:crypto";
import { newKeyPair, type KeyPair } from "../signing/keys.js";

/** Who the client is in one scenario, and whom it may believe. */
export interface Identity {
  readonly clientId: string;
  readonly keyVersion: string;
  readonly client: KeyPair;
  readonly platform: KeyPair;
  /** Signs what nobody may believe. */
  readonly other: KeyPair;
}

/** Hands out identities; keys are made afresh in each run of the suite, and each scenario meets other ones than the last. */
export interface Identities {
  readonly next: (keyVersion: string) => Promise<Identity>;
}

const poolSize = 4;

export const newIdentities = (): Identities => {
  // Making a key takes a tenth of a second: a few of each are shared out in turn.
  const made = new Map<string, Promise<KeyPair>>();
  const pair = (name: string, index: number): Promise<KeyPair> => {
    const key = `${name} ${index % poolSize}`;
    const known = made.get(key) ?? newKeyPair();
    made.set(key, known);
    return known;
  };
  let count = 0;
  return {
    next: async (keyVersion) => {
      const index = (count += 1);
      const [client, platform, other] = await Promise.all([
        pair("client", index),
        pair("platform", index),
        pair("platform", index + 1),
      ]);
      return { clientId: `contract-client-${index}`, keyVersion, client, platform, other };
    },
  };
};

export const privatePem = ({ privateKey }: KeyPair): string => pemOf(privateKey, "pkcs8");

export const publicPem = ({ publicKey }: KeyPair): string => pemOf(publicKey, "spki");

const pemOf = (key: KeyObject, type: "pkcs8" | "spki"): string =>
  // Node declares an overload for each kind of key; both take these options.
  String(type === "pkcs8" ? key.export({ type, format: "pem" }) : key.export({ type, format: "pem" }));
