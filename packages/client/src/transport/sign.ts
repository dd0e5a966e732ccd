import { type RsaKey, type Signer, formatSignatureHeader, sign } from "@miniprogram-messages/signature";
import { SignerError } from "../errors.js";

/** Who signs the requests of a client. */
export interface Identity {
  readonly clientId: string | undefined;
  readonly keyVersion: string | undefined;
  readonly privateKey: RsaKey | Signer | undefined;
}

/**
 * The headers of one attempt: made last of all, over the exact text of the body.
 *
 * @throws {@link SignerError}
 */
export const requestHeaders = async (
  uri: string,
  time: string,
  body: string,
  { clientId, keyVersion, privateKey }: Identity,
): Promise<Record<string, string>> => {
  const headers: Record<string, string> = { "Content-Type": "application/json; charset=UTF-8", "Request-Time": time };
  if (clientId === undefined) return headers;
  headers["Client-Id"] = clientId;
  if (privateKey) {
    const signature = await sign({ method: "POST", uri, clientId, time, body }, privateKey).catch((cause: unknown) => {
      throw new SignerError("privateKey: the signer failed; see the cause", { cause });
    });
    headers["Signature"] = formatSignatureHeader({ keyVersion, signature });
  }
  return headers;
};
