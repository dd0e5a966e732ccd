import type { KeyObject } from "node:crypto";
import { isTaken, looksTaken } from "../engine/acceptance.js";
import { serverCase, type ServerCase, type ServerCaseFacts } from "../engine/case.js";
import { callControl } from "../engine/control.js";
import type { Exchange } from "../engine/exchange.js";
import { ContractFailure } from "../engine/failure.js";
import type { SendOptions } from "../engine/send.js";
import type { Namespace, ServerContext } from "../engine/server-context.js";
import { forEach } from "../engine/verdict.js";
import { readPublicKey, sharedKeyPair } from "../signing/keys.js";
import {
  contentBytes,
  signatureHeader,
  signContent,
  uriOf,
  type SignedContent,
  type Signer,
} from "../signing/signer.js";
import { isObject, type JsonObject } from "../spec/json.js";
import type { Operation } from "../spec/operation.js";
import { sampleNotTaken } from "./sample-not-taken.js";

const clientId = "contract-tests";

/** A client that the server knows: seeded where there is a control API, else the one of --client-id and --private-key. */
export const seededIdentity = async (
  place: Namespace,
  { target }: ServerContext,
  policies: JsonObject = {},
): Promise<Signer> => {
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

/** A client that the server knows, and the operation that it calls. */
export interface SigningClient {
  readonly context: ServerContext;
  readonly operation: Operation;
  readonly identity: Signer;
}

/** A case that every operation under test has to keep, in one namespace with one client. */
export const signingCase = (
  facts: ServerCaseFacts,
  run: (client: SigningClient) => Promise<void>,
  policies: JsonObject = {},
): ServerCase =>
  serverCase({ requires: ["signing"], ...facts }, async (context) => {
    const identity = await seededIdentity(context, context, policies);
    await forEach(context.operations, (operation) => run({ context, operation, identity }));
  });

/** The sample as it is: a client that was seeded for its key says nothing about authClientIds. */
export const signedBody = ({ context, operation }: SigningClient, overrides: JsonObject = {}): JsonObject =>
  context.body(operation, overrides);

export const bodyText = (client: SigningClient, overrides: JsonObject = {}): string =>
  JSON.stringify(signedBody(client, overrides));

export interface SignedSend {
  readonly body: string | Uint8Array;
  readonly time?: string;
  /** Behind the path, with its question mark. */
  readonly query?: string;
  /** What is signed; the request itself. */
  readonly content?: (content: SignedContent) => SignedContent;
  readonly header?: (signature: string, keyVersion: string | undefined) => string;
  /** The bytes that are signed; the documented string unless told. */
  readonly bytes?: (content: SignedContent) => Uint8Array;
  /** Makes the signature of the content; RSA256 unless told. */
  readonly sign?: (content: Uint8Array, key: KeyObject) => string;
}

export type SignedRequest = SendOptions & {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
};

/** A request whose signature is made by hand, so that a case can bend any part of it. */
export const signedRequest = (
  { context, operation, identity }: SigningClient,
  {
    body,
    time = new Date().toISOString(),
    query = "",
    content = (same) => same,
    bytes: bytesOf = contentBytes,
    header = signatureHeader,
    sign = signContent,
  }: SignedSend,
): SignedRequest => {
  const path = operation.path + query;
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const uri = uriOf(context.baseUrl + path);
  const signed = content({ method: "POST", uri, clientId: identity.clientId, time, body: bytes });
  return {
    path,
    body,
    signer: false,
    headers: {
      "Client-Id": identity.clientId,
      "Request-Time": time,
      Signature: header(sign(bytesOf(signed), identity.privateKey), identity.keyVersion),
    },
  };
};

/** The sample, signed as everybody does. */
export const plainRequest = (client: SigningClient, overrides: JsonObject = {}): SignedRequest =>
  signedRequest(client, { body: bodyText(client, overrides) });

/** The same request without some of its headers; without its signature, unless told. */
export const unsigned = (request: SignedRequest, ...names: readonly string[]): SignedRequest => {
  const left = names.length === 0 ? ["Signature"] : names;
  return {
    ...request,
    headers: Object.fromEntries(Object.entries(request.headers).filter(([name]) => !left.includes(name))),
  };
};

/** Sends the sample signed as everybody does; where the server refuses that, a case has no verdict. */
export const expectPlainTaken = async (client: SigningClient): Promise<Exchange> => {
  const { context } = client;
  const plain = await context.send(plainRequest(client));
  if (isAnswered(plain) && isTaken(plain)) return plain;
  if (context.target.controlUrl !== undefined) {
    throw new ContractFailure("The right signature must be accepted", {
      expected: "S or A",
      actual: plain.text,
      exchange: plain,
    });
  }
  throw sampleNotTaken(plain);
};

/** Fails unless the request was taken, given that the same one in the usual form is. */
export const expectSignedTaken = async (
  client: SigningClient,
  { exchange, what }: { readonly exchange: Exchange; readonly what: string },
): Promise<void> => {
  if (isAnswered(exchange) && isTaken(exchange)) return;
  await expectPlainTaken(client);
  throw new ContractFailure(`${what} must be accepted`, { expected: "S or A", actual: exchange.text, exchange });
};

/** A gateway may refuse without an envelope; what counts then is that it refused. */
const isAnswered = ({ status }: Exchange): boolean => status < 400;

/** Fails when the request was taken. */
export const expectNotTaken = (exchange: Exchange, what: string): void => {
  if (!looksTaken(exchange) || !isAnswered(exchange)) return;
  throw new ContractFailure(`${what} must be refused`, { expected: "F", actual: exchange.text, exchange });
};
