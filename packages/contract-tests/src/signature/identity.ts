import type { KeyObject } from "node:crypto";
import { isTaken, shortAnswer } from "../engine/acceptance.js";
import { callControl } from "../engine/control.js";
import type { Exchange } from "../engine/exchange.js";
import { ContractFailure } from "../engine/failure.js";
import type { SendOptions } from "../engine/send.js";
import type { Namespace, ServerContext } from "../engine/server-context.js";
import { Inconclusive } from "../engine/verdict.js";
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
import { operations, type Operation } from "../spec/operation.js";

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

/** The operation that signature cases send: the first of those under test. */
export const signedOperation = ({ operations: [first] }: ServerContext): Operation => {
  const operation = first ?? operations[0];
  if (operation === undefined) throw new Error("The document has no operation.");
  return operation;
};

/** The sample as it is: a client that was seeded for its key says nothing about authClientIds. */
export const signedBody = (context: ServerContext, overrides: JsonObject = {}): JsonObject =>
  context.body(signedOperation(context), overrides);

export interface SignedSend {
  readonly body: string | Uint8Array;
  readonly time?: string;
  /** What is signed; the request itself. */
  readonly content?: (content: SignedContent) => SignedContent;
  readonly header?: (signature: string, keyVersion: string | undefined) => string;
  /** Makes the signature of the content; RSA256 unless told. */
  readonly sign?: (content: Uint8Array, key: KeyObject) => string;
}

/** A request whose signature is made by hand, so that a case can bend any part of it. */
export const signedRequest = (
  context: ServerContext,
  identity: Signer,
  {
    body,
    time = new Date().toISOString(),
    content = (same) => same,
    header = signatureHeader,
    sign = signContent,
  }: SignedSend,
): SendOptions & { path: string } => {
  const { path } = signedOperation(context);
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
      Signature: header(sign(contentBytes(signed), identity.privateKey), identity.keyVersion),
    },
  };
};

/** The sample, signed as everybody does. */
export const plainRequest = (context: ServerContext, identity: Signer): SendOptions & { path: string } =>
  signedRequest(context, identity, { body: JSON.stringify(signedBody(context)) });

/** Sends the sample signed as everybody does; where the server refuses that, a case has no verdict. */
export const expectPlainTaken = async (context: ServerContext, identity: Signer): Promise<void> => {
  const plain = await context.send(plainRequest(context, identity));
  if (isTaken(plain)) return;
  if (context.target.controlUrl !== undefined) {
    throw new ContractFailure("The right signature must be accepted", {
      expected: "S or A",
      actual: plain.text,
      exchange: plain,
    });
  }
  throw new Inconclusive(`The server does not take the signed sample (${shortAnswer(plain)}).`, plain);
};

/** Fails unless the request was taken, given that the same one in the usual form is. */
export const expectSignedTaken = async (
  context: ServerContext,
  identity: Signer,
  { exchange, what }: { readonly exchange: Exchange; readonly what: string },
): Promise<void> => {
  if (isAnswered(exchange) && isTaken(exchange)) return;
  await expectPlainTaken(context, identity);
  throw new ContractFailure(`${what} must be accepted`, { expected: "S or A", actual: exchange.text, exchange });
};

/** A gateway may refuse without an envelope; what counts then is that it refused. */
const isAnswered = ({ status }: Exchange): boolean => status < 400;

/** Fails when the request was taken. */
export const expectNotTaken = (exchange: Exchange, what: string): void => {
  if (!isAnswered(exchange) || !isTaken(exchange)) return;
  throw new ContractFailure(`${what} must be refused`, { expected: "F", actual: exchange.text, exchange });
};
