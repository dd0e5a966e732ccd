import { ControlFailure } from "../control/failure.js";

/** A key pair that this browser made for a namespace. The private half cannot be read out of it. */
export type TestKey = {
  readonly keyVersion: string;
  readonly privateKey: CryptoKey;
  /** SubjectPublicKeyInfo, base64. */
  readonly publicKey: string;
};

const ALGORITHM: RsaHashedKeyGenParams = {
  name: "RSASSA-PKCS1-v1_5",
  hash: "SHA-256",
  modulusLength: 2048,
  publicExponent: new Uint8Array([1, 0, 1]),
};

const STORE = "test-keys";

// A browser may forbid storage; the key then lasts as long as the page.
const remembered = new Map<string, TestKey>();

const inStore = <Found>(mode: IDBTransactionMode, ask: (store: IDBObjectStore) => IDBRequest<Found>): Promise<Found> =>
  new Promise((resolve, reject) => {
    const opening = indexedDB.open("inbox", 1);
    opening.addEventListener("upgradeneeded", () => opening.result.createObjectStore(STORE));
    opening.addEventListener("error", () => reject(opening.error));
    opening.addEventListener("success", () => {
      const database = opening.result;
      const asked = ask(database.transaction(STORE, mode).objectStore(STORE));
      asked.addEventListener("success", () => resolve(asked.result));
      asked.addEventListener("error", () => reject(asked.error));
      asked.transaction?.addEventListener("complete", () => database.close());
    });
  });

/** The key that this browser has for a namespace. */
export const findTestKey = async (namespace: string): Promise<TestKey | undefined> => {
  const kept = remembered.get(namespace);
  if (kept !== undefined) return kept;
  const found: TestKey | undefined = await inStore("readonly", (store) => store.get(namespace)).catch(() => undefined);
  if (found !== undefined) remembered.set(namespace, found);
  return found;
};

const make = async (): Promise<TestKey> => {
  // Plain http beyond loopback has no WebCrypto.
  if (!("subtle" in crypto)) {
    throw new ControlFailure(
      "This address has no WebCrypto, so the page cannot sign: open it at https or at 127.0.0.1.",
      {
        code: "refused",
      },
    );
  }
  const { privateKey, publicKey } = await crypto.subtle.generateKey(ALGORITHM, false, ["sign", "verify"]);
  const der = new Uint8Array(await crypto.subtle.exportKey("spki", publicKey));
  const name = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
  return {
    keyVersion: `inbox-page-${name.toString(36)}`,
    privateKey,
    publicKey: btoa(String.fromCodePoint(...der)),
  };
};

/** The same, made when there is none. */
export const testKey = async (namespace: string): Promise<TestKey> => {
  const found = await findTestKey(namespace);
  if (found !== undefined) return found;
  const made = await make();
  remembered.set(namespace, made);
  await inStore("readwrite", (store) => store.put(made, namespace)).catch(() => undefined);
  return made;
};
