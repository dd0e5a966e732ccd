import { makePlatformKey } from "../gateway/platform-key.js";

const toPem = (base64: string): string =>
  ["-----BEGIN PRIVATE KEY-----", ...(base64.match(/.{1,64}/g) ?? []), "-----END PRIVATE KEY-----"].join("\n");

/** A key pair for a client, and the lines that seed it. */
export const keygenText = async (): Promise<string> => {
  const { keyVersion, privateKey, publicKey } = await makePlatformKey();
  return `${toPem(privateKey)}

${publicKey}

clients:
  - clientId: CLIENT_1
    keys:
      - keyVersion: "${keyVersion}"
        publicKey: ${publicKey}
`;
};
