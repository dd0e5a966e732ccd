import { constants, sign as signWith, type KeyObject } from "node:crypto";
import {
  contentBytes,
  signatureHeader,
  signContent,
  uriOf,
  type SignedContent,
  type Signer,
} from "../signing/signer.js";
import { wrongBytes, wrongStrings } from "../signing/wrong-strings.js";
import type { Operation } from "../spec/operation.js";
import { CannotRun } from "./cannot-run.js";
import type { Options } from "./options.js";
import { emptyObject, post, type Probe } from "./probe.js";

const signatureCodes = new Set<unknown>(["INVALID_SIGNATURE", "INVALID_CLIENT", "KEY_NOT_FOUND"]);

const isRefusedSignature = ({ code, status }: Probe): boolean =>
  signatureCodes.has(code) || (code === undefined && (status === 401 || status === 403));

const nameOf = ({ code, status }: Probe): string => code ?? `HTTP ${status}`;

interface Attempt {
  readonly content?: (content: SignedContent, url: string) => SignedContent;
  readonly bytes?: (content: SignedContent) => Uint8Array;
  readonly sign?: (bytes: Uint8Array, key: KeyObject) => string;
  readonly header?: (signature: string, keyVersion: string | undefined) => string;
  readonly time?: () => string;
}

const hashed =
  (hash: string, padding = constants.RSA_PKCS1_PADDING) =>
  (bytes: Uint8Array, key: KeyObject): string =>
    signWith(hash, bytes, { key, padding }).toString("base64");

const header = (change: (usual: string) => string): Attempt => ({
  header: (signature, keyVersion) => change(signatureHeader(signature, keyVersion)),
});

const withoutPrefix = (uri: string): string => uri.slice(Math.max(uri.indexOf("/v2/"), 0));

/** Other ways to sign, legal ones and the usual mistakes: a server that takes one of them does know the key. */
const attempts: readonly Attempt[] = [
  header((usual) => decodeURIComponent(usual)),
  header((usual) => usual.replaceAll(", ", ",")),
  header((usual) => usual.replace(/keyVersion=[^,]*, /u, "")),
  header((usual) => (usual.includes("keyVersion") ? usual : usual.replace("signature=", "keyVersion=1, signature="))),
  header((usual) => usual.replace(/^algorithm=RSA256, /u, "")),
  header((usual) => usual.split(", ").toReversed().join(", ")),
  header((usual) => usual.replace(/^.*signature=/u, "")),
  {
    header: (signature, keyVersion) =>
      signatureHeader("", keyVersion) + Buffer.from(signature, "base64").toString("base64url"),
  },
  { content: (content) => ({ ...content, uri: withoutPrefix(content.uri) }) },
  { content: (content) => ({ ...content, uri: content.uri.slice(1) }) },
  { content: (content, url) => ({ ...content, uri: url }) },
  { content: (content) => ({ ...content, method: "post" }) },
  { content: (content) => ({ ...content, method: "GET" }) },
  { content: (content) => ({ ...content, body: new Uint8Array() }) },
  { content: (content) => ({ ...content, clientId: "" }) },
  { content: (content) => ({ ...content, clientId: content.clientId.toLowerCase() }) },
  { content: (content) => ({ ...content, clientId: content.clientId.toUpperCase() }) },
  { content: (content) => ({ ...content, time: "" }) },
  { content: (content) => ({ ...content, time: String(Date.parse(content.time)) }) },
  { content: (content) => ({ ...content, time: content.time.replace(/\.\d+/u, "") }) },
  { time: () => String(Date.now()) },
  { time: () => new Date().toISOString().replace("Z", "+00:00") },
  { time: () => new Date().toISOString().replace(/\.\d+Z/u, "Z") },
  { time: () => new Date().toISOString().replace(/\.\d+Z/u, "+0000") },
  ...wrongStrings.map((pattern) => ({ bytes: (content: SignedContent) => wrongBytes(content, pattern) })),
  { sign: hashed("sha1") },
  { sign: hashed("sha512") },
  { sign: hashed("sha384") },
  { sign: hashed("md5") },
  { sign: hashed("sha256", constants.RSA_PKCS1_PSS_PADDING) },
];

/**
 * Decides whether a refused signature is a key that the server does not know, which nothing can be tried with, or a
 * mistake of the server's, which cases have to name: a server that takes another way of signing knows the key.
 *
 * @throws {@link CannotRun} when it takes none.
 */
export const expectKnownKey = async (
  options: Options,
  operation: Operation,
  { answer, signer }: { readonly answer: Probe; readonly signer: Signer | undefined },
): Promise<void> => {
  if (!isRefusedSignature(answer)) return;
  if (signer === undefined) {
    throw new CannotRun(`The server demands signatures (${nameOf(answer)}): give --client-id and --private-key.`);
  }
  const url = options.url + operation.path;
  for (const attempt of attempts) {
    if (!isRefusedSignature(await post(options, url, () => headersOf(signer, url, attempt)))) return;
  }
  throw new CannotRun(
    `The server refuses the signature (${nameOf(answer)}): check --client-id, --private-key, --key-version and the prefix in --url.`,
  );
};

const headersOf = (
  { clientId, keyVersion, privateKey }: Signer,
  url: string,
  {
    content = (same) => same,
    bytes = contentBytes,
    sign = signContent,
    header: headerFor = signatureHeader,
    time = () => new Date().toISOString(),
  }: Attempt,
): Record<string, string> => {
  const now = time();
  const signed = content({ method: "POST", uri: uriOf(url), clientId, time: now, body: emptyObject }, url);
  return {
    "Client-Id": clientId,
    "Request-Time": now,
    Signature: headerFor(sign(bytes(signed), privateKey), keyVersion),
  };
};
