import { generateKeyPairSync } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { clientId } from "./request.ts";

export interface ClientKey {
  /** PKCS#8, base64. */
  readonly privateKey: string;
  /** A stub configuration that knows the client. */
  readonly config: string;
}

/** A client with a key of its own, and the configuration file that seeds it. */
export const makeClient = async (folder: string): Promise<ClientKey> => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const spki = publicKey.export({ format: "der", type: "spki" }).toString("base64");
  const config = join(folder, "bench.json");
  const clients = [{ clientId, keys: [{ keyVersion: "1", publicKey: spki }] }];
  await writeFile(config, JSON.stringify({ clients, policies: { signature: "required" } }));
  return { privateKey: privateKey.export({ format: "der", type: "pkcs8" }).toString("base64"), config };
};

/** RSA-2048 signatures that this machine makes in a second, all cores together. */
export const signingRate = async (privateKey: string, seconds: number): Promise<number> => {
  const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("pkcs8", Buffer.from(privateKey, "base64"), algorithm, false, ["sign"]);
  const data = new Uint8Array(300);
  const end = performance.now() + seconds * 1000;
  let count = 0;
  const one = async (): Promise<void> => {
    while (performance.now() < end) {
      await crypto.subtle.sign(algorithm.name, key, data);
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: 32 }, one));
  return count / seconds;
};
