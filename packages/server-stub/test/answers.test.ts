import { describe, expect, it } from "vitest";
import { PATHS } from "../src/gateway/target.js";
import { BASE, DEFAULT, SAMPLES, bodyOf, openStub, send, withConfig } from "./sending.js";

const JSON_TYPE = { "content-type": "application/json" };

const textOf = async (operation: "sendMessage" | "sendInbox", change = {}, config = {}) => {
  const stub = withConfig({ policies: config });
  const body = JSON.stringify(bodyOf(operation, change));
  const response = await stub.fetch(`${BASE}${PATHS[operation]}`, { method: "POST", body, headers: JSON_TYPE });
  return (await response.text()).replace(/"messageId":"[0-9a-f]{18,64}"/, '"messageId":"ID"');
};

const SUCCESS = '"result":{"resultCode":"SUCCESS","resultStatus":"S","resultMessage":"success"}';

describe("an answer", () => {
  it("has its keys in the order of the samples", async () => {
    expect(await textOf("sendMessage")).toBe(`{${SUCCESS},"messageId":"ID"}`);
    expect(await textOf("sendInbox", { extendInfo: "e" })).toBe(`{"messageId":"ID","extendInfo":"e",${SUCCESS}}`);
  });

  it.each([
    ["both", '"extendInfo":"e","entendInfo":"e"'],
    ["extendInfo", '"extendInfo":"e"'],
    ["entendInfo", '"entendInfo":"e"'],
  ])("echoes extendInfo as %s", async (extendInfoSpelling, echoed) => {
    const change = { extendInfo: "e" };
    expect(await textOf("sendMessage", change, { extendInfoSpelling })).toBe(`{${SUCCESS},"messageId":"ID",${echoed}}`);
    expect(await textOf("sendInbox", change, { extendInfoSpelling })).toContain('"extendInfo":"e",');
  });

  it("echoes null on message/send", async () => {
    expect(await textOf("sendMessage", { extendInfo: null })).toContain('"extendInfo":null,"entendInfo":null');
  });
});

describe("the channel", () => {
  it.each([
    [{ pushContentUrl: "u", customTitle: "t", customContent: "c" }, "PUSH", { title: "t", content: "c", linkUrl: "u" }],
    [{ customContent: "c" }, "SMS", { content: "c" }],
    [{}, "SMS", { content: "" }],
    [
      { headerLink: "h", bodyUrl: "b", firstLinkName: "n", customTitle: "t", customContent: "c" },
      "INBOX",
      {
        header: { appIcon: "", appName: String(SAMPLES.sendMessage["appId"]), target: { path: "h" } },
        body: { title: "t", content: "c", target: { path: "b" } },
      },
    ],
  ])("of %o is inferred", async (templateParameters, channel, content) => {
    const stub = openStub();
    await send(stub, "sendMessage", { templates: [{ templateParameters, language: "en-US" }] });
    expect(await stub.messages()).toMatchObject([{ channel, content, language: "en-US", customerBelongsTo: "GCASH" }]);
  });

  it("is the template's, whose text is rendered in the language that fits best", async () => {
    const contents = {
      "en-US": { title: "Order ${id}", body: "Hello ${who}, ${gone}", link: "https://shop.invalid/${id}" },
      "id-ID": { body: "Halo ${who}" },
    };
    const stub = withConfig({
      templates: [{ templateCode: String(SAMPLES.sendMessage["templateCode"]), channel: "PUSH", contents }],
    });
    const templateParameters = { who: "$& Ann", id: "", other: "x" };
    for (const language of ["en-US", "EN-us", "id", "fr", undefined]) {
      await send(stub, "sendMessage", { templates: [{ templateParameters, ...(language && { language }) }] });
    }
    const messages = await stub.messages();
    expect(messages.map(({ language }) => language)).toEqual(["en-US", "en-US", "id-ID", "en-US", "en-US"]);
    expect(messages[0]?.content).toEqual({
      title: "Order ",
      content: "Hello $& Ann, ${gone}",
      linkUrl: "https://shop.invalid/",
    });
    expect(messages[2]?.content).toEqual({ title: "", content: "Halo $& Ann", linkUrl: "" });
    const { attempts } = await stub.control.get("/_stub/namespaces/{namespace}/journal", DEFAULT);
    expect(attempts[0]?.rendering).toEqual([{ language: "en-US", missing: ["gone"], extra: ["other"], empty: ["id"] }]);
  });
});

describe("waiting for a message", () => {
  it("rejects with what did arrive", async () => {
    const stub = openStub();
    await send(stub, "sendMessage", { requestId: "ORDER-1" });
    const waiting = stub.waitForMessage({ requestId: "ORDER-2" }, { timeout: 20 });
    await expect(waiting).rejects.toThrow(
      /no message matched .*ORDER-2.* what did arrive: requestId ORDER-1 \(PUSH, GCASH/,
    );
    await expect(waiting).rejects.toMatchObject({ code: "WAIT_OVER", messages: [{ requestId: "ORDER-1" }] });
  });

  it("resolves as soon as it arrives", async () => {
    const stub = openStub();
    const waiting = stub.waitForMessage({ requestId: "LATER", namespace: "n1" }, { timeout: 5000 });
    await send(stub, "sendMessage", { requestId: "LATER" });
    await send(stub, "sendMessage", { requestId: "LATER" }, { prefix: "/ns/n1" });
    expect(await waiting).toMatchObject({ requestId: "LATER", delivery: { status: "delivered" } });
  });
});
