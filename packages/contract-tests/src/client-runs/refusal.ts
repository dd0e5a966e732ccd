import { contentBytes, isBase64, readSignatureHeader, verifyContent } from "../signing/signer.js";
import type { Identity } from "./identity.js";

interface Received {
  readonly method: string;
  readonly uri: string;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

/** Why a platform would not even look at a request: a code, and a sentence for the client's author. */
export interface Refusal {
  readonly code: string;
  readonly why: string;
}

/** What every platform refuses, whatever the scenario: another address, another method, a signature that does not hold. */
export const refusalOf = (
  received: Received,
  { uri, identity }: { uri: string; identity: Identity | undefined },
): Refusal | undefined => {
  if (received.uri !== uri) {
    return { code: "INVALID_API", why: `it went to ${received.uri}; the address is ${uri}, with its prefix` };
  }
  if (received.method !== "POST")
    return { code: "METHOD_NOT_SUPPORTED", why: `it is a ${received.method}, not a POST` };
  return identity === undefined ? undefined : signatureRefusal(received, identity);
};

const signatureRefusal = (
  { method, uri, headers, body }: Received,
  { clientId, keyVersion, client }: Identity,
): Refusal | undefined => {
  const sender = headers.get("Client-Id");
  if (sender !== clientId)
    return { code: "INVALID_CLIENT", why: `its Client-Id is ${sender ?? "missing"}, not ${clientId}` };
  const header = headers.get("Signature");
  if (header === null) return { code: "INVALID_SIGNATURE", why: "it has no Signature header" };
  const time = headers.get("Request-Time");
  if (time === null) return { code: "INVALID_SIGNATURE", why: "it has no Request-Time header" };
  const read = readSignatureHeader(header);
  if (read.keyVersion !== undefined && read.keyVersion !== keyVersion) {
    return { code: "KEY_NOT_FOUND", why: `it names keyVersion ${read.keyVersion}, not ${keyVersion}` };
  }
  if (read.algorithm !== undefined && read.algorithm.toUpperCase() !== "RSA256") {
    return { code: "INVALID_SIGNATURE", why: `it names the algorithm ${read.algorithm}, not RSA256` };
  }
  if (!isBase64(read.signature)) {
    return { code: "INVALID_SIGNATURE", why: "its signature is no base64, percent-encoded or raw" };
  }
  const content = contentBytes({ method, uri, clientId, time, body });
  return verifyContent(content, read.signature, client.publicKey)
    ? undefined
    : {
        code: "INVALID_SIGNATURE",
        why: "its signature does not verify over `POST <URI>\\n<Client-Id>.<Request-Time>.<body>` as they were sent",
      };
};
