import { parseSignatureHeader, verify } from "@miniprogram-messages/signature";
import * as fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Rule, StringRule } from "../src/generated/constraints.js";
import { type SendMessageRequest, createClient } from "../src/index.js";
import type { Operation, RequestOf } from "../src/operation.js";
import { definitions } from "../src/operations.js";
import { issuesOf } from "../src/validate.js";
import { answer } from "./answers.js";
import { type KeyPair, makeKeys } from "./keys.js";
import { signedHeaders } from "./scripted-server.js";

const PREFIX = "/api/open";

/** Any text that the rule allows: `max` counts code points, which is what one element of the array is. */
const textOf = ({ max = 40, forbidden = "", values }: StringRule): fc.Arbitrary<string> =>
  values
    ? fc.constantFrom(...values)
    : fc
        .array(fc.string({ unit: "binary", minLength: 1, maxLength: 1 }), { maxLength: Math.min(max, 300) })
        .map((characters) => characters.filter((one) => !forbidden.includes(one)).join(""));

/** Any JSON value that the rule allows, unknown keys included. */
const valueOf = (rule: Rule): fc.Arbitrary<unknown> => {
  const value = ((): fc.Arbitrary<unknown> => {
    if (rule.type === "string") return textOf(rule);
    if (rule.type === "array")
      return fc.array(valueOf(rule.items), { minLength: rule.min ?? 0, maxLength: rule.max ?? 5 });
    if (rule.type === "map") return fc.dictionary(fc.string(), valueOf(rule.values), { maxKeys: 4 });
    const names = Object.entries(rule.fields);
    const fields = Object.fromEntries(names.map(([name, field]) => [name, valueOf(field)]));
    const required = names.flatMap(([name, field]) => (field.optional ? [] : [name]));
    const unknown = fc.dictionary(
      fc.string().map((key) => `x-${key}`),
      fc.jsonValue(),
      { maxKeys: 2 },
    );
    return fc
      .tuple(unknown, fc.record(fields, { requiredKeys: required }))
      .map(([more, known]) => Object.assign(more, known));
  })();
  return rule.nullable ? fc.option(value, { nil: null }) : value;
};

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- made from the rules of this very type
const requestOf = <Id extends Operation>(id: Id) => valueOf(definitions[id].rules) as fc.Arbitrary<RequestOf<Id>>;

let merchant: KeyPair;
let platform: KeyPair;

beforeAll(async () => {
  [merchant, platform] = await Promise.all([makeKeys(), makeKeys()]);
});

interface Arrived {
  readonly valid: boolean;
  readonly value: unknown;
}

/** A platform that verifies the bytes it gets, answers with them as extendInfo, and signs that. */
const clientOfPlatform = (arrived: Arrived[]) =>
  createClient({
    baseUrl: `https://open.example.com${PREFIX}`,
    clientId: "CLIENT_1",
    privateKey: merchant.privateKey,
    platformPublicKey: platform.publicKey,
    maxRetries: 0,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const body = new Uint8Array(await request.arrayBuffer());
      const uri = new URL(request.url).pathname;
      const { signature = "" } = parseSignatureHeader(request.headers.get("signature") ?? "") ?? {};
      const time = request.headers.get("request-time") ?? "";
      const message = { method: request.method, uri, clientId: "CLIENT_1", time, body };
      const text = new TextDecoder().decode(body);
      arrived.push({ valid: await verify(message, signature, merchant.publicKey), value: JSON.parse(text) });
      const reply = answer("S", "SUCCESS", { messageId: "m", extendInfo: text });
      return new Response(reply, {
        headers: { ...(await signedHeaders(reply, uri, "CLIENT_1", platform.privateKey)) },
      });
    },
  });

describe("any request that the schema allows", () => {
  it("survives sign, send and verify unchanged as sendMessage", async () => {
    await fc.assert(
      fc.asyncProperty(requestOf("sendMessage"), async (request) => {
        const arrived: Arrived[] = [];
        const outcome = await clientOfPlatform(arrived).sendMessage(request);
        expect(arrived).toEqual([{ valid: true, value: JSON.parse(JSON.stringify(request)) }]);
        expect(outcome).toMatchObject({ status: "succeeded", extendInfo: JSON.stringify(request), attempts: 1 });
      }),
      { numRuns: 200 },
    );
  });

  it("survives it as sendInbox", async () => {
    await fc.assert(
      fc.asyncProperty(requestOf("sendInbox"), async (request) => {
        const arrived: Arrived[] = [];
        const outcome = await clientOfPlatform(arrived).sendInbox(request);
        expect(arrived).toEqual([{ valid: true, value: JSON.parse(JSON.stringify(request)) }]);
        expect(outcome).toMatchObject({ status: "succeeded", requestId: request.requestId });
      }),
      { numRuns: 100 },
    );
  });
});

describe("any request that breaks one rule", () => {
  const broken: fc.Arbitrary<[keyof SendMessageRequest, unknown]> = fc.oneof(
    fc.tuple(
      fc.constantFrom("appId", "requestId", "accessToken", "extendInfo" as const),
      fc.constantFrom("@", "#", "a?b"),
    ),
    fc.tuple(
      fc.constantFrom("requestId", "templateCode" as const),
      fc.integer({ min: 65, max: 200 }).map((n) => "𝄞".repeat(n)),
    ),
    fc.tuple(fc.constantFrom("appId", "authClientId", "templates" as const), fc.constantFrom(null, 1, true, {})),
  );

  it("is refused for that rule alone", () => {
    fc.assert(
      fc.property(requestOf("sendMessage"), broken, (request, [field, value]) => {
        const issues = issuesOf({ ...request, [field]: value }, definitions.sendMessage.rules);
        expect(issues.map((issue) => issue.field)).toEqual([field]);
      }),
      { numRuns: 200 },
    );
  });
});

describe("anything that a server may say", () => {
  it("ends in one of the four outcomes, and S and A are never guessed", async () => {
    const texts = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.json(),
      fc
        .record({ result: fc.record({ resultStatus: fc.constantFrom("S", "A", "F", "U", "s", "", null, 7) }) })
        .map((one) => JSON.stringify(one)),
    );
    await fc.assert(
      fc.asyncProperty(texts, fc.constantFrom(200, 201, 301, 400, 503), async (text, status) => {
        const client = createClient({ fetch: async () => new Response(text, { status }), maxRetries: 0 });
        const outcome = await client.sendMessage({
          appId: "a",
          accessToken: "t",
          customerBelongsTo: "TNG",
          requestId: "r",
          authClientId: "c",
          templateCode: "T",
          templates: [{}],
        });
        const said = /^\{"result":\{"resultStatus":"([SAFU])"\}\}$/.exec(text)?.[1] ?? "";
        const expected = { S: "succeeded", A: "accepted", F: "failed" }[status === 200 ? said : ""] ?? "unknown";
        expect(outcome.status).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });
});
