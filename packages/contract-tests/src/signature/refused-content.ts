import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { ServerCase } from "../engine/case.js";
import { wrongBytes, wrongStrings } from "../signing/wrong-strings.js";
import { contentBytes, type SignedContent } from "../signing/signer.js";
import { operations } from "../spec/operation.js";
import { bodyText, signedRequest, type SignedRequest, type SigningClient } from "./identity.js";
import { refusedCase, type Refused } from "./refused.js";
import { isoTimes, sameMoment } from "./times.js";

type Change = (content: SignedContent, client: SigningClient) => Partial<SignedContent>;

/** Whether such a change leaves what is signed as it was. */
const isNone = (content: SignedContent, changes: Partial<SignedContent>): boolean =>
  isDeepStrictEqual({ ...content, ...changes }, content);

/** Signs something else than what is sent; a change that changes nothing is left out. */
const over =
  (changes: Readonly<Record<string, Change>>): Refused["sends"] =>
  (client) =>
    Object.entries(changes).flatMap(([what, change]) => {
      let isChanged = true;
      const request = signedRequest(client, {
        body: bodyText(client),
        content: (content) => {
          const changed = change(content, client);
          isChanged = !isNone(content, changed);
          return { ...content, ...changed };
        },
      });
      return isChanged ? [[`A signature over ${what}`, request] as const] : [];
    });

const uriChange =
  (change: (uri: string, client: SigningClient) => string): Change =>
  ({ uri }, client) => ({ uri: change(uri, client) });

const withoutPort = (url: string): string => {
  const { protocol, hostname } = new URL(url);
  return `${protocol}//${hostname}`;
};

const timeChange =
  (change: (time: string) => string): Change =>
  ({ time }) => ({ time: change(time) });

/** Sent elsewhere or otherwise than it was signed. */
const sentAs =
  (changes: Readonly<Record<string, (request: SignedRequest) => Partial<SignedRequest>>>): Refused["sends"] =>
  (client) =>
    Object.entries(changes).map(([what, change]) => {
      const request = signedRequest(client, { body: bodyText(client) });
      return [what, { ...request, ...change(request) }];
    });

const all =
  (...parts: readonly Refused["sends"][]): Refused["sends"] =>
  (client) =>
    parts.flatMap((part) => part(client));

/** Times with an offset, signed as the same moment in UTC. */
const inUtc: Refused["sends"] = (client) =>
  isoTimes(new Date())
    .filter((time) => !time.endsWith("Z"))
    .map((time) => [
      `A signature over the moment of ${time} in UTC`,
      signedRequest(client, {
        body: bodyText(client),
        time,
        content: (content) => ({ ...content, time: new Date(time).toISOString() }),
      }),
    ]);

const digests = ["hex", "base64", undefined] as const;

/** What is signed by those who hash first, and then give the digest to what hashes again. */
const digestOf = (bytes: Uint8Array, encoding: "hex" | "base64" | undefined): Uint8Array => {
  const digest = createHash("sha256").update(bytes).digest();
  return encoding === undefined ? digest : Buffer.from(digest.toString(encoding));
};

const refused: readonly Refused[] = [
  {
    name: "other-string",
    rule: "What is signed is `<METHOD> <URI>\\n<Client-Id>.<Request-Time>.<BODY>` and no other string of these parts.",
    sends: (client) => [
      ...digests.map((encoding): [string, SignedRequest] => [
        `A signature over the string's digest (${encoding ?? "bytes"})`,
        signedRequest(client, {
          body: bodyText(client),
          bytes: (content) => digestOf(contentBytes(content), encoding),
        }),
      ]),
      ...wrongStrings.map((pattern): [string, SignedRequest] => [
        `A signature over ${JSON.stringify(pattern)}`,
        signedRequest(client, { body: bodyText(client), bytes: (content) => wrongBytes(content, pattern) }),
      ]),
    ],
  },
  {
    name: "other-uri",
    rule: "The signature covers the URI of its own request, with prefix and without host: that of another is refused.",
    sends: all(
      over({
        "the other operation's URI": uriChange((uri, { operation }) => {
          const other = operations.find(({ path }) => path !== operation.path)?.path ?? "/v2/other";
          return uri.replace(operation.path, other);
        }),
        "the path without its prefix": uriChange((uri, { operation: { path } }) =>
          uri === path ? `/api${path}` : path,
        ),
        "a slash at the end": uriChange((uri) => `${uri}/`),
        "a slash too many": uriChange((uri) => `/${uri}`),
        "a question mark": uriChange((uri) => `${uri}?`),
        "a query": uriChange((uri) => `${uri}?a=1`),
        "the whole address": uriChange((uri, { context }) => new URL(uri, context.baseUrl).href),
        "the address without its port": uriChange((uri, { context }) => withoutPort(context.baseUrl) + uri),
        "host and path": uriChange((uri, { context }) => new URL(context.baseUrl).host + uri),
        "the path without its slash": uriChange((uri) => uri.slice(1)),
        "the path without its version": uriChange((uri) => uri.replace("/v2/", "/")),
        "the path behind its version": uriChange((uri) => uri.replace(/^.*\/v2(?=\/)/u, "")),
        "the path from its version on": uriChange((uri) => uri.slice(Math.max(uri.indexOf("/v2/"), 1))),
        "the address with https": uriChange((uri, { context }) => `https://${new URL(context.baseUrl).hostname}${uri}`),
        "the path in lower case": uriChange((uri) => uri.toLowerCase()),
        "the path in upper case": uriChange((uri) => uri.toUpperCase()),
        "the path URL-encoded": uriChange((uri) => encodeURIComponent(uri)),
        "the last part of the path": uriChange((uri) => uri.slice(uri.lastIndexOf("/"))),
        "the path and the protocol": uriChange((uri) => `${uri} HTTP/1.1`),
        "no path": uriChange(() => "/"),
      }),
      sentAs({
        "A query that is not signed": ({ path }) => ({ path: `${path}?a=1` }),
        "The path in another case than it was signed": ({ path }) => ({ path: path.replace("/message", "/Message") }),
        "A slash at the end that is not signed": ({ path }) => ({ path: `${path}/` }),
        "A slash too many that is not signed": ({ path }) => ({ path: path.replace("/v2/", "/v2//") }),
        "Another version than was signed": ({ path }) => ({ path: path.replace("/v2/", "/v1/") }),
      }),
    ),
  },
  {
    name: "other-method",
    rule: "The signature covers the method in upper case.",
    sends: all(
      over({
        GET: () => ({ method: "GET" }),
        PUT: () => ({ method: "PUT" }),
        "post in lower case": () => ({ method: "post" }),
        Post: () => ({ method: "Post" }),
      }),
      sentAs({ "PUT where POST was signed": () => ({ method: "PUT" }) }),
    ),
  },
  {
    name: "other-client-signed",
    rule: "The signature covers the Client-Id as the header has it.",
    sends: over({
      "the Client-Id in upper case": ({ clientId }) => ({ clientId: clientId.toUpperCase() }),
      "the Client-Id in lower case": ({ clientId }) => ({ clientId: clientId.toLowerCase() }),
      "a longer Client-Id": ({ clientId }) => ({ clientId: `${clientId}1` }),
      "a shorter Client-Id": ({ clientId }) => ({ clientId: clientId.slice(0, -1) }),
      "the beginning of the Client-Id": ({ clientId }) => ({ clientId: clientId.slice(0, 8) }),
      "the Client-Id without punctuation": ({ clientId }) => ({ clientId: clientId.replaceAll(/[^A-Za-z0-9]/gu, "") }),
      "another Client-Id": () => ({ clientId: "another-client" }),
    }),
  },
  {
    name: "other-time-text",
    rule: "The signature covers Request-Time as it was written: another way to write the same moment is refused.",
    sends: all(
      over({
        "the same moment in another form": timeChange(sameMoment),
        "the same moment as a number": timeChange((time) => String(Date.parse(time))),
        "the same moment in seconds": timeChange((time) => String(Math.floor(Date.parse(time) / 1000))),
        "the time without its fraction": timeChange((time) => time.replace(/\.\d+/u, "")),
        "the time with more digits": timeChange((time) => time.replace("Z", "000Z")),
        "the time without its offset": timeChange((time) => time.replace("Z", "")),
        "the date alone": timeChange((time) => time.slice(0, 10)),
        "the minute": timeChange((time) => time.slice(0, 16)),
        "another moment": timeChange((time) => new Date(Date.parse(time) + 1).toISOString()),
      }),
      inUtc,
    ),
  },
];

export const refusedContentCases: readonly ServerCase[] = refused.map(refusedCase);
