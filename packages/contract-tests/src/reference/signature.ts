import type { KeyObject } from "node:crypto";
import { readPublicKey } from "../signing/keys.js";
import { contentBytes, verifyContent } from "../signing/signer.js";
import { millisecondsOf } from "./duration.js";
import type { Rules, SignatureFailure } from "./rules.js";
import type { World } from "./world.js";

export interface ReceivedRequest {
  readonly method: string;
  readonly uri: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

export interface SignatureCheck {
  readonly verified: boolean;
  readonly code: string | undefined;
}

const unchecked: SignatureCheck = { verified: false, code: undefined };

/** Verifies a request as the namespace's policy demands. */
export const checkSignature = (
  world: World,
  request: ReceivedRequest,
  pathWithoutNamespace: string,
  rules: Rules,
): SignatureCheck => {
  const policy = world.config.policies?.signature ?? "optional";
  const clients = world.config.clients ?? [];
  const present = request.headers.has("Signature");
  if (policy === "off" || (policy === "optional" && !present) || clients.length === 0) return unchecked;
  const clientId = request.headers.get("Client-Id") ?? "";
  const failure = failureOf(world, request, pathWithoutNamespace, rules);
  if (failure === undefined) {
    world.verified.add(clientId);
    return { verified: true, code: undefined };
  }
  return { verified: false, code: rules.signatureCode(failure) };
};

const failureOf = (
  world: World,
  { method, uri, headers, body }: ReceivedRequest,
  pathWithoutNamespace: string,
  rules: Rules,
): SignatureFailure | undefined => {
  const [header, clientId, time] = ["Signature", "Client-Id", "Request-Time"].map((name) => headers.get(name));
  if (!header || !clientId || !time) return "missing";
  const client = world.config.clients?.find((candidate) => candidate.clientId === clientId);
  if (client === undefined) return "client";
  const { keyVersion, signature } = rules.readHeader(header);
  const key = keyOf(client.keys, keyVersion, rules);
  if (key === undefined) return "key";
  const content = rules.signedContent({ method, uri, clientId, time, body }, pathWithoutNamespace);
  const believed = rules.believesOnceVerified && world.verified.has(clientId);
  const right = believed || verifyContent(contentBytes(content), signature, cachedKey(key));
  if (!right) return "signature";
  return isStale(world, time, rules) ? "stale" : undefined;
};

const isStale = (world: World, time: string, rules: Rules): boolean => {
  const tolerance = world.config.policies?.requestTimeTolerance ?? "off";
  const ahead = Date.now() + world.clockOffset - rules.readTime(time);
  return tolerance !== "off" && !rules.tolerates(ahead, millisecondsOf(tolerance));
};

const keyOf = (
  keys: readonly { readonly keyVersion: string; readonly publicKey: string }[],
  version: string | undefined,
  rules: Rules,
): string | undefined => {
  const usable = rules.acceptsOldKeys ? keys : keys.slice(-1);
  const missing = rules.keyMissing === "latest" ? usable.at(-1) : usable[0];
  const found = version === undefined ? missing : usable.find(({ keyVersion }) => keyVersion === version);
  return found?.publicKey;
};

const imported = new Map<string, KeyObject>();

const cachedKey = (spki: string): KeyObject => {
  const known = imported.get(spki) ?? readPublicKey(spki);
  imported.set(spki, known);
  return known;
};
