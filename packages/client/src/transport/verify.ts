import { type RsaKey, parseSignatureHeader, verify } from "@miniprogram-messages/signature";
import { Fault } from "../fault.js";

/** An answer as far as a signature covers it. */
export interface Answer {
  readonly method: string;
  readonly uri: string;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

/**
 * Whether the platform's key vouches for an answer, decided over its bytes before anybody parses them.
 *
 * @param clientId your own; another one in the answer means that it was made for somebody else.
 * @returns `false` when the answer is unsigned: it depends on the result whether that will do (E15).
 * @throws {@link Fault} `unverified` for a half-signed answer, a wrong signature, and another caller's Client-Id.
 */
export const isVouchedFor = async (
  { method, uri, headers, body }: Answer,
  clientId: string | undefined,
  key: RsaKey,
): Promise<boolean> => {
  const [header, time, echo] = ["signature", "response-time", "client-id"].map((name) => headers.get(name));
  const vouchedId = echo ?? clientId ?? "";
  if (vouchedId !== (clientId ?? vouchedId)) throw new Fault("unverified");
  if (!header && !time) return false;
  const signature = header && parseSignatureHeader(header)?.signature;
  const message = { method, uri, clientId: vouchedId, time: time ?? "", body };
  if (!time || !signature || !(await verify(message, signature, key))) throw new Fault("unverified");
  return true;
};
