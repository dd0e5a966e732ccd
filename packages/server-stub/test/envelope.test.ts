import { describe, expect, it } from "vitest";
import { BASE, type Envelope, bodyOf, openStub, send } from "./sending.js";

const SEND = "/v2/miniprogram/message/send";
const INBOX = "/v2/messages/sendInbox";

interface Raw {
  readonly name: string;
  readonly path?: string;
  readonly method?: string;
  readonly type?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly code: string;
  readonly message?: RegExp;
}

const json = (change = {}) => JSON.stringify(bodyOf("sendMessage", change));

const deep = (open: string, close: string, levels: number) => open.repeat(levels) + close.repeat(levels);

const RAW: readonly Raw[] = [
  { name: "malformed JSON", body: "{", code: "PARAM_ILLEGAL", message: /body: must be valid JSON$/ },
  { name: "empty body", body: "", code: "PARAM_ILLEGAL", message: /body: must be valid JSON$/ },
  { name: "array", body: "[]", code: "PARAM_ILLEGAL", message: /body: must be a JSON object$/ },
  { name: "null", body: "null", code: "PARAM_ILLEGAL" },
  { name: "string", body: '"x"', code: "PARAM_ILLEGAL" },
  { name: "invalid UTF-8", body: Uint8Array.from([0x7b, 0xff, 0x7d]), code: "PARAM_ILLEGAL", message: /valid UTF-8$/ },
  {
    name: "oversized",
    body: `{"a":"${"x".repeat(1 << 20)}"}`,
    code: "PARAM_ILLEGAL",
    message: /at most 1048576 bytes$/,
  },
  { name: "deep arrays", body: deep("[", "]", 200_000), code: "PARAM_ILLEGAL" },
  {
    name: "deep unknown property",
    body: json().replace("{", `{"x":${deep("[", "]", 200_000)},`),
    code: "SUCCESS",
  },
  { name: "__proto__ at top", body: json().replace("{", '{"__proto__":{"a":1},'), code: "SUCCESS" },
  {
    name: "__proto__ as a parameter",
    body: json({ templates: 0 }).replace('"templates":0', '"templates":[{"templateParameters":{"__proto__":"x"}}]'),
    code: "SUCCESS",
  },
  ...["5", "null", "[]", '{"a":"b"}', "false"].flatMap((value) =>
    ["__proto__", "\\u005f_proto__"].map((key) => ({
      name: `${key} as a parameter of ${value}`,
      body: json({ templates: 0 }).replace(
        '"templates":0',
        `"templates":[{"templateParameters":{"a":"x"}},{"templateParameters":{"${key}":${value}}}]`,
      ),
      code: "PARAM_ILLEGAL",
      message: / templates\[1\]\.templateParameters: every value must be a string$/,
    })),
  ),
  {
    name: "__proto__ beside parameters",
    body: json({ templates: 0 }).replace(
      '"templates":0',
      '"templates":[{"__proto__":5,"templateParameters":{"a":"x"}}]',
    ),
    code: "SUCCESS",
  },
  {
    name: "a packed body",
    headers: { "content-encoding": "gzip" },
    body: Uint8Array.from([0x1f, 0x8b, 8, 0]),
    code: "PARAM_ILLEGAL",
    message: / content-encoding: is not supported/,
  },
  { name: "a coding that is none", headers: { "content-encoding": "utf-8" }, body: json(), code: "SUCCESS" },
  { name: "unknown property", body: json({ more: 1 }), code: "SUCCESS" },
  { name: "text/plain", type: "text/plain", body: json(), code: "MEDIA_TYPE_NOT_ACCEPTABLE" },
  { name: "form", type: "application/x-www-form-urlencoded", body: json(), code: "MEDIA_TYPE_NOT_ACCEPTABLE" },
  { name: "JSON with charset", type: "application/json; charset=UTF-8", body: json(), code: "SUCCESS" },
  { name: "no media type", type: undefined, body: json(), code: "SUCCESS" },
  { name: "GET", method: "GET", code: "METHOD_NOT_SUPPORTED" },
  { name: "PUT", method: "PUT", body: json(), code: "METHOD_NOT_SUPPORTED" },
  { name: "unknown path", path: "/v2/other", body: json(), code: "INVALID_API" },
  { name: "trailing slash", path: `${SEND}/`, body: json(), code: "INVALID_API" },
  { name: "other case", path: SEND.toUpperCase().replace("/V2", "/v2"), body: json(), code: "INVALID_API" },
  { name: "illegal namespace", path: `/ns/a%20b${SEND}`, body: json(), code: "INVALID_API" },
  { name: "long namespace", path: `/ns/${"n".repeat(65)}${SEND}`, body: json(), code: "INVALID_API" },
  { name: "prefix", path: `/api/open${SEND}`, body: json(), code: "SUCCESS" },
  { name: "namespace and prefix", path: `/ns/a.B-c_1/api/open${SEND}`, body: json(), code: "SUCCESS" },
  { name: "query", path: `${SEND}?a=b`, body: json(), code: "SUCCESS" },
];

describe("every answer is 200 with the envelope", () => {
  it.each(RAW)("$name: $code", async ({ path = SEND, method = "POST", headers, body, code, message, ...rest }) => {
    const type = "type" in rest ? rest.type : "application/json";
    const content = typeof body === "string" ? new TextEncoder().encode(body) : body;
    const response = await openStub().fetch(`${BASE}${path}`, {
      method,
      headers: { ...headers, ...(type !== undefined && { "content-type": type }) },
      ...(content && { body: Uint8Array.from(content) }),
    });
    const answer: Envelope = await response.json();
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toMatch(/^application\/json/);
    expect(answer.result.resultCode).toBe(code);
    expect(answer.result.resultMessage).toMatch(message ?? /./);
  });
});

describe("PARAM_ILLEGAL", () => {
  it.each([
    [{ appId: undefined }, "appId: is required"],
    [{ appId: 1 }, "appId: must be a string"],
    [{ appId: null }, "appId: must be a string"],
    [{ appId: "x".repeat(33) }, "appId: must have at most 32 characters"],
    [{ requestId: "a#b" }, "requestId: must not contain @, # or ?"],
    [{ templates: [] }, "templates: must have at least 1 element"],
    [{ templates: Array.from({ length: 6 }, () => ({})) }, "templates: must have at most 5 elements"],
    [
      { templates: [{ templateParameters: { secret: 1 } }] },
      "templates[0].templateParameters: every value must be a string",
    ],
    [{ templates: [{}, { language: 1 }] }, "templates[1].language: must be a string"],
  ])("%o", async (change, detail) => {
    const { result } = await send(openStub(), "sendMessage", change);
    expect(result.resultMessage).toBe(`Illegal parameters. For example, non-numeric input, invalid date. ${detail}`);
  });

  it("names each illegal field, in 256 characters at most, and no value", async () => {
    const names = [
      "appId",
      "accessToken",
      "customerBelongsTo",
      "requestId",
      "authClientId",
      "templateCode",
      "templates",
    ];
    const illegal = Object.fromEntries(names.map((name) => [name, name === "templates" ? "secret" : { secret: 1 }]));
    const { result } = await send(openStub(), "sendMessage", illegal);
    expect(result.resultMessage).toMatch(/ appId: must be a string; accessToken: must be a string/);
    expect(result.resultMessage.length).toBeLessThanOrEqual(256);
    expect(result.resultMessage).not.toContain("secret");
  });
});

describe("sendInbox", () => {
  it("has a code of its own for a requestId of illegal length alone", async () => {
    const stub = openStub();
    const code = async (change: object) => (await send(stub, "sendInbox", { ...change })).result.resultCode;
    expect(await code({ requestId: "x".repeat(128) })).toBe("SUCCESS");
    expect(await code({ requestId: "🛵".repeat(128) })).toBe("SUCCESS");
    expect(await code({ requestId: "x".repeat(129) })).toBe("VERIFY_REQUEST_ID_INVALID");
    expect(await code({ requestId: "x".repeat(129), templates: [] })).toBe("PARAM_ILLEGAL");
    expect(await code({ requestId: 1 })).toBe("PARAM_ILLEGAL");
    expect(await code({ requestId: undefined })).toBe("PARAM_ILLEGAL");
  });

  it.each(["{}", "{", JSON.stringify(bodyOf("sendInbox"))])("says that it is deprecated: %s", async (body) => {
    const response = await openStub().fetch(`${BASE}/api/open${INBOX}`, { method: "POST", body });
    expect(response.headers.get("deprecation")).toMatch(/^@\d+$/);
    expect(response.headers.get("link")).toBe(`</api/open${SEND}>; rel="successor-version"`);
  });
});

describe("a prefix of its own", () => {
  it("takes no other", async () => {
    const stub = openStub({ prefix: "/api/open" });
    const code = async (prefix: string) => (await send(stub, "sendMessage", {}, { prefix })).result.resultCode;
    expect(await code("/api/open")).toBe("SUCCESS");
    expect(await code("/ns/x/api/open")).toBe("SUCCESS");
    expect(await code("")).toBe("INVALID_API");
    expect(await code("/api")).toBe("INVALID_API");
  });
});
