import { createPrivateKey, generateKeyPairSync, sign } from "node:crypto";
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

/** RSA-2048 signatures that one core makes in a second, when it does nothing else. */
export const oneCoreSigns = (privateKey: string): number => {
  const key = createPrivateKey({ key: Buffer.from(privateKey, "base64"), format: "der", type: "pkcs8" });
  const data = Buffer.alloc(300);
  const begin = performance.now();
  let count = 0;
  while (performance.now() - begin < 1000) {
    sign("sha256", data, key);
    count += 1;
  }
  return (count / (performance.now() - begin)) * 1000;
};
