import { looksTaken } from "../engine/acceptance.js";
import { expectCode } from "../engine/answer.js";
import { serverCase, type Case } from "../engine/case.js";
import { expectTrue } from "../engine/failure.js";
import type { SendOptions } from "../engine/send.js";
import type { ServerContext } from "../engine/server-context.js";
import { operations, type Operation } from "../spec/operation.js";

interface Malformed {
  readonly name: string;
  readonly rule: string;
  readonly code: string;
  readonly requests: (context: ServerContext, operation: Operation) => readonly SendOptions[];
  /** What may not be taken either, and gets no code of its own. */
  readonly more?: (context: ServerContext, operation: Operation) => readonly SendOptions[];
}

const invalidUtf8 = (text: string): Uint8Array => {
  const bytes = Buffer.from(text);
  const at = bytes.indexOf('"requestId":"') + '"requestId":"'.length;
  bytes[at] = 0xff;
  return bytes;
};

// A body of one byte more than a mebibyte is over the limit whatever else it holds.
const megabyte = 1024 * 1024;

const malformed: readonly Malformed[] = [
  {
    name: "malformed-json",
    rule: "A body that is not JSON gets PARAM_ILLEGAL. (E12)",
    code: "PARAM_ILLEGAL",
    requests: (context, operation) => {
      const text = JSON.stringify(context.body(operation));
      return ["", "{", text.slice(0, -1), `${text}}`, text.replaceAll('"', "'"), `${text},`, `${text}x`].map(
        (body) => ({
          body,
        }),
      );
    },
  },
  {
    name: "almost-json",
    rule: "What only a lenient reader takes for JSON gets PARAM_ILLEGAL: a comma before a brace, a comment, a bare key. (E12)",
    code: "PARAM_ILLEGAL",
    requests: (context, operation) => {
      const text = JSON.stringify(context.body(operation));
      return [
        `${text.slice(0, -1)},}`,
        text.replace("}]", "},]"),
        `/* comment */${text}`,
        `${text}// comment`,
        text.replace('"templates"', "templates"),
        `${text.slice(0, -1)},"padding":01}`,
        `${text.slice(0, -1)},"padding":NaN}`,
        `${text.slice(0, -1)},"padding":"a\nb"}`,
      ].map((body) => ({ body }));
    },
  },
  {
    name: "not-an-object",
    rule: "A body that is JSON and no object gets PARAM_ILLEGAL. (E12)",
    code: "PARAM_ILLEGAL",
    requests: (context, operation) => {
      const text = JSON.stringify(context.body(operation));
      return ["[]", '"text"', "7", "true", "null", `[${text}]`, JSON.stringify(text)].map((body) => ({ body }));
    },
  },
  {
    name: "invalid-utf8",
    rule: "A body that is not UTF-8 gets PARAM_ILLEGAL. (E12)",
    code: "PARAM_ILLEGAL",
    requests: (context, operation) => [{ body: invalidUtf8(JSON.stringify(context.body(operation))) }],
  },
  {
    name: "oversized",
    rule: "A body over the limit of 1 MiB gets PARAM_ILLEGAL. (E12)",
    code: "PARAM_ILLEGAL",
    requests: (context, operation) => [
      { body: JSON.stringify({ ...context.body(operation), padding: "x".repeat(megabyte) }) },
    ],
  },
  {
    name: "media-type",
    rule: "A Content-Type other than JSON gets MEDIA_TYPE_NOT_ACCEPTABLE. (E12)",
    code: "MEDIA_TYPE_NOT_ACCEPTABLE",
    requests: (context, operation) =>
      ["text/plain", "application/xml", "application/x-www-form-urlencoded", "application/jsonp"].map((type) => ({
        body: JSON.stringify(context.body(operation)),
        headers: { "Content-Type": type },
      })),
  },
  {
    name: "method",
    rule: "A method other than POST gets METHOD_NOT_SUPPORTED. (E12)",
    code: "METHOD_NOT_SUPPORTED",
    requests: (context, operation) => [
      { method: "GET" },
      ...["PUT", "PATCH", "DELETE"].map((method) => ({ method, body: JSON.stringify(context.body(operation)) })),
    ],
  },
  {
    name: "unknown-path",
    rule: "An unknown path under /v2/ gets INVALID_API. (E12)",
    code: "INVALID_API",
    requests: (context, { path, ...operation }) =>
      [`${path}Now`, path.toUpperCase().replace("/V2/", "/v2/"), "/v2/unknown", path.replace("/v2/", "/v2/x/")].map(
        (unknown) => ({ path: unknown, body: JSON.stringify(context.body({ path, ...operation })) }),
      ),
    more: (context, operation) =>
      otherPaths(operation).map((other) => ({ path: other, body: JSON.stringify(context.body(operation)) })),
  },
  {
    name: "trailing-slash",
    rule: "A slash at the end of the path gets INVALID_API. (E12)",
    code: "INVALID_API",
    requests: (context, operation) => [{ path: `${operation.path}/`, body: JSON.stringify(context.body(operation)) }],
  },
];

const lastOf = (path: string): string => path.slice(path.lastIndexOf("/"));

/** Paths that are nearly the documented one. */
const otherPaths = ({ path }: Operation): readonly string[] => [
  path.replace("/v2/", "/v1/"),
  path.replace("/v2/", "/v3/"),
  path.replace("/v2/", "/v20/"),
  path.replace("/v2/", "/V2/"),
  path.replace("/v2/", "/"),
  path.replace("/v2/", "/v2//"),
  path.replace(lastOf(path), `/${lastOf(path)}`),
  path.replace(lastOf(path), lastOf(path).toUpperCase()),
  path.replace(lastOf(path), lastOf(path).replace("/", "/x/")),
  lastOf(path),
  `${path}.json`,
  `${path};a=1`,
  `${path}/1`,
  `${path}%20`,
  path.slice(0, path.lastIndexOf("/")),
];

/** With which code it is refused, if it is. */
const codeCase = ({ name, rule, code, requests }: Malformed): Case =>
  serverCase({ id: `envelope/${name}`, level: "inferred", rule }, async (context) => {
    for (const operation of context.operations) {
      for (const request of requests(context, operation)) {
        const exchange = await context.send({ path: operation.path, ...request });
        if (!looksTaken(exchange)) expectCode(exchange, code, rule);
      }
    }
  });

/** That it is refused, whatever the code. */
const notTakenCase = ({ name, rule: withCode, requests, more = () => [] }: Malformed): Case => {
  const rule = withCode.replace(/ gets [A-Z_]+/u, " is not taken");
  return serverCase({ id: `envelope/not-taken/${name}`, level: "inferred", rule }, async (context) => {
    for (const operation of context.operations) {
      for (const request of [...requests(context, operation), ...more(context, operation)]) {
        const exchange = await context.send({ path: operation.path, ...request });
        const isRefused = exchange.status >= 300 || !looksTaken(exchange);
        expectTrue(rule, isRefused, { expected: "F", actual: exchange.text, exchange });
      }
    }
  });
};

export const illegalNamespace: Case = serverCase(
  {
    id: "envelope/illegal-namespace",
    level: "inferred",
    rule: "An illegal namespace gets INVALID_API. (E12)",
    requires: ["control"],
  },
  async (context) => {
    for (const name of ["with%20space", "n".repeat(65), "%C3%A4", "a%2Fb", "a@b"]) {
      for (const operation of operations) {
        const path = `/../${name}${operation.path}`;
        const exchange = await context.send({ path, body: JSON.stringify(context.body(operation)) });
        expectCode(exchange, "INVALID_API", `namespace ${name}`);
      }
    }
  },
);

export const malformedCases: readonly Case[] = [...malformed.map(codeCase), ...malformed.map(notTakenCase)];
