import { type RsaKey, parseSignatureHeader, verify } from "@miniprogram-messages/signature";
import { Fault } from "../fault.js";

/**
 * Whether the platform's key vouches for an answer, decided over its bytes before anybody parses them.
 *
 * @returns `false` when the answer is unsigned: it depends on the result whether that will do (E15).
 * @throws {@link Fault} `unverified` for a half-signed answer, a wrong signature, and another caller's Client-Id.
 */
export const isVouchedFor = async (
  { headers }: Response,
  body: Uint8Array,
  uri: string,
  { clientId, platformKey }: { clientId: string | undefined; platformKey: RsaKey },
): Promise<boolean> => {
  const [header, time, echo] = ["signature", "response-time", "client-id"].map((name) => headers.get(name));
  if (echo && clientId !== undefined && echo !== clientId) throw new Fault("unverified");
  if (!header && !time) return false;
  const message = { method: "POST", uri, clientId: clientId ?? echo ?? "", time: time ?? "", body };
  const signature = header && time ? parseSignatureHeader(header)?.signature : undefined;
  if (!signature || !(await verify(message, signature, platformKey))) throw new Fault("unverified");
  return true;
};
