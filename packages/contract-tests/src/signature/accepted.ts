import { isTaken, shortAnswer } from "../engine/acceptance.js";
import type { Requirement, ServerCase } from "../engine/case.js";
import type { Exchange } from "../engine/exchange.js";
import { ContractFailure } from "../engine/failure.js";
import { Inconclusive } from "../engine/verdict.js";
import { sharedKeyPair } from "../signing/keys.js";
import { signatureHeader, type Signer } from "../signing/signer.js";
import type { Level } from "../spec/statement.js";
import {
  bodyText,
  expectSignedTaken,
  plainRequest,
  signedBody,
  signedRequest,
  signingCase,
  type SignedSend,
  type SigningClient,
} from "./identity.js";
import { stretched } from "./refused-bodies.js";
import { isoTimes, timesWithoutOffset } from "./times.js";
import { sampleNotTaken } from "./sample-not-taken.js";

interface Accepted {
  readonly name: string;
  readonly level?: Exclude<Level, "documented">;
  readonly rule: string;
  readonly requires?: readonly Requirement[];
  readonly sends: (client: SigningClient) => readonly SignedSend[];
  /** Whether a server may have a reason of its own to refuse what is sent. */
  readonly unusual?: boolean;
  /** Another key of the same client. */
  readonly as?: (identity: Signer) => Signer | Promise<Signer>;
}

const reversed = (value: object): string => JSON.stringify(Object.fromEntries(Object.entries(value).toReversed()));

type Header = NonNullable<SignedSend["header"]>;

const headers =
  (...shapes: readonly Header[]): Accepted["sends"] =>
  (client) =>
    shapes.map((header) => ({ body: bodyText(client), header }));

interface Parts {
  readonly algorithm: string;
  readonly keyVersion: string | undefined;
  readonly signature: string;
}

/** The parts of the usual header, joined in another way; what is missing there is missing here. */
const joined =
  (parts: (known: Parts) => readonly (readonly [name: string, value: string | undefined])[], comma = ", "): Header =>
  (signature, keyVersion) =>
    parts({ algorithm: "RSA256", keyVersion, signature: encodeURIComponent(signature) })
      .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]))
      .join(comma);

const usual = ({ algorithm, keyVersion, signature }: Parts): [string, string | undefined][] => [
  ["algorithm", algorithm],
  ["keyVersion", keyVersion],
  ["signature", signature],
];

const times =
  (make: () => readonly string[]): Accepted["sends"] =>
  (client) =>
    make().map((time) => ({ body: bodyText(client), time }));

/** The forms that a right request may have. */
export const accepted: readonly Accepted[] = [
  {
    name: "accepted",
    rule: "A signature over the exact bytes of the body is accepted, white space and escapes included.",
    sends: (client) => [
      {
        body: `${JSON.stringify(signedBody(client), undefined, "   ").replaceAll("/", String.raw`\u002f`)}\n`,
      },
    ],
  },
  {
    name: "key-order",
    rule: "The order of the keys in the body does not matter to the signature.",
    sends: (client) => [{ body: reversed(signedBody(client)) }],
  },
  {
    name: "non-ascii-body",
    rule: "The signature covers the UTF-8 bytes of the body, whatever characters they hold.",
    sends: (client) => {
      const { templates } = signedBody(client);
      const text = bodyText(client, { templates: templates ?? [] });
      return ["\u00E4\u00F6", "\u4F60\u597D", "\u{1F600}"].map((word) => ({
        body: text
          .replace(/(?<=:")[^"]*(?="\}[,}\]])/u, word)
          .replace(/"requestId":"[^"]*"/u, `"requestId":"${client.context.requestId()}"`),
      }));
    },
  },
  {
    name: "lower-case-hex",
    rule: "The URL-encoding of the signature may use lower-case hex.",
    sends: headers((signature, keyVersion) =>
      signatureHeader(signature, keyVersion).replaceAll(/%../gu, (hex) => hex.toLowerCase()),
    ),
  },
  {
    name: "header-spacing",
    rule: "The parts of the Signature header may be separated by a comma without a space, or with white space around it.",
    sends: headers(joined(usual, ","), joined(usual, ",  "), joined(usual, " , "), joined(usual, ",\t")),
  },
  {
    name: "part-order",
    rule: "The parts of the Signature header come in any order.",
    sends: headers(
      joined((known) => usual(known).toReversed()),
      joined((known) => [...usual(known).slice(1), ...usual(known).slice(0, 1)]),
    ),
  },
  {
    name: "part-names",
    rule: "The names of the parts of the Signature header are not case-sensitive.",
    sends: headers(
      joined((known) => usual(known).map(([name, value]) => [name.toLowerCase(), value])),
      joined((known) => usual(known).map(([name, value]) => [name.toUpperCase(), value])),
    ),
  },
  {
    name: "algorithm-missing",
    rule: "Without algorithm RSA256 is meant.",
    sends: headers(joined((known) => usual(known).slice(1))),
  },
  {
    name: "algorithm-any-case",
    rule: "The value of algorithm is not case-sensitive.",
    sends: headers(joined((known) => usual({ ...known, algorithm: "rsa256" }))),
  },
  {
    name: "key-version-missing",
    rule: "Without keyVersion the latest key of the client is meant.",
    sends: headers(joined((known) => usual({ ...known, keyVersion: undefined }))),
  },
  {
    name: "key-rotation",
    level: "policy",
    rule: "An older key of the client stays valid beside the latest.",
    requires: ["control"],
    sends: (client) => [{ body: bodyText(client) }],
    as: async (identity) => ({ ...identity, keyVersion: "1", privateKey: (await sharedKeyPair(0)).privateKey }),
  },
  {
    name: "epoch-time",
    rule: "Request-Time may be epoch milliseconds or seconds: the signature covers its exact string.",
    sends: times(() => [String(Date.now()), String(Math.floor(Date.now() / 1000))]),
  },
  {
    name: "iso-times",
    rule: "Request-Time may be any ISO 8601 time, with any offset and any number of digits after the second.",
    sends: times(() => isoTimes(new Date())),
  },
  {
    name: "time-without-offset",
    level: "policy",
    rule: "A Request-Time without an offset is UTC.",
    sends: times(() => timesWithoutOffset(new Date())),
  },
  {
    name: "query",
    rule: "The URI that is signed has its query, if there is one.",
    sends: (client) => ["?a=1", "?a=1&b=%20"].map((query) => ({ body: bodyText(client), query })),
  },
  {
    name: "long-body",
    rule: "A signature over a long body is accepted.",
    unusual: true,
    sends: (client) => [
      { body: bodyText(client, { extendInfo: "\u00E9".repeat(4096) }) },
      ...[20_000, 200_000].map((length) => ({ body: stretched(length)(client) })),
    ],
  },
  {
    name: "raw-base64",
    rule: "A signature that is not URL-encoded is accepted, plus signs included.",
    // base64 of a signature holds a plus sign with near certainty over this many tries.
    sends: (client) =>
      Array.from({ length: 12 }, () => ({
        body: bodyText(client),
        header: (signature: string, keyVersion: string | undefined) =>
          decodeURIComponent(signatureHeader(signature, keyVersion)),
      })),
  },
];

const acceptedCase = ({ name, level = "inferred", rule, requires, unusual = false, sends, as }: Accepted): ServerCase =>
  signingCase(
    { id: `signature/${name}`, level, rule, ...(requires === undefined ? {} : { requires }) },
    async (client) => {
      if (name === "accepted") await expectUsualTaken(client);
      const identity = (await as?.(client.identity)) ?? client.identity;
      for (const send of sends(client)) {
        const exchange = await client.context.send(signedRequest({ ...client, identity }, send));
        if (unusual) await expectSignatureRefused(client, exchange);
        await expectSignedTaken(client, { exchange, what: `${rule} ${send.time ?? ""}`.trim() });
      }
    },
    { requestTimeTolerance: "PT1H" },
  );

const signatureCodes = /INVALID_SIGNATURE|INVALID_CLIENT|KEY_NOT_FOUND|"SIGN/u;

/** The sample, signed as everybody signs; a server that refuses the signature itself breaks the first of all rules. */
const expectUsualTaken = async (client: SigningClient): Promise<void> => {
  const { context } = client;
  const exchange = await context.send(plainRequest(client));
  const refused = exchange.status >= 400;
  if (!refused && isTaken(exchange)) return;
  if (context.target.controlUrl === undefined && !refused && !signatureCodes.test(exchange.text)) {
    throw sampleNotTaken(exchange);
  }
  throw new ContractFailure("The right signature must be accepted", {
    expected: "S or A; check --client-id, --private-key, --key-version and the prefix in --url",
    actual: exchange.text,
    exchange,
  });
};

/** A refusal that is not the one of a wrong signature says nothing about signatures. */
const expectSignatureRefused = async (client: SigningClient, exchange: Exchange): Promise<void> => {
  if (client.context.target.controlUrl !== undefined || isTaken(exchange)) return;
  const body = bodyText(client);
  const wrong = signedRequest(client, { body, content: (content) => ({ ...content, method: "GET" }) });
  if (shortAnswer(await client.context.send(wrong)) === shortAnswer(exchange)) return;
  throw new Inconclusive(`The server refuses such a request for another reason (${shortAnswer(exchange)}).`, exchange);
};

export const acceptedCases: readonly ServerCase[] = accepted.map(acceptedCase);
