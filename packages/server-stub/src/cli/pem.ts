/** A private key (PKCS#8, base64) as PEM, with a line break at its end. */
export const privateKeyPem = (base64: string): string =>
  `${["-----BEGIN PRIVATE KEY-----", ...(base64.match(/.{1,64}/g) ?? []), "-----END PRIVATE KEY-----"].join("\n")}\n`;
