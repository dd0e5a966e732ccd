import { constants, sign as signWith, type KeyObject } from "node:crypto";
import { serverCase, type ServerCase } from "../engine/case.js";
import type { SendOptions } from "../engine/send.js";
import type { ServerContext } from "../engine/server-context.js";
import { Inconclusive } from "../engine/verdict.js";
import { signContent, signatureHeader, type SignedContent, type Signer } from "../signing/signer.js";
import { operations } from "../spec/operation.js";
import {
  expectNotTaken,
  expectPlainTaken,
  plainRequest,
  seededIdentity,
  signedBody,
  signedOperation,
  signedRequest,
  type SignedSend,
} from "./identity.js";
import { sameMoment } from "./times.js";

const atOnce = 16;

const inChunks = async (count: number, every: number, attempt: (bit: number) => Promise<void>): Promise<void> => {
  const bits = Array.from({ length: Math.ceil(count / every) }, (_, index) => index * every);
  for (let start = 0; start < bits.length; start += atOnce) {
    await Promise.all(bits.slice(start, start + atOnce).map(attempt));
  }
};

const flipped = (bytes: Uint8Array, bit: number): Uint8Array => {
  const copy = new Uint8Array(bytes);
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
};

const bodyOf = (context: ServerContext): string => JSON.stringify(signedBody(context));

// Enough to tell a server that checks signatures, where each request costs time and somebody's quota.
const fewFlips = 61;

const everyOf = ({ target }: ServerContext): number =>
  target.flipEvery ?? (target.controlUrl === undefined ? fewFlips : 1);

/** Signs `<METHOD> <URI>\n<Client-Id>.<time>.` with one bit flipped, and sends the request as it should be. */
const flipHead = async (context: ServerContext, identity: Signer): Promise<void> => {
  const time = new Date().toISOString();
  const body = bodyOf(context);
  const right = signedRequest(context, identity, { body, time });
  const uri = new URL(context.baseUrl + right.path).pathname;
  const head = Buffer.from(`POST ${uri}\n${identity.clientId}.${time}.`);
  await inChunks(head.length * 8, everyOf(context), async (bit) => {
    const signature = signContent(Buffer.concat([flipped(head, bit), Buffer.from(body)]), identity.privateKey);
    const headers = { ...right.headers, Signature: signatureHeader(signature, identity.keyVersion) };
    expectNotTaken(await context.send({ ...right, headers }), `bit ${bit} of method, path, client or time flipped`);
  });
};

/** Sends the body with one bit flipped under the signature of the right one. */
const flipBody = async (context: ServerContext, identity: Signer): Promise<void> => {
  const body = Buffer.from(bodyOf(context));
  const right = signedRequest(context, identity, { body });
  await inChunks(body.length * 8, everyOf(context), async (bit) => {
    expectNotTaken(await context.send({ ...right, body: flipped(body, bit) }), `bit ${bit} of the body flipped`);
  });
};

interface Refused {
  readonly name: string;
  readonly rule: string;
  /** Requests that must be refused, each with what is wrong about it. */
  readonly sends: (
    context: ServerContext,
    identity: Signer,
  ) => readonly (readonly [string, SendOptions & { path: string }])[];
}

const refusedCase = ({ name, rule, sends }: Refused): ServerCase =>
  serverCase({ id: `signature/${name}`, level: "inferred", rule, requires: ["signing"] }, async (context) => {
    const identity = await seededIdentity(context, context);
    await expectPlainTaken(context, identity);
    for (const [what, request] of sends(context, identity)) expectNotTaken(await context.send(request), what);
  });

/** Signs something else than what is sent. */
const over =
  (
    changes: Readonly<Record<string, (content: SignedContent, context: ServerContext) => SignedContent>>,
    body = bodyOf,
  ): Refused["sends"] =>
  (context, identity) =>
    Object.entries(changes).map(([what, change]) => [
      `A signature over ${what}`,
      signedRequest(context, identity, { body: body(context), content: (content) => change(content, context) }),
    ]);

const changed = (content: SignedContent, change: (text: string) => string): SignedContent => ({
  ...content,
  body: Buffer.from(change(Buffer.from(content.body).toString("utf8"))),
});

const headed =
  (shapes: Readonly<Record<string, NonNullable<SignedSend["header"]>>>): Refused["sends"] =>
  (context, identity) =>
    Object.entries(shapes).map(([what, header]) => [
      what,
      signedRequest(context, identity, { body: bodyOf(context), header }),
    ]);

const base64url = (signature: string): string =>
  signature.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

const hashed =
  (hash: string, padding = constants.RSA_PKCS1_PADDING) =>
  (content: Uint8Array, key: KeyObject): string =>
    signWith(hash, content, { key, padding }).toString("base64");

const without =
  (...names: readonly string[]) =>
  (request: SendOptions & { path: string }): SendOptions & { path: string } => ({
    ...request,
    headers: { ...request.headers, ...Object.fromEntries(names.map((name) => [name, undefined])) },
  });

const refused: readonly Refused[] = [
  {
    name: "missing-header",
    rule: "Signature, Client-Id and Request-Time are required headers: without one the request is refused.",
    sends: (context, identity) => {
      const plain = (): SendOptions & { path: string } => plainRequest(context, identity);
      const unsaid = (content: Partial<SignedContent>): SendOptions & { path: string } =>
        signedRequest(context, identity, { body: bodyOf(context), content: (same) => ({ ...same, ...content }) });
      return [
        ["No Signature", without("Signature")(plain())],
        ["No Client-Id", without("Client-Id")(plain())],
        ["No Client-Id, signed without one", without("Client-Id")(unsaid({ clientId: "" }))],
        ["No Request-Time", without("Request-Time")(plain())],
        ["No Request-Time, signed without one", without("Request-Time")(unsaid({ time: "" }))],
        ["No header of the signature", without("Signature", "Client-Id", "Request-Time")(plain())],
        ["An empty Signature", { ...plain(), headers: { ...plain().headers, Signature: "" } }],
      ];
    },
  },
  {
    name: "other-algorithm",
    rule: "A request that names another algorithm than RSA256 is refused.",
    sends: headed(
      Object.fromEntries(
        ["RSA512", "ECC224", "HS256", "MD5", "none", ""].map((algorithm) => [
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
    sends: (context, identity) =>
      (
        [
          ["SHA-1", hashed("sha1")],
          ["SHA-512", hashed("sha512")],
          ["MD5", hashed("md5")],
          ["RSA-PSS", hashed("sha256", constants.RSA_PKCS1_PSS_PADDING)],
        ] as const
      ).map(([what, sign]) => [what, signedRequest(context, identity, { body: bodyOf(context), sign })]),
  },
  {
    name: "other-encoding",
    rule: "A signature in base64url or hex, or one that comes twice, is refused.",
    sends: headed({
      base64url: (signature, keyVersion) => signatureHeader("", keyVersion) + base64url(signature),
      hex: (signature, keyVersion) =>
        signatureHeader("", keyVersion) + Buffer.from(signature, "base64").toString("hex"),
      "the signature twice": (signature, keyVersion) =>
        `${signatureHeader(signature, keyVersion)}, signature=${encodeURIComponent(signature)}`,
    }),
  },
  {
    name: "other-uri",
    rule: "The signature covers the URI of its own request, with prefix and without host: that of another is refused.",
    sends: over({
      "the other operation's URI": (content, context) => {
        const own = signedOperation(context).path;
        const other = operations.find(({ path }) => path !== own)?.path ?? "/v2/other";
        return { ...content, uri: content.uri.replace(own, other) };
      },
      "the path without its prefix": (content, context) => {
        const own = signedOperation(context).path;
        return { ...content, uri: content.uri === own ? `/api${own}` : own };
      },
      "a slash at the end": (content) => ({ ...content, uri: `${content.uri}/` }),
      "a query": (content) => ({ ...content, uri: `${content.uri}?` }),
      "the whole address": (content, context) => ({ ...content, uri: new URL(content.uri, context.baseUrl).href }),
      "the path without its slash": (content) => ({ ...content, uri: content.uri.slice(1) }),
    }),
  },
  {
    name: "other-method",
    rule: "The signature covers the method in upper case.",
    sends: over({
      GET: (content) => ({ ...content, method: "GET" }),
      "post in lower case": (content) => ({ ...content, method: "post" }),
    }),
  },
  {
    name: "other-body",
    rule: "The signature covers the bytes that were sent: those of an equal JSON value are refused.",
    sends: over(
      {
        "the body without white space": (content) => changed(content, (text) => JSON.stringify(JSON.parse(text))),
        "the body without its last line break": (content) => changed(content, (text) => text.trimEnd()),
        "no body": (content) => changed(content, () => ""),
        "an empty object": (content) => changed(content, () => "{}"),
      },
      (context) => `${JSON.stringify(signedBody(context), undefined, 1)}\n`,
    ),
  },
  {
    name: "other-time-text",
    rule: "The signature covers Request-Time as it was written: another way to write the same moment is refused.",
    sends: over({
      "the same moment in another form": (content) => ({ ...content, time: sameMoment(content.time) }),
      "the same moment as a number": (content) => ({ ...content, time: String(Date.parse(content.time)) }),
    }),
  },
];

export const refusedCases: readonly ServerCase[] = refused.map(refusedCase);

export const clientIdCase = serverCase(
  {
    id: "signature/client-id-case",
    level: "inferred",
    rule: "A Client-Id in another case is another client.",
    requires: ["signing"],
  },
  async (context) => {
    const identity = await seededIdentity(context, context);
    await expectPlainTaken(context, identity);
    const { clientId } = identity;
    const others = [clientId.toUpperCase(), clientId.toLowerCase()].filter((other) => other !== clientId);
    if (others.length === 0) throw new Inconclusive("The Client-Id has no letters.");
    for (const other of others) {
      expectNotTaken(await context.send(plainRequest(context, { ...identity, clientId: other })), `Client-Id ${other}`);
    }
  },
);

export const bitFlips = serverCase(
  {
    id: "signature/bit-flips",
    level: "inferred",
    rule: "Every single flipped bit in method, path, client, time and body makes the signature wrong.",
    requires: ["signing"],
  },
  async (context) => {
    const identity = await seededIdentity(context, context);
    await expectPlainTaken(context, identity);
    await flipHead(context, identity);
    await flipBody(context, identity);
  },
);
