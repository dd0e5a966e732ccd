import { constants, sign, type KeyObject } from "node:crypto";
import { contentBytes, readSignatureHeader, signatureHeader } from "../signing/signer.js";
import type { ClientMutant } from "./mutant.js";

const signsExactBytes = "client/signs-exact-bytes";

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("utf8");

const pss = (content: Uint8Array, key: KeyObject): string =>
  sign("sha256", content, { key, padding: constants.RSA_PKCS1_PSS_PADDING }).toString("base64");

/** Signs or reads signatures as real clients were seen to. */
export const signingMutants: readonly ClientMutant[] = [
  {
    id: "literal-newline-signed",
    killer: signsExactBytes,
    change: "Backslash and n in place of the line break.",
    violates: [],
    rules: { contentOf: (content) => Buffer.from(text(contentBytes(content)).replace("\n", String.raw`\n`)) },
  },
  {
    id: "space-after-uri-signed",
    killer: signsExactBytes,
    change: "A space after the URI.",
    violates: [],
    rules: { contentOf: (content) => Buffer.from(text(contentBytes(content)).replace("\n", " \n")) },
  },
  {
    id: "whole-address-signed",
    killer: signsExactBytes,
    change: "Scheme and host are signed as well.",
    violates: [],
    rules: { signedContent: (content) => ({ ...content, uri: `https://platform.example${content.uri}` }) },
  },
  {
    id: "serialised-anew",
    killer: signsExactBytes,
    change: "Another serialisation of the body is signed than sent.",
    violates: [],
    rules: {
      signedContent: (content) => ({
        ...content,
        body: Buffer.from(JSON.stringify(JSON.parse(text(content.body)), undefined, 1)),
      }),
    },
  },
  {
    id: "latin-1-signed",
    killer: "client/non-ascii",
    change: "The body is signed in Latin-1.",
    violates: [],
    rules: { signedContent: (content) => ({ ...content, body: Buffer.from(text(content.body), "latin1") }) },
  },
  { id: "pss", killer: signsExactBytes, change: "RSA-PSS signs.", violates: [], rules: { sign: pss } },
  {
    id: "base64url",
    killer: signsExactBytes,
    change: "The signature goes out in base64url.",
    violates: [],
    rules: {
      header: (signature, version) => signatureHeader(Buffer.from(signature, "base64").toString("base64url"), version),
    },
  },
  {
    id: "key-version-fixed",
    killer: "client/key-rotation",
    change: "keyVersion is always 1.",
    violates: [],
    rules: { header: (signature) => signatureHeader(signature, "1") },
  },
  {
    id: "raw-signature-refused",
    killer: "client/raw-signature",
    change: "An answer's signature must be percent-encoded.",
    violates: [],
    rules: { readsSignature: (header) => (header.includes("%") ? readSignatureHeader(header).signature : "") },
  },
  {
    id: "lower-case-hex-refused",
    killer: "client/encoded-signature",
    change: "Percent-encoding in lower case is not decoded.",
    violates: [],
    rules: { readsSignature: (header) => (/%[0-9][a-f]/u.test(header) ? "" : readSignatureHeader(header).signature) },
  },
  {
    id: "header-read-by-position",
    killer: "client/header-any-order",
    change: "The third part of an answer's header is taken for the signature.",
    violates: [],
    rules: { readsSignature: (header) => readSignatureHeader(header.split(",")[2] ?? "").signature },
  },
  {
    id: "platform-version-compared",
    killer: "client/platform-key-version",
    change: "An answer whose keyVersion is not 1 is refused.",
    violates: [],
    rules: {
      readsSignature: (header) => (/keyVersion=1\b/iu.test(header) ? readSignatureHeader(header).signature : ""),
    },
  },
];
