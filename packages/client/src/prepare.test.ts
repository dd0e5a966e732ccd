import { describe, expect, it } from "vitest";
import { SUCCESS } from "../test/answers.js";
import { inboxRequest, messageRequest } from "../test/requests.js";
import { scriptedFetch } from "../test/scripted-fetch.js";
import { InvalidRequestError, type Prepared, createClient, prepare } from "./index.js";

describe("prepare", () => {
  it("returns a plain JSON value", () => {
    const prepared = prepare(messageRequest());
    expect(prepared).toEqual({ version: 1, operation: "sendMessage", body: JSON.stringify(messageRequest()) });
    expect(JSON.parse(JSON.stringify(prepared))).toEqual(prepared);
    expect(prepare(inboxRequest(), "sendInbox").operation).toBe("sendInbox");
  });

  it("refuses what cannot be sent", () => {
    expect(() => prepare(messageRequest({ requestId: "#" }))).toThrow(InvalidRequestError);
  });
});

describe("resume", () => {
  it("sends byte for byte what was prepared, through any storage", async () => {
    const { fetch, sent } = scriptedFetch(SUCCESS);
    const request = { ...messageRequest(), extra: "\u2028 ü 𝄞" };
    const stored: Prepared<"sendMessage"> = JSON.parse(JSON.stringify(prepare(request)));
    const client = createClient({ fetch });
    await client.sendMessage(request);
    expect(await client.resume(stored)).toMatchObject({ status: "succeeded", requestId: "trade-1" });
    expect(sent[1]?.body).toBe(sent[0]?.body);
    expect(sent[1]?.url).toBe(sent[0]?.url);
    await client.resume(prepare(inboxRequest(), "sendInbox"));
    expect(sent[2]?.url).toMatch(/sendInbox$/);
  });

  it.each([
    ["another version", { ...prepare(messageRequest()), version: 2 }],
    ["an operation that there is not", { version: 1, operation: "toString", body: "{}" }],
    ["a body that is cut", { version: 1, operation: "sendMessage", body: '{"appId":' }],
    ["a body that breaks a rule", { version: 1, operation: "sendMessage", body: "{}" }],
    ["no body", { version: 1, operation: "sendMessage" }],
    ["something else", {}],
  ])("refuses %s", async (_, stored) => {
    const { fetch, sent } = scriptedFetch(SUCCESS);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what a storage may give back
    const resuming = createClient({ fetch }).resume(stored as Prepared);
    await expect(resuming).rejects.toThrow(InvalidRequestError);
    expect(sent).toEqual([]);
  });
});
