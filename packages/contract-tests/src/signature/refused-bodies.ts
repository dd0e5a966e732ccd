import type { ServerCase } from "../engine/case.js";
import { isObject } from "../spec/json.js";
import { bodyText, signedRequest, type SigningClient } from "./identity.js";
import { refusedCase, type Refused } from "./refused.js";

interface OtherBody {
  /** What is sent; the sample without white space unless told. */
  readonly sent?: (client: SigningClient) => string;
  /** What is signed in its place, made of what is sent. */
  readonly signed: (sent: string) => string | Uint8Array;
}

const indented =
  (indent: number) =>
  (text: string): string =>
    JSON.stringify(JSON.parse(text), undefined, indent);

/** As Python's json.dumps writes it: a space behind commas and colons. */
const spaced = (text: string): string =>
  indented(1)(text)
    .replaceAll(/\n\s*/gu, " ")
    .replaceAll(/(?<=[[{]) | (?=[\]}])/gu, "");

const reordered =
  (order: (names: string[]) => string[]) =>
  (text: string): string => {
    const value: unknown = JSON.parse(text);
    if (!isObject(value)) return text;
    return JSON.stringify(Object.fromEntries(order(Object.keys(value)).map((name) => [name, value[name]])));
  };

const sorted = reordered((names) => names.toSorted());

/** Every object in it with its keys in order. */
const sortedDeeply = (text: string): string =>
  JSON.stringify(JSON.parse(text), (_, value: unknown) =>
    isObject(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)))
      : value,
  );

const valuesOf = (text: string): readonly unknown[] => Object.values(Object(JSON.parse(text)));

const reversed = reordered((names) => names.toSorted().toReversed());

const without =
  (name: string) =>
  (text: string): string => {
    const value: unknown = JSON.parse(text);
    return JSON.stringify(isObject(value) ? { ...value, [name]: undefined } : value);
  };

const inColumns = (client: SigningClient): string => `${indented(1)(bodyText(client))}\n`;

const informed =
  (extendInfo: string) =>
  (client: SigningClient): string =>
    bodyText(client, { extendInfo });

const escaped = (text: string): string =>
  text.replaceAll(/[\u0080-\uFFFF]/gu, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);

const slashesEscaped = (text: string): string => text.replaceAll("/", String.raw`\/`);

// An a with two dots, as one character and as two.
const [composed, decomposed] = ["\u00E4", "a\u0308"];

const equal: Readonly<Record<string, OtherBody>> = {
  "the body without white space": { sent: inColumns, signed: indented(0) },
  "the body without its last line break": { sent: inColumns, signed: (sent) => sent.trimEnd() },
  "the body without the space before it": {
    sent: (client) => `  ${bodyText(client)}`,
    signed: (sent) => sent.trimStart(),
  },
  "the body without its line breaks": { sent: inColumns, signed: (sent) => sent.replaceAll("\n", "") },
  "the body without any space": { sent: inColumns, signed: (sent) => sent.replaceAll(/\s/gu, "") },
  "the body without its carriage returns": {
    sent: (client) => inColumns(client).replaceAll("\n", "\r\n"),
    signed: (sent) => sent.replaceAll("\r", ""),
  },
  "the body in columns of two": { signed: indented(2) },
  "the body in columns of four": { signed: indented(4) },
  "the body in columns of tabs": { signed: (sent) => JSON.stringify(JSON.parse(sent), undefined, "\t") },
  "the body with all its keys sorted": { sent: (client) => reversed(bodyText(client)), signed: sortedDeeply },
  "the body without its templates": { signed: without("templates") },
  "the body without what is null": {
    sent: (client) => bodyText(client, { padding: null }),
    signed: without("padding"),
  },
  "the body in single quotes": { signed: (sent) => sent.replaceAll('"', "'") },
  "the values of the body": { signed: (sent) => valuesOf(sent).join("") },
  "the values of the body with commas": { signed: (sent) => valuesOf(sent).join(",") },
  "the requestId alone": { signed: (sent) => /"requestId":"([^"]*)"/u.exec(sent)?.[1] ?? "" },
  "the body with a space behind commas and colons": { signed: spaced },
  "the body with its keys sorted": { sent: (client) => reversed(bodyText(client)), signed: sorted },
  "the body with its keys in another order": { signed: reversed },
  "the body without what no page names": {
    sent: (client) => bodyText(client, { padding: 1 }),
    signed: without("padding"),
  },
  "the body without what may be left out": { sent: informed("some"), signed: without("extendInfo") },
  "the body with its escapes resolved": { sent: (client) => escaped(informed(composed)(client)), signed: indented(0) },
  "the body with escapes for everything beyond ASCII": { sent: informed(composed), signed: escaped },
  "the body with its slashes escaped": { sent: informed("a/b"), signed: slashesEscaped },
  "the body with its slashes no longer escaped": {
    sent: (client) => slashesEscaped(informed("a/b")(client)),
    signed: (sent) => sent.replaceAll(String.raw`\/`, "/"),
  },
  "the body in Latin-1": { sent: informed(composed), signed: (sent) => Buffer.from(sent, "latin1") },
  "the body in UTF-16": { signed: (sent) => Buffer.from(sent, "utf16le") },
  "the body in another normal form": { sent: informed(decomposed), signed: (sent) => sent.normalize("NFC") },
  "the body behind a byte order mark": { signed: (sent) => `\uFEFF${sent}` },
  "the body as a form sends it": {
    sent: informed("1+1 %20"),
    signed: (sent) => sent.replaceAll("+", " ").replaceAll("%20", " "),
  },
  "the body with its numbers rewritten": {
    sent: (client) => bodyText(client, { padding: 1 }).replace('"padding":1', '"padding":1.0'),
    signed: indented(0),
  },
  "the body in lower case": { signed: (sent) => sent.toLowerCase() },
  "the body in base64": { signed: (sent) => Buffer.from(sent).toString("base64") },
  "the body URL-encoded": { signed: encodeURIComponent },
  "the body as a JSON text": { signed: (sent) => JSON.stringify(sent) },
  "no body": { signed: () => "" },
  "an empty object": { signed: () => "{}" },
  null: { signed: () => "null" },
};

const sends =
  (bodies: Readonly<Record<string, OtherBody>>): Refused["sends"] =>
  (client) =>
    Object.entries(bodies).map(([what, { sent = bodyText, signed }]) => {
      const body = sent(client);
      const content = Buffer.from(signed(body));
      return [
        `A signature over ${what}`,
        signedRequest(client, { body, content: (same) => ({ ...same, body: content }) }),
      ];
    });

/** The body with so many spaces inside, so that what matters comes late. */
export const stretched =
  (length: number) =>
  (client: SigningClient): string =>
    bodyText(client).replace("{", `{${" ".repeat(length)}`);

const sizes = [
  100, 128, 200, 256, 500, 512, 1000, 1024, 2000, 2048, 4096, 5000, 8192, 10_000, 16_384, 32_768, 65_536, 100_000,
];

export const refusedBodyCases: readonly ServerCase[] = [
  refusedCase({
    name: "other-body",
    rule: "The signature covers the bytes that were sent: those of an equal JSON value are refused.",
    sends: sends(equal),
  }),
  refusedCase({
    name: "body-to-its-end",
    rule: "The signature covers all of a body, however long it is.",
    sends: sends(
      Object.fromEntries(
        sizes.map((size) => [
          `the first ${size} bytes of the body`,
          { sent: stretched(size), signed: (sent) => sent.slice(0, size) },
        ]),
      ),
    ),
  }),
];
