import { postAgainAfterUnknown, take } from "../engine/acceptance.js";
import { answerOf, expectHttp, expectStatus } from "../engine/answer.js";
import { serverCase, type Case } from "../engine/case.js";
import type { Exchange } from "../engine/exchange.js";
import { expectTrue } from "../engine/failure.js";
import type { ServerContext } from "../engine/server-context.js";
import { forEach } from "../engine/verdict.js";
import { operationOf, variety } from "../laws/answers.js";
import { expectAccepted } from "../boundaries/verdict.js";
import { illegalNamespace, malformedCases } from "./malformed.js";

const mediaTypes: readonly (string | undefined)[] = [
  undefined,
  "application/json",
  "Application/JSON;charset=utf-8",
  'application/json; charset="UTF-8"',
  "application/json ; charset=UTF-8",
];

const absentMediaType = serverCase(
  {
    id: "envelope/absent-media-type",
    level: "inferred",
    rule: "An absent Content-Type counts as JSON; case and parameters of a present one do not matter. (E12)",
  },
  async (context) =>
    forEach(context.operations, async (operation) => {
      for (const type of mediaTypes) {
        const exchange = await context.post(operation, context.body(operation), {
          headers: { "Content-Type": type },
          ordinary: false,
        });
        await expectAccepted(context, exchange, {
          what: `Content-Type ${type ?? "absent"}`,
          operation,
          harmless: () => context.post(operation, context.body(operation)),
        });
      }
    }),
);

const jsonTexts: Readonly<Record<string, (text: string) => string>> = {
  "white space": (text) => `  ${JSON.stringify(JSON.parse(text), undefined, "\t")}\r\n`,
  "escaped slashes": (text) => text.replaceAll("/", String.raw`\/`),
  "escaped letters": (text) => text.replaceAll("test", String.raw`\u0074est`),
  "escaped names and values": (text) =>
    text.replaceAll(/"([A-Za-z])/gu, (_, letter: string) => `"\\u00${letter.charCodeAt(0).toString(16)}`),
  "other order": (text) => JSON.stringify(Object.fromEntries(Object.entries(Object(JSON.parse(text))).toReversed())),
};

const jsonForms = serverCase(
  {
    id: "envelope/json-forms",
    level: "inferred",
    rule: "Equal JSON is an equal request: white space, escapes and the order of keys do not matter.",
  },
  async (context) =>
    forEach(context.operations, async (operation) => {
      for (const [what, form] of Object.entries(jsonTexts)) {
        const body = form(JSON.stringify(context.body(operation)));
        const exchange = await context.send({ path: operation.path, body, ordinary: true });
        await expectAccepted(context, exchange, {
          what,
          operation,
          harmless: () => context.post(operation, context.body(operation)),
        });
      }
    }),
);

const unknownHeaders = serverCase(
  {
    id: "envelope/unknown-headers",
    level: "inferred",
    rule: "Request headers that the protocol does not name are no reason to refuse a request.",
  },
  async (context) =>
    forEach(context.operations, async (operation) => {
      const headers = { Accept: "application/json", "X-Unknown": "1", "Trace-Id": "t-1", "Merchant-Id": "m-1" };
      const exchange = await context.post(operation, context.body(operation), { headers });
      await expectAccepted(context, exchange, {
        what: "Unknown headers",
        operation,
        harmless: () => context.post(operation, context.body(operation)),
      });
    }),
);

const ask = (context: ServerContext): Promise<void> =>
  forEach(context.operations, async (operation) => {
    await context.post(operation, {});
    await take(context, operation);
  });

/** A case about every ordinary answer of the run. */
const overall = (
  facts: Parameters<typeof serverCase>[0],
  look: (exchange: Exchange) => void,
  prepare: (context: ServerContext) => Promise<void> = ask,
): Case =>
  serverCase({ ...facts, overall: true }, async (context) => {
    const { seen } = context;
    await prepare(context);
    for (const exchange of seen) if (operationOf(exchange) !== undefined) look(exchange);
  });

const path = overall(
  {
    id: "envelope/path",
    says: /^POST /u,
    rule: "A POST on the documented path is answered with the result envelope, whatever the result.",
  },
  (exchange) => void answerOf(exchange),
  async (context) => {
    for (const operation of context.operations) {
      const refused = await postAgainAfterUnknown(context, operation, { body: {} });
      expectStatus(refused, "F", "An empty object");
      await variety(context, operation);
    }
    await ask(context);
  },
);

const httpStatus = overall(
  {
    id: "envelope/http-status",
    level: "inferred",
    rule: "Every answer to a POST on the documented path is HTTP 200, whatever the result. (E12)",
  },
  (exchange) => expectHttp(exchange, 200),
);

const byteOrderMark = overall(
  {
    id: "envelope/byte-order-mark",
    level: "inferred",
    rule: "The JSON of an answer begins without a byte order mark.",
  },
  (exchange) => {
    const [one, two, three] = exchange.bytes;
    const marked = one === 0xef && two === 0xbb && three === 0xbf;
    expectTrue("first bytes of the answer", !marked, { expected: "{", actual: "a byte order mark", exchange });
  },
);

const answerType = overall(
  {
    id: "envelope/answer-type",
    level: "inferred",
    rule: "The Content-Type of every answer is application/json, and a charset that it names is UTF-8.",
  },
  (exchange) => {
    const type = exchange.headers.get("Content-Type");
    const right = /^application\/json\s*(?:;(?!.*charset="?(?!utf-8\b))|$)/iu.test(type ?? "");
    expectTrue("Content-Type of the answer", right, { expected: "application/json", actual: type, exchange });
  },
);

export const envelopeCases: readonly Case[] = [
  path,
  ...malformedCases,
  absentMediaType,
  jsonForms,
  unknownHeaders,
  illegalNamespace,
  httpStatus,
  byteOrderMark,
  answerType,
];
