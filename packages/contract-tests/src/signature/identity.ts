import { callControl } from "../engine/control.js";
import type { Namespace, ServerContext } from "../engine/server-context.js";
import type { SendOptions } from "../engine/send.js";
import { isObject, type JsonObject } from "../spec/json.js";
import { readPublicKey, sharedKeyPair } from "../signing/keys.js";
import {
  contentBytes,
  signatureHeader,
  signContent,
  uriOf,
  type SignedContent,
  type Signer,
} from "../signing/signer.js";
import { sendMessage, type Operation } from "../spec/operation.js";
import type { KeyObject } from "node:crypto";

/** A client that the server knows: seeded where there is a control API, else the one of --client-id and --private-key. */
export interface Identity extends Signer {
  readonly keyVersion: string | undefined;
}

const clientId = "contract-tests";

export const seededIdentity = async (
  place: Namespace,
  { target }: ServerContext,
  policies: JsonObject = {},
): Promise<Identity> => {
  if (target.controlUrl === undefined && target.signer !== undefined) return target.signer;
  const [old, latest] = await Promise.all([sharedKeyPair(0), sharedKeyPair(1)]);
  const keys = [
    { keyVersion: "1", publicKey: old.spki },
    { keyVersion: "2", publicKey: latest.spki },
  ];
  await place.control.configure({ clients: [{ clientId, keys }], policies: { signature: "required", ...policies } });
  return { clientId, keyVersion: "2", privateKey: latest.privateKey };
};

/** The platform's key: asked for where there is a control API, else the one of --platform-public-key. */
export const platformKey = async ({ target }: ServerContext): Promise<KeyObject> => {
  if (target.platformPublicKey !== undefined) return readPublicKey(target.platformPublicKey);
  const answer = await callControl(target.fetch, { method: "GET", url: `${target.controlUrl ?? ""}/platform-key` });
  return readPublicKey(isObject(answer) ? String(answer["publicKey"]) : "");
};

/** The sample as it is: a client that was seeded for its key says nothing about authClientIds. */
export const signedBody = (context: ServerContext, _identity: Identity, overrides: JsonObject = {}): JsonObject =>
  context.body(sendMessage, overrides);

export interface SignedSend {
  readonly body: string | Uint8Array;
  readonly operation?: Operation;
  readonly time?: string;
  /** What is signed; the request itself. */
  readonly content?: (content: SignedContent) => SignedContent;
  readonly header?: (signature: string, keyVersion: string | undefined) => string;
}

/** A request whose signature is made by hand, so that a case can bend any part of it. */
export const signedRequest = (
  place: Namespace,
  identity: Identity,
  {
    body,
    operation = sendMessage,
    time = new Date().toISOString(),
    content = (same) => same,
    header = signatureHeader,
  }: SignedSend,
): SendOptions & { path: string } => {
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const uri = uriOf(place.baseUrl + operation.path);
  const signed = content({ method: "POST", uri, clientId: identity.clientId, time, body: bytes });
  const signature = signContent(contentBytes(signed), identity.privateKey);
  return {
    path: operation.path,
    body,
    signer: false,
    headers: {
      "Client-Id": identity.clientId,
      "Request-Time": time,
      Signature: header(signature, identity.keyVersion),
    },
  };
};
