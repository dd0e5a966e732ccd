import { type RsaKey, type SignedMessage, parseSignatureHeader, verify } from "@miniprogram-messages/signature";
import { Fault } from "../fault.js";
import type { ResponseHeaders } from "./response-headers.js";

/** An answer as far as a signature covers it. */
export interface Answer {
  readonly method: string;
  readonly uri: string;
  readonly headers: Pick<ResponseHeaders, "get">;
  readonly body: Uint8Array | string;
}

const isSignedOver = async (message: SignedMessage, header: string, key: RsaKey): Promise<boolean> => {
  const signature = parseSignatureHeader(header)?.signature;
  return signature !== undefined && verify(message, signature, key);
};

/**
 * Whether the platform's key vouches for an answer, decided over its bytes before anybody parses them.
 *
 * @param clientId your own; another one in the answer means that it was made for somebody else.
 * @returns `false` when the answer is unsigned: it depends on the result whether that will do (E15).
 * @throws {@link Fault} `unverified` for a half-signed answer, a wrong signature, and another caller's Client-Id.
 */
export const isVouchedFor = async (
  { headers, ...answer }: Answer,
  clientId: string | undefined,
  key: RsaKey,
): Promise<boolean> => {
  const echo = headers.get("client-id") ?? clientId ?? "";
  if (echo !== (clientId ?? echo)) throw new Fault("unverified");
  const header = headers.get("signature");
  const time = headers.get("response-time");
  if (!header && !time) return false;
  if (header && time && (await isSignedOver({ ...answer, clientId: echo, time }, header, key))) return true;
  throw new Fault("unverified");
};
