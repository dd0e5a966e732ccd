import { hash } from "node:crypto";
import type { Operation } from "../model/operation.js";
import type { MessageRequest } from "./request.js";

/** Scope of a requestId: operation and client (the namespace is the store's matter). Free of control characters. */
export const idempotencyKey = (operation: Operation, clientId: string, requestId: string): string =>
  JSON.stringify([operation, clientId, requestId]);

const sorted = (record: Readonly<Record<string, string>> = {}): [string, string][] =>
  Object.entries(record).toSorted(([left], [right]) => (left < right ? -1 : 1));

/**
 * Digest of what was asked for. The access token is left out, since it may be refreshed between two attempts; so are unknown
 * properties and the order of keys.
 */
export const fingerprint = (body: MessageRequest): string => {
  const { requestId, templateCode, templates, authClientId, appId, customerBelongsTo, extendInfo } = body;
  const elements = templates.map(({ templateParameters, language }) => [sorted(templateParameters), language]);
  const content = [requestId, templateCode, elements, authClientId, appId, customerBelongsTo, extendInfo];
  return hash("sha256", JSON.stringify(content), "base64");
};
