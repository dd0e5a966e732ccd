import { describe, expect, it } from "vitest";
import { inboxRequest, messageRequest } from "../test/requests.js";
import type { Operation } from "./operation.js";
import { definitions } from "./operations.js";
import { issuesOf } from "./validate.js";

const check = (operation: Operation, request: unknown) => issuesOf(request, definitions[operation].rules);

const astral = (count: number): string => "𝄞".repeat(count);

describe("a legal request", () => {
  const legal: [string, Operation, object][] = [
    ["sendMessage", "sendMessage", messageRequest()],
    ["sendInbox", "sendInbox", inboxRequest()],
    ["ids at their limit", "sendMessage", messageRequest({ requestId: "x".repeat(64), appId: "x".repeat(32) })],
    ["code points beyond the BMP count once", "sendMessage", messageRequest({ requestId: astral(64) })],
    ["null where the page says so", "sendMessage", messageRequest({ extendInfo: null })],
    ["empty strings", "sendMessage", messageRequest({ accessToken: "", requestId: "" })],
    ["five templates", "sendMessage", messageRequest({ templates: [{}, {}, {}, {}, {}] })],
    [
      "any character inside the parameters",
      "sendMessage",
      messageRequest({ templates: [{ templateParameters: { url: "http://a/?b#c@d" } }] }),
    ],
    ["special characters in sendInbox", "sendInbox", inboxRequest({ requestId: "a@b#c?", extendInfo: "?" })],
    ["no authClientId in sendInbox", "sendInbox", { ...inboxRequest(), authClientId: undefined }],
    ["unknown keys", "sendMessage", { ...messageRequest(), tenant: 1, templates: [{ color: null }] }],
    ["a key called __proto__", "sendMessage", JSON.parse('{"__proto__": 1, "a": 1}')],
  ];

  it.each(legal)("%s", (name, operation, request) => {
    const whole = name === "a key called __proto__" ? { ...messageRequest(), nested: request } : request;
    expect(check(operation, JSON.parse(JSON.stringify(whole)))).toEqual([]);
  });
});

const params = (templateParameters: unknown) => ({ ...messageRequest(), templates: [{}, { templateParameters }] });

describe("an illegal request", () => {
  const illegal: [string, Operation, unknown, { field: string; rule: string }[]][] = [
    ["not an object", "sendMessage", [], [{ field: "", rule: "must be of type object" }]],
    ["null", "sendInbox", null, [{ field: "", rule: "must be of type object" }]],
    [
      "one past a limit",
      "sendMessage",
      messageRequest({ requestId: "x".repeat(65) }),
      [{ field: "requestId", rule: "at most 64 characters" }],
    ],
    [
      "one code point past it",
      "sendMessage",
      messageRequest({ appId: astral(33) }),
      [{ field: "appId", rule: "at most 32 characters" }],
    ],
    [
      "a forbidden character",
      "sendMessage",
      messageRequest({ templateCode: "TP#1" }),
      [{ field: "templateCode", rule: "none of the characters @#?" }],
    ],
    [
      "no template",
      "sendMessage",
      messageRequest({ templates: [] }),
      [{ field: "templates", rule: "at least 1 element" }],
    ],
    [
      "six templates",
      "sendInbox",
      inboxRequest({ templates: [{}, {}, {}, {}, {}, {}] }),
      [{ field: "templates", rule: "at most 5 elements" }],
    ],
    [
      "a template that is a string",
      "sendMessage",
      { ...messageRequest(), templates: ["x"] },
      [{ field: "templates[0]", rule: "must be of type object" }],
    ],
    [
      "null where nothing says so",
      "sendInbox",
      { ...inboxRequest(), extendInfo: null },
      [{ field: "extendInfo", rule: "must be of type string" }],
    ],
    [
      "a number among the parameters",
      "sendMessage",
      params({ n: 1 }),
      [{ field: "templates[1].templateParameters.n", rule: "must be of type string" }],
    ],
    [
      "parameters as a list",
      "sendMessage",
      params(["x"]),
      [{ field: "templates[1].templateParameters", rule: "must be of type object" }],
    ],
    [
      "several at once, in the order of the spec",
      "sendInbox",
      { requestId: 1, templates: {} },
      [
        { field: "accessToken", rule: "required" },
        { field: "requestId", rule: "must be of type string" },
        { field: "templateCode", rule: "required" },
        { field: "templates", rule: "must be of type array" },
      ],
    ],
  ];

  it.each(illegal)("%s", (_, operation, request, issues) => {
    expect(check(operation, request)).toEqual(issues);
  });

  it("names the super apps", () => {
    const [issue] = check("sendMessage", { ...messageRequest(), customerBelongsTo: "tng" });
    expect(issue).toEqual({
      field: "customerBelongsTo",
      rule: expect.stringMatching(/^one of ALIPAY_CN, ALIPAY_HK, ALIPAY_MO, TNG, (?:[A-Z_]+, )*TRUEMONEY\b/),
    });
  });

  it("does not take inherited properties for fields", () => {
    const { requestId: _, ...rest } = messageRequest();
    expect(check("sendMessage", Object.setPrototypeOf(rest, { requestId: "inherited" }))).toEqual([
      { field: "requestId", rule: "required" },
    ]);
  });
});
