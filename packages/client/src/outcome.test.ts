import { describe, expect, it } from "vitest";
import { judge } from "./outcome.js";

const result = (resultStatus: unknown, resultCode: unknown = "CODE") => ({
  resultStatus,
  resultCode,
  resultMessage: "text",
});
const texts = { resultCode: "CODE", resultMessage: "text" };

describe("judge", () => {
  it.each([
    ["S", { status: "succeeded", ...texts }],
    ["A", { status: "accepted", ...texts }],
    ["F", { status: "failed", ...texts }],
    ["U", { status: "unknown", reason: "result", ...texts }],
  ])("reads %s", (status, verdict) => {
    expect(judge({ result: result(status) }, true)).toEqual(verdict);
  });

  it.each([
    ["no object", "S"],
    ["nothing", undefined],
    ["null", null],
    ["a list", [{ resultStatus: "S" }]],
    ["no result", { resultStatus: "S" }],
    ["a result that is null", { result: null }],
    ["another status", { result: result("X") }],
    ["a status in lower case", { result: result("s") }],
    ["a status that objects inherit", { result: result("constructor") }],
    ["a status that is a list", { result: result(["S"]) }],
  ])("calls %s no answer", (_, answer) => {
    expect(judge(answer, true)).toEqual({ status: "unknown", reason: "protocol" });
  });

  it("takes an S or A from the platform alone, and F and U from anybody", () => {
    const verdicts = ["S", "A", "F", "U"].map((status) => judge({ result: result(status) }, false));
    expect(verdicts.map(({ status, reason }) => [status, reason])).toEqual([
      ["unknown", "unverified"],
      ["unknown", "unverified"],
      ["failed", undefined],
      ["unknown", "result"],
    ]);
    expect(verdicts[0]).toEqual({ status: "unknown", reason: "unverified" });
  });

  it("accepts an S without a messageId (E01), and with one of another type", () => {
    expect(judge({ result: result("S") }, true)).not.toHaveProperty("messageId");
    expect(judge({ result: result("S"), messageId: 7 }, true)).toEqual({ status: "succeeded", ...texts });
    expect(judge({ result: result("S"), messageId: "m" }, true)).toMatchObject({ messageId: "m" });
  });

  it("has no messageId for what was not taken", () => {
    expect(judge({ result: result("F"), messageId: "m" }, true)).not.toHaveProperty("messageId");
    expect(judge({ result: result("U"), messageId: "m" }, true)).not.toHaveProperty("messageId");
  });

  it.each([
    [{ extendInfo: "right" }, "right"],
    [{ entendInfo: "odd" }, "odd"],
    [{ extendInfo: "right", entendInfo: "odd" }, "right"],
    [{ extendInfo: null, entendInfo: "odd" }, "odd"],
    [{ extendInfo: null }, undefined],
    [{}, undefined],
  ])("reads either spelling of extendInfo (E02): %j", (fields, expected) => {
    expect(judge({ result: result("S"), ...fields }, true).extendInfo).toBe(expected);
  });

  it("keeps codes that nobody knows (E11) and drops what is no text", () => {
    expect(judge({ result: result("F", "BRAND_NEW") }, true).resultCode).toBe("BRAND_NEW");
    expect(judge({ result: { resultStatus: "F", resultCode: 5 } }, true)).toEqual({ status: "failed" });
  });
});
