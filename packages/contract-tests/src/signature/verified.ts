import type { KeyObject } from "node:crypto";
import type { Exchange } from "../engine/exchange.js";
import { ContractFailure, expectSame, expectTrue } from "../engine/failure.js";
import { contentBytes, readSignatureHeader, uriOf, verifyContent, type Signer } from "../signing/signer.js";

/** A header that the answer must have. */
export const headerOf = (exchange: Exchange, name: string): string => {
  const value = exchange.headers.get(name);
  if (value === null)
    throw new ContractFailure(`header ${name} of the answer`, { expected: "present", actual: "missing", exchange });
  return value;
};

/** Fails unless the answer is signed for this client, over the request's method and URI and its own time and bytes. */
export const expectVerified = (exchange: Exchange, { clientId }: Pick<Signer, "clientId">, key: KeyObject): void => {
  expectSame("client-id of the answer", headerOf(exchange, "client-id"), clientId, exchange);
  const content = contentBytes({
    method: exchange.request.method,
    uri: uriOf(exchange.request.url),
    clientId,
    time: headerOf(exchange, "response-time"),
    body: exchange.bytes,
  });
  const right = verifyContent(content, readSignatureHeader(headerOf(exchange, "signature")).signature, key);
  expectTrue("signature of the answer", right, {
    expected: "verifies with the platform's key",
    actual: "does not; check that --platform-public-key is the platform's key, not your own",
    exchange,
  });
};
