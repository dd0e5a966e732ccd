import { formatSignatureHeader, sign } from "@miniprogram-messages/signature";
import type { TestKey } from "./test-key.js";

type Signed = {
  readonly clientId: string;
  readonly uri: string;
  readonly body: string;
  /** ISO 8601, on the namespace's clock. */
  readonly time: string;
};

/** The headers that a namespace demands which wants signatures. */
export const signedHeaders = async (
  { clientId, uri, body, time }: Signed,
  { keyVersion, privateKey }: TestKey,
): Promise<Record<string, string>> => {
  const signature = await sign({ method: "POST", uri, clientId, time, body }, privateKey);
  return {
    "client-id": clientId,
    "request-time": time,
    signature: formatSignatureHeader({ keyVersion, signature }),
  };
};
