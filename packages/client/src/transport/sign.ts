import { formatSignatureHeader, sign } from "@miniprogram-messages/signature";
import { SignerError } from "../errors.js";
import type { Identity } from "../options.js";

/** What a signature covers beside the caller and the time. */
export interface Subject {
  readonly method: string;
  /** Path and query with the deployment's prefix, without scheme and host. */
  readonly uri: string;
  readonly body: string;
}

/**
 * The headers of one attempt: made last of all, over the exact text of the body.
 *
 * @throws {@link SignerError}
 */
export const requestHeaders = async (
  subject: Subject,
  time: string,
  { clientId, keyVersion, privateKey }: Identity,
): Promise<Record<string, string>> => {
  const headers: Record<string, string> = { "Content-Type": "application/json; charset=UTF-8", "Request-Time": time };
  if (clientId === undefined) return headers;
  headers["Client-Id"] = clientId;
  if (privateKey) {
    const signature = await sign({ ...subject, clientId, time }, privateKey).catch((cause: unknown) => {
      throw new SignerError("privateKey: the signer failed; see the cause", { cause });
    });
    headers["Signature"] = formatSignatureHeader({ keyVersion, signature });
  }
  return headers;
};
