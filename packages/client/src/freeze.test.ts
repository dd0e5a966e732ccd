import { describe, expect, it } from "vitest";
import { messageRequest } from "../test/requests.js";
import { InvalidRequestError } from "./errors.js";
import { freeze } from "./freeze.js";

const refused = (request: unknown): unknown => {
  try {
    // @ts-expect-error -- what JavaScript callers may do
    freeze("sendMessage", request);
  } catch (error) {
    return error;
  }
  return undefined;
};

describe("freeze", () => {
  it("takes the text of JSON.stringify, unknown keys and their order included", () => {
    const request = { zebra: [1, { "@": null }], ...messageRequest() };
    expect(freeze("sendMessage", request).body).toBe(JSON.stringify(request));
  });

  it("is not moved by later changes", () => {
    const request = messageRequest();
    const frozen = freeze("sendMessage", request);
    request.requestId = "another";
    expect(frozen.body).toContain('"trade-1"');
    expect(frozen.request.requestId).toBe("trade-1");
  });

  it("judges what will be read, not the object: toJSON decides, undefined is absent", () => {
    const request = { ...messageRequest({ appId: "?" }), toJSON: () => messageRequest() };
    expect(freeze("sendMessage", request).body).toBe(JSON.stringify(messageRequest()));
    expect(refused({ ...messageRequest(), appId: undefined })).toMatchObject({
      issues: [{ field: "appId", rule: "required" }],
    });
  });

  it("escapes lone surrogates, which no UTF-8 can carry", () => {
    expect(freeze("sendMessage", messageRequest({ extendInfo: "\ud800" })).body).toContain(String.raw`"\ud800"`);
  });

  const circular: { self?: unknown } = {};
  circular.self = circular;
  it.each([
    ["undefined", undefined],
    ["a function", () => {}],
    ["a cycle", { ...messageRequest(), circular }],
    ["a bigint", { ...messageRequest(), amount: 1n }],
  ])("refuses %s", (_, request) => {
    const error = refused(request);
    expect(error).toBeInstanceOf(InvalidRequestError);
    expect(error).toMatchObject({ code: "INVALID_REQUEST", issues: [{ field: "" }] });
  });
});
