import { X509Certificate, createPrivateKey } from "node:crypto";
import { createSecureContext } from "node:tls";

/**
 * Why a certificate and a private key cannot serve HTTPS together; undefined when they can. OpenSSL takes a key of another kind
 * (RSA beside an EC certificate) without a word, and no handshake would ever succeed.
 */
export const pairProblem = (cert: string, key: string): unknown => {
  try {
    createSecureContext({ cert, key });
    if (new X509Certificate(cert).checkPrivateKey(createPrivateKey(key))) return undefined;
    return new Error("the certificate is another key's");
  } catch (error) {
    return error;
  }
};
