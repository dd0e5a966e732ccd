import { verify, type KeyObject } from "node:crypto";
import { defaultRules } from "../reference/rules.js";
import { readSignatureHeader } from "../signing/signer.js";
import { operations } from "../spec/operation.js";
import type { ServerMutant } from "./mutant.js";
import { also } from "./signatures.js";

const inText = (change: (text: string) => string) => (content: Uint8Array) =>
  Buffer.from(change(Buffer.from(content).toString("utf8")));

const withOtherPath = (text: string): string => {
  const own = operations.find(({ path }) => text.split("\n")[0]?.endsWith(path));
  const other = operations.find(({ path }) => path !== own?.path);
  return own === undefined || other === undefined ? text : text.replace(own.path, other.path);
};

const compactBody = (text: string): string => {
  const start = text.indexOf("{");
  try {
    return text.slice(0, start) + JSON.stringify(JSON.parse(text.slice(start)));
  } catch {
    return text;
  }
};

/** What this server reads in place of no signature. */
const emptySignature = "none";

const notLookedAt = "unseen++";

const headPattern = /^(\S+) (\S+)\n([^.]*)\.(.*?)\.(?=\{)/u;

/** Other strings that a lenient server takes a signature over. */
const otherStrings: Readonly<Record<string, (text: string) => string>> = {
  "literal-line-break": (text) => text.replace("\n", String.raw`\n`),
  "carriage-return": (text) => text.replace("\n", "\r\n"),
  "space-behind-the-uri": (text) => text.replace("\n", " \n"),
  "without-client": (text) => text.replace(headPattern, "$1 $2\n$4."),
  "without-time": (text) => text.replace(headPattern, "$1 $2\n$3."),
  "without-method": (text) => text.replace(headPattern, "$2\n$3.$4."),
};

const utc = (text: string): string => text.replace(/Z\.(?=\{)/u, "+00:00.");

const verifiesSha1 = (content: Uint8Array, signature: string, key: KeyObject): boolean =>
  verify("sha1", content, key, Buffer.from(signature, "base64"));

/** Wrong about the forms in which a signature comes, and what it is over. */
export const signatureFormMutants: readonly ServerMutant[] = [
  {
    id: "beyond-latin-1",
    change: "Characters of the body beyond Latin-1 are lost before the signature is checked.",
    violates: [],
    rules: {
      signedContent: (content) => ({
        ...content,
        body: Buffer.from(
          Buffer.from(content.body)
            .toString("utf8")
            .replaceAll(/[\u0100-\u{10FFFF}]/gu, "?"),
        ),
      }),
    },
  },
  {
    id: "signature-part-last",
    change: "The signature is read from the last part of its header.",
    violates: [],
    rules: {
      readHeader: (header) => {
        const read = readSignatureHeader(header);
        return /signature=[^,]*$/iu.test(header) ? read : { ...read, signature: "" };
      },
    },
  },
  {
    id: "part-names-with-case",
    change: "The names of the parts of the Signature header are compared with case.",
    violates: [],
    rules: {
      readHeader: (header) =>
        readSignatureHeader(/keyVersion=/u.test(header) || !/keyversion=/iu.test(header) ? header : ""),
    },
  },
  {
    id: "algorithm-demanded",
    change: "A Signature header without algorithm is refused.",
    violates: [],
    rules: { acceptsAlgorithm: (algorithm) => algorithm !== undefined && defaultRules.acceptsAlgorithm(algorithm) },
  },
  {
    id: "algorithm-with-case",
    change: "The algorithm is compared with case.",
    violates: [],
    rules: { acceptsAlgorithm: (algorithm) => algorithm === undefined || algorithm === "RSA256" },
  },
  {
    id: "unverified-without-algorithm",
    change: "Without algorithm the signature is not looked at.",
    violates: [],
    rules: {
      readHeader: (header) => {
        const read = readSignatureHeader(header);
        return read.algorithm === undefined && read.signature.length > 100 ? { ...read, signature: notLookedAt } : read;
      },
      verifies: (content, signature, key) =>
        signature === notLookedAt || defaultRules.verifies(content, signature, key),
    },
  },
  {
    id: "any-algorithm",
    change: "Whatever algorithm is named, RSA256 is tried.",
    violates: [],
    rules: { acceptsAlgorithm: () => true },
  },
  {
    id: "sha-1-accepted",
    change: "A signature made with SHA-1 is accepted as well.",
    violates: [],
    rules: {
      verifies: (content, signature, key) =>
        defaultRules.verifies(content, signature, key) || verifiesSha1(content, signature, key),
    },
  },
  {
    id: "any-encoding",
    change: "A signature in base64url is accepted as well.",
    violates: [],
    rules: { acceptsEncoding: () => true },
  },
  {
    id: "utc-only",
    change: "A Request-Time with an offset is no time.",
    violates: [],
    rules: { readTime: (time) => (/[+-]\d\d:?\d\d$/u.test(time) ? Number.NaN : defaultRules.readTime(time)) },
  },
  {
    id: "uri-of-other-operation",
    change: "A signature over the other operation's URI is accepted as well.",
    violates: [],
    rules: also(inText(withOtherPath)),
  },
  ...Object.entries(otherStrings).map(([name, change]) => ({
    id: `other-string/${name}`,
    change: `A signature over another string (${name}) is accepted as well.`,
    violates: [],
    rules: also(inText(change)),
  })),
  {
    id: "client-id-signed-in-any-case",
    change: "A signature over the Client-Id in upper case is accepted as well.",
    violates: [],
    rules: also(inText((text) => text.replace(/\n[^.]*(?=\.)/u, (clientId) => clientId.toUpperCase()))),
  },
  {
    id: "beginning-of-the-body",
    change: "A signature over the first kibibyte of the body is accepted as well.",
    violates: [],
    rules: also((content) => content.subarray(0, content.indexOf(0x7b) + 1024)),
  },
  {
    id: "empty-signature-accepted",
    change: "An empty signature is taken for a right one.",
    violates: [],
    rules: {
      readHeader: (header) => ({
        ...readSignatureHeader(header),
        ...(header.endsWith("signature=") ? { signature: emptySignature } : {}),
      }),
      verifies: (content, signature, key) =>
        signature === emptySignature || defaultRules.verifies(content, signature, key),
    },
  },
  {
    id: "slash-signed",
    change: "A signature over the URI with a slash at its end is accepted as well.",
    violates: [],
    rules: also(inText((text) => text.replace("\n", "/\n"))),
  },
  {
    id: "bytes-behind-the-signature",
    change: "Bytes behind the signature are forgiven.",
    violates: [],
    rules: {
      verifies: (content, signature, key) => {
        const length = (key.asymmetricKeyDetails?.modulusLength ?? 0) / 8;
        return defaultRules.verifies(
          content,
          Buffer.from(signature, "base64").subarray(0, length).toString("base64"),
          key,
        );
      },
    },
  },
  {
    id: "method-in-any-case",
    change: "A signature over the method in lower case is accepted as well.",
    violates: [],
    rules: also(inText((text) => text.replace(/^POST/u, "post"))),
  },
  {
    id: "equal-json-accepted",
    change: "A signature over an equal body without white space is accepted as well.",
    violates: [],
    rules: also(inText(compactBody)),
  },
  {
    id: "equal-time-accepted",
    change: "A signature over another way to write the Request-Time is accepted as well.",
    violates: [],
    rules: also(inText(utc)),
  },
  {
    id: "answer-raw-base64",
    change: "The signature of an answer is raw base64.",
    violates: [],
    rules: { answerHeader: (signature, version) => decodeURIComponent(defaultRules.answerHeader(signature, version)) },
  },
  {
    id: "answer-parts-in-another-order",
    change: "The signature of an answer comes before its algorithm.",
    violates: [],
    rules: {
      answerHeader: (signature, version) =>
        defaultRules.answerHeader(signature, version).split(", ").toReversed().join(", "),
    },
  },
  {
    id: "answer-time-as-http-date",
    change: "The response-time is an HTTP date.",
    violates: [],
    rules: { answerTime: (now) => now.toUTCString().replaceAll(",", "") },
  },
  {
    id: "answer-signed-as-latin-1",
    change: "An answer is signed over its Latin-1 bytes.",
    violates: [],
    rules: {
      answerContent: (content) => ({
        ...content,
        body: Buffer.from(Buffer.from(content.body).toString("utf8"), "latin1"),
      }),
    },
  },
];
