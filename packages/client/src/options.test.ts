import { describe, expect, it } from "vitest";
import { SUCCESS } from "../test/answers.js";
import { messageRequest } from "../test/requests.js";
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
    ["no options", undefined, /^options: needed, with baseUrl or fetch/],
    // @ts-expect-error -- what JavaScript callers may do
    ["no function to fetch with", { fetch: "https://open.example.com" }, /^fetch: must be a function/],
    // @ts-expect-error -- what JavaScript callers may do
    ["no function to tell events", { fetch, onEvent: {} }, /^onEvent: must be a function/],
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
  [{ signal: "stop" }, /^signal: must be an AbortSignal/],
  [null, /^options: must be an object/],
  [{ timeout: 0 }, /^timeout: /],
  [{ timeOut: 9 }, /^timeOut: no such option; did you mean timeout\?$/],
] as const)("refuses %j for a call before anything is sent", async (call, message) => {
  const script = scriptedFetch(SUCCESS);
  const { sendMessage } = createClient({ fetch: script.fetch, timeout: 1 });
  // @ts-expect-error -- what JavaScript callers may do
  await expect(sendMessage(messageRequest(), call)).rejects.toThrow(message);
  expect(script.sent).toEqual([]);
});

it.each([
  ["privatekey", "privateKey"],
  ["private_key", "privateKey"],
  ["privteKey", "privateKey"],
  ["platformPublickey", "platformPublicKey"],
  ["baseURL", "baseUrl"],
  ["client-id", "clientId"],
  ["timeoutMs", "timeout"],
  ["tiemout", "timeout"],
])("refuses %s, which would be ignored, and names %s", async (name, meant) => {
  const script = scriptedFetch(SUCCESS);
  const misspelt = { fetch: script.fetch, clientId: "C", [name]: "x" };
  const refused = createClient(misspelt).sendMessage(messageRequest());
  await expect(refused).rejects.toThrow(InvalidOptionError);
  await expect(refused).rejects.toThrow(`${name}: no such option; did you mean ${meant}?`);
  expect(script.sent).toEqual([]);
});

it("takes no offence at settings of others that are spread into its own", async () => {
  const script = scriptedFetch(SUCCESS);
  const { fetch: send } = script;
  const settings = { fetch: send, publicKey: "x", environment: "test", appId: "a", "": 1, timeOut: undefined };
  expect(await createClient(settings).sendMessage(messageRequest())).toHaveProperty("status", "succeeded");
});

it("takes a URL for an address", async () => {
  const script = scriptedFetch(SUCCESS);
  // @ts-expect-error -- what JavaScript callers may do
  await createClient({ baseUrl: new URL("https://open.example.com/api"), fetch: script.fetch }).sendMessage(
    messageRequest(),
  );
  expect(script.sent[0]?.url).toBe("https://open.example.com/api/v2/miniprogram/message/send");
});

it.each([
  ["https://open.example.com", "https://open.example.com/v2/miniprogram/message/send"],
  ["https://open.example.com/", "https://open.example.com/v2/miniprogram/message/send"],
  ["https://open.example.com/api/open///", "https://open.example.com/api/open/v2/miniprogram/message/send"],
  ["http://127.0.0.1:4010/ns/ci", "http://127.0.0.1:4010/ns/ci/v2/miniprogram/message/send"],
])("keeps the prefix of %s", async (baseUrl, expected) => {
  const script = scriptedFetch(SUCCESS);
  await createClient({ baseUrl, fetch: script.fetch }).sendMessage(messageRequest());
  expect(script.sent[0]?.url).toBe(expected);
});
