import { constants, sign as signWith, type KeyObject } from "node:crypto";
import type { ServerCase } from "../engine/case.js";
import { signatureHeader, type SignedContent } from "../signing/signer.js";
import { bodyText, plainRequest, signedRequest, unsigned, type SignedRequest, type SignedSend } from "./identity.js";
import { refusedCase, type Refused } from "./refused.js";

const headed =
  (shapes: Readonly<Record<string, NonNullable<SignedSend["header"]>>>): Refused["sends"] =>
  (client) =>
    Object.entries(shapes).map(([what, header]) => [what, signedRequest(client, { body: bodyText(client), header })]);

/** The usual header around another signature. */
const valued = (values: Readonly<Record<string, (signature: Uint8Array) => Uint8Array>>): Refused["sends"] =>
  headed(
    Object.fromEntries(
      Object.entries(values).map(([what, change]) => [
        what,
        (signature: string, keyVersion: string | undefined) =>
          signatureHeader(Buffer.from(change(Buffer.from(signature, "base64"))).toString("base64"), keyVersion),
      ]),
    ),
  );

const base64url = (signature: string): string =>
  signature.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

const hashed =
  (hash: string, padding = constants.RSA_PKCS1_PADDING) =>
  (content: Uint8Array, key: KeyObject): string =>
    signWith(hash, content, { key, padding }).toString("base64");

/** The signature with the byte at this place turned around; counted from the end when negative. */
const turned =
  (place: number) =>
  (signature: Uint8Array): Uint8Array =>
    signature.map((byte, index) => (index === (place + signature.length) % signature.length ? byte ^ 0xff : byte));

const refused: readonly Refused[] = [
  {
    name: "missing-header",
    rule: "Signature, Client-Id and Request-Time are required headers: without one the request is refused.",
    sends: (client) => {
      const plain = (): SignedRequest => plainRequest(client);
      const unsaid = (content: Partial<SignedContent>): SignedRequest =>
        signedRequest(client, { body: bodyText(client), content: (same) => ({ ...same, ...content }) });
      return [
        ["No Signature", unsigned(plain(), "Signature")],
        ["No Client-Id", unsigned(plain(), "Client-Id")],
        ["No Client-Id, signed without one", unsigned(unsaid({ clientId: "" }), "Client-Id")],
        ["No Request-Time", unsigned(plain(), "Request-Time")],
        ["No Request-Time, signed without one", unsigned(unsaid({ time: "" }), "Request-Time")],
        ["No header of the signature", unsigned(plain(), "Signature", "Client-Id", "Request-Time")],
      ];
    },
  },
  {
    name: "no-signature",
    rule: "A Signature header without a signature in it is refused.",
    sends: (client) => {
      const headers = ["", "algorithm=RSA256", "algorithm=RSA256, keyVersion=V", "signature=", "signature=%20", "="];
      const usual = ["algorithm=RSA256, keyVersion=V, signature=", "algorithm=RSA256, keyVersion=V, signature=null"];
      return [...headers, ...usual].map((pattern) => {
        const text = pattern.replace("V", client.identity.keyVersion ?? "1");
        return [`Signature: ${text}`, signedRequest(client, { body: bodyText(client), header: () => text })];
      });
    },
  },
  {
    name: "other-signature",
    rule: "Every byte of the signature counts: another one, a part of it or more than it is refused.",
    sends: valued({
      "zeros for a signature": (signature) => new Uint8Array(signature.length),
      "the first byte of the signature changed": turned(0),
      "the 17th byte of the signature changed": turned(16),
      "the byte in the middle of the signature changed": turned(128),
      "the last byte of the signature changed": turned(-1),
      "the signature without its last byte": (signature) => signature.slice(0, -1),
      "the first half of the signature": (signature) => signature.slice(0, signature.length / 2),
      "the first 16 bytes of the signature": (signature) => signature.slice(0, 16),
      "one byte of a signature": (signature) => signature.slice(0, 1),
      "a byte too many behind the signature": (signature) => Buffer.concat([signature, Buffer.alloc(1)]),
      "the signature twice in a row": (signature) => Buffer.concat([signature, signature]),
      "the signature from its end": (signature) => signature.toReversed(),
    }),
  },
  {
    name: "other-algorithm",
    rule: "A request that names another algorithm than RSA256 is refused.",
    sends: headed(
      Object.fromEntries(
        ["RSA512", "RSA2048", "RSA", "RSA1", "ECC224", "HS256", "MD5", "none", ""].map((algorithm) => [
          `algorithm=${algorithm}`,
          (signature: string, keyVersion: string | undefined) =>
            signatureHeader(signature, keyVersion).replace("algorithm=RSA256", `algorithm=${algorithm}`),
        ]),
      ),
    ),
  },
  {
    name: "other-scheme",
    rule: "A signature made with another hash or padding than RSASSA-PKCS1-v1_5 with SHA-256 is refused.",
    sends: (client) =>
      (
        [
          ["SHA-1", hashed("sha1")],
          ["SHA-224", hashed("sha224")],
          ["SHA-384", hashed("sha384")],
          ["SHA-512", hashed("sha512")],
          ["MD5", hashed("md5")],
          ["RSA-PSS", hashed("sha256", constants.RSA_PKCS1_PSS_PADDING)],
          ["RSA-PSS and SHA-1", hashed("sha1", constants.RSA_PKCS1_PSS_PADDING)],
        ] as const
      ).map(([what, sign]) => [what, signedRequest(client, { body: bodyText(client), sign })]),
  },
  {
    name: "other-encoding",
    rule: "A signature in base64url or hex, or one that comes twice, is refused.",
    sends: headed({
      base64url: (signature, keyVersion) => signatureHeader("", keyVersion) + base64url(signature),
      hex: (signature, keyVersion) =>
        signatureHeader("", keyVersion) + Buffer.from(signature, "base64").toString("hex"),
      "percent-encoded twice": (signature, keyVersion) => signatureHeader(encodeURIComponent(signature), keyVersion),
      "base64 twice": (signature, keyVersion) => signatureHeader(Buffer.from(signature).toString("base64"), keyVersion),
      "the signature twice": (signature, keyVersion) =>
        `${signatureHeader(signature, keyVersion)}, signature=${encodeURIComponent(signature)}`,
    }),
  },
];

export const refusedHeaderCases: readonly ServerCase[] = refused.map(refusedCase);
