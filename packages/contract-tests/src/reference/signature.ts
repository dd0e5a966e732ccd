import type { KeyObject } from "node:crypto";
import { readPublicKey } from "../signing/keys.js";
import { contentBytes } from "../signing/signer.js";
import { millisecondsOf } from "./duration.js";
import type { Presented } from "./presented.js";
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
  const failure = failureOf(world, request, pathWithoutNamespace, rules);
  if (failure === undefined) return { verified: true, code: undefined };
  return { verified: false, code: rules.signatureCode(failure) };
};

const failureOf = (
  world: World,
  { method, uri, headers, body }: ReceivedRequest,
  pathWithoutNamespace: string,
  rules: Rules,
): SignatureFailure | undefined => {
  const [header, givenId, time] = ["Signature", "Client-Id", "Request-Time"].map((name) => {
    const value = headers.get(name) ?? "";
    return value !== "" || rules.demandsHeader(name) ? value : undefined;
  });
  if (header === "" || givenId === "" || time === "") return "missing";
  // A server that does not demand a header takes an empty text for it.
  return verdictOf(
    world,
    { method, uri, body, header, givenId: givenId ?? "", time: time ?? "", pathWithoutNamespace },
    rules,
  );
};

const verdictOf = (world: World, presented: Presented, rules: Rules): SignatureFailure | undefined => {
  const { method, uri, body, header, givenId, time, pathWithoutNamespace } = presented;
  if (header === undefined) return undefined;
  const client = clientOf(world, givenId, rules);
  if (client === undefined) return "client";
  const { algorithm, keyVersion, signature } = rules.readHeader(header);
  if (!rules.acceptsAlgorithm(algorithm) || !rules.acceptsEncoding(signature)) return "signature";
  const keys = keysOf(client.keys, keyVersion, rules);
  if (keys.length === 0) return "key";
  const content = rules.signedContent({ method, uri, clientId: givenId, time, body }, pathWithoutNamespace);
  const proof = rules.proof?.(presented);
  const believed = proof !== undefined && world.verified.has(proof);
  const right = believed || keys.some((key) => rules.verifies(contentBytes(content), signature, cachedKey(key)));
  if (!right) return "signature";
  if (proof !== undefined) world.verified.add(proof);
  return isStale(world, time, rules) ? "stale" : undefined;
};

type Client = NonNullable<World["config"]["clients"]>[number];

/** Without a Client-Id, where none is demanded, the only client is meant. */
const clientOf = ({ config }: World, givenId: string, rules: Rules): Client | undefined => {
  const clients = config.clients ?? [];
  if (givenId === "") return clients[0];
  const known = rules.clientOf(
    clients.map(({ clientId }) => clientId),
    givenId,
  );
  return clients.find(({ clientId }) => clientId === known);
};

const isStale = (world: World, time: string, rules: Rules): boolean => {
  const tolerance = world.config.policies?.requestTimeTolerance ?? "off";
  const ahead = Date.now() + world.clockOffset - rules.readTime(time);
  return tolerance !== "off" && !rules.tolerates(ahead, millisecondsOf(tolerance));
};

const keysOf = (
  keys: readonly { readonly keyVersion: string; readonly publicKey: string }[],
  version: string | undefined,
  rules: Rules,
): readonly string[] => {
  const usable = rules.acceptsOldKeys ? keys : keys.slice(-1);
  const missing = rules.keyMissing === "latest" ? usable.at(-1) : usable[0];
  const found =
    version === undefined ? missing : usable.find(({ keyVersion }) => rules.sameVersion(keyVersion, version));
  const all = found !== undefined && rules.triesAllKeys ? keys : [found];
  return all.flatMap((key) => (key === undefined ? [] : [key.publicKey]));
};

const imported = new Map<string, KeyObject>();

const cachedKey = (spki: string): KeyObject => {
  const known = imported.get(spki) ?? readPublicKey(spki);
  imported.set(spki, known);
  return known;
};
