// The signature package asks for no DOM and no Node types.
import { importPublicKey, parseSignatureHeader, type SignedMessage, verify } from "@miniprogram-messages/signature";

export const check = async (message: SignedMessage, value: string, spki: string): Promise<boolean> => {
  const header = parseSignatureHeader(value);
  return header !== undefined && verify(message, header.signature, await importPublicKey(spki));
};
