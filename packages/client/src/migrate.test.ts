import { describe, expect, it } from "vitest";
import { inboxRequest } from "../test/requests.js";
import { toSendMessage } from "./migrate.js";

const fields = { appId: "P1", customerBelongsTo: "GCASH" } as const;

describe("toSendMessage", () => {
  it("translates what fits", () => {
    expect(toSendMessage(inboxRequest(), fields)).toEqual({ request: { ...inboxRequest(), ...fields } });
  });

  it.each([
    ["requestId", { requestId: "x".repeat(65) }, "at most 64 characters"],
    ["requestId", { requestId: "x".repeat(128) }, "at most 64 characters"],
    ["templateCode", { templateCode: "x".repeat(65) }, "at most 64 characters"],
    ["accessToken", { accessToken: "a@b" }, "none of the characters @#?"],
    ["authClientId", { authClientId: "a#b" }, "none of the characters @#?"],
    ["extendInfo", { extendInfo: "really?" }, "none of the characters @#?"],
  ])("names the clash of %s", (field, changes, rule) => {
    expect(toSendMessage(inboxRequest(changes), fields)).toEqual({ clashes: [{ field, rule }] });
  });

  it("names a missing authClientId, and takes one", () => {
    const { authClientId: _, ...inbox } = inboxRequest();
    expect(toSendMessage(inbox, fields)).toEqual({ clashes: [{ field: "authClientId", rule: "required" }] });
    expect(toSendMessage(inbox, { ...fields, authClientId: "m" }).request?.authClientId).toBe("m");
  });

  it("names all clashes at once, and settles them through the fields given", () => {
    const inbox = inboxRequest({ requestId: "a?", templateCode: "#" });
    expect(toSendMessage(inbox, fields).clashes).toHaveLength(2);
    expect(toSendMessage(inbox, { ...fields, requestId: "a", templateCode: "b" }).clashes).toBeUndefined();
  });

  it("leaves the old request alone", () => {
    const inbox = inboxRequest();
    const { request } = toSendMessage(inbox, fields);
    expect(inbox).toEqual(inboxRequest());
    expect(request?.templates).not.toBe(inbox.templates);
  });
});
