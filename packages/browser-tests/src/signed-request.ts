import { generateKeyPairSync, sign, type KeyObject } from "node:crypto";

/** A client's key pair, and its public half as the stub's configuration takes it. */
export type ClientKey = { readonly privateKey: KeyObject; readonly publicKey: string };

export const makeClientKey = (): ClientKey => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  return { privateKey, publicKey: publicKey.export({ type: "spki", format: "der" }).toString("base64") };
};

/** Headers that sign `body`, which need not be the body that is sent. */
export const signedHeaders = (
  { privateKey }: ClientKey,
  { clientId, path, body }: { readonly clientId: string; readonly path: string; readonly body: string },
): Readonly<Record<string, string>> => {
  const time = new Date().toISOString();
  const signature = sign("sha256", Buffer.from(`POST ${path}\n${clientId}.${time}.${body}`), privateKey);
  return {
    "client-id": clientId,
    "request-time": time,
    signature: `algorithm=RSA256, keyVersion=1, signature=${encodeURIComponent(signature.toString("base64"))}`,
  };
};
