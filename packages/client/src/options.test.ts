import { describe, expect, it } from "vitest";
import { scriptedFetch } from "../test/scripted-fetch.js";
import { createClient } from "./create-client.js";
import { InvalidOptionError } from "./errors.js";
import type { ClientOptions } from "./options.js";

const { fetch } = scriptedFetch();

describe("createClient refuses", () => {
  const cases: [string, ClientOptions, RegExp][] = [
    ["neither address nor fetch", {}, /^baseUrl: /],
    ["a relative address", { baseUrl: "/api/open" }, /^baseUrl: /],
    ["another protocol", { baseUrl: "ftp://open.example.com" }, /^baseUrl: /],
    ["an address with a query", { baseUrl: "https://open.example.com/?a=1" }, /^baseUrl: /],
    ["an address with a fragment", { baseUrl: "https://open.example.com/#a" }, /^baseUrl: /],
    ["an address with a password", { baseUrl: "https://me:secret@open.example.com" }, /^baseUrl: /],
    ["an illegal address even beside a fetch", { fetch, baseUrl: "" }, /^baseUrl: /],
    ["a private key without clientId", { fetch, privateKey: "x" }, /^clientId: needed with privateKey/],
    ["a clientId that is empty", { fetch, clientId: "", privateKey: "x" }, /^clientId: /],
    ["a clientId with a line break", { fetch, clientId: "a\r\nb" }, /^clientId: /],
    ["a keyVersion with a comma", { fetch, keyVersion: "1,2" }, /^keyVersion: /],
    ["a keyVersion that is empty", { fetch, keyVersion: "" }, /^keyVersion: .*or false/],
    ["strict verification without a key", { fetch, verify: "strict" }, /^platformPublicKey: needed/],
    // @ts-expect-error -- what JavaScript callers may do
    ["another kind of verification", { fetch, verify: "loose" }, /^verify: /],
    ["a negative number of retries", { fetch, maxRetries: -1 }, /^maxRetries: /],
    ["half a retry", { fetch, maxRetries: 0.5 }, /^maxRetries: /],
    ["no time at all", { fetch, timeout: 0 }, /^timeout: /],
    ["a deadline that is no number", { fetch, deadline: NaN }, /^deadline: /],
  ];

  it.each(cases)("%s", (_, options, message) => {
    expect(() => createClient(options)).toThrow(InvalidOptionError);
    expect(() => createClient(options)).toThrow(message);
  });

  it("without printing the password of an address", () => {
    expect(() => createClient({ baseUrl: "https://me:secret@open.example.com" })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining("secret") }),
    );
  });
});

it.each([
  ["https://open.example.com", "https://open.example.com/v2/miniprogram/message/send"],
  ["https://open.example.com/", "https://open.example.com/v2/miniprogram/message/send"],
  ["https://open.example.com/api/open///", "https://open.example.com/api/open/v2/miniprogram/message/send"],
  ["http://127.0.0.1:4010/ns/ci", "http://127.0.0.1:4010/ns/ci/v2/miniprogram/message/send"],
])("keeps the prefix of %s", async (baseUrl, expected) => {
  const { messageRequest } = await import("../test/requests.js");
  const { SUCCESS } = await import("../test/answers.js");
  const script = scriptedFetch(SUCCESS);
  await createClient({ baseUrl, fetch: script.fetch }).sendMessage(messageRequest());
  expect(script.sent[0]?.url).toBe(expected);
});
