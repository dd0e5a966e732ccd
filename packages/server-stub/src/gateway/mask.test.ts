import { describe, expect, it } from "vitest";
import { maskRequest } from "./mask.js";

const masked = (body: string, change: { uri?: string; headers?: Record<string, string> } = {}, shape?: object) =>
  maskRequest(
    {
      method: "POST",
      uri: change.uri ?? "/v2/messages/sendInbox",
      header: (name) => change.headers?.[name],
      body: new TextEncoder().encode(body),
    },
    body,
    shape,
  );

const twice = (value: unknown): string => JSON.stringify(JSON.stringify(value));

describe("what the journal shows of a request", () => {
  it.each([
    '{"a":1,"accessToken":"SECRET","b":2}',
    '{"accessToken" : "SEC\\"RET"}',
    '{"accessToken":"SECRET',
    '{"accessToken":["x","SECRET"],"b":2}',
    '{"accessToken":{"value":"SECRET"}}',
    '{"accessToken": Bearer SECRET}',
    '{"access_token":"SECRET","AccessToken":"SECRET","accesstoken":"SECRET"}',
    twice({ accessToken: "SECRET", b: 2 }),
    twice({ accessToken: 'SEC"RET', b: 2 }),
    JSON.stringify(twice({ accessToken: 'SEC"RET' })),
    JSON.stringify({ body: JSON.stringify({ accessToken: "SECRET" }) }),
    "a=1&accessToken=SECRET&b=2",
    "{'accessToken':'SECRET'}",
    "{accessToken:SECRET}",
    "<accessToken>SECRET</accessToken>",
    "a: 1\naccessToken: SECRET\nb: 2",
    String.raw`{"acce\u0073sToken":"SECRET"}`,
  ])("never holds the access token: %s", (body) => {
    const shown = masked(body).body;
    expect(shown).not.toMatch(/SEC|RET/);
    expect(shown).toContain("****");
  });

  it("leaves everything else as it was sent", () => {
    expect(masked('{ "a": 1, "accessToken" : "SECRET", "b": "accessToken" }').body).toBe(
      '{ "a": 1, "accessToken" : "****", "b": "accessToken" }',
    );
  });

  it("masks tokens in the query, and signatures", () => {
    const headers = { signature: "algorithm=RSA256, keyVersion=1, signature=SECRET" };
    const uri = "/v2/messages/sendInbox?accessToken=SECRET&a=1";
    expect(masked("{}", { uri, headers })).toMatchObject({
      uri: "/v2/messages/sendInbox?accessToken=****&a=1",
      headers: { signature: "algorithm=RSA256, keyVersion=1, signature=****" },
    });
    expect(masked("{}", { headers: { signature: "Bearer SECRET" } }).headers).toEqual({ signature: "****" });
  });

  it.each([
    ["quotes", `accessToken:${'\\"'.repeat(250_000)}`],
    ["backslashes", `accessToken:${"\\".repeat(500_000)}`],
    ["names", "accessToken".repeat(90_000)],
    ["blanks", `accessToken${" ".repeat(2000)}`.repeat(400)],
  ])("takes no time for a megabyte of %s", (_, body) => {
    const started = process.cpuUsage();
    masked(body);
    const { user } = process.cpuUsage(started);
    expect(user / 1000).toBeLessThan(2000);
  });
});
