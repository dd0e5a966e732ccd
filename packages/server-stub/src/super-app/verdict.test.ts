import { describe, expect, it } from "vitest";
import { readVerdicts } from "./verdict.js";

const success = { resultCode: "SUCCESS", resultStatus: "S", resultMessage: "success" };
const failure = (resultCode: string, resultStatus = "F") => ({ resultCode, resultStatus, resultMessage: "" });

const cases: readonly (readonly [what: string, answer: unknown, outcomes: readonly string[]])[] = [
  [
    "each message has its own row",
    {
      result: success,
      messageSendResults: [
        { messageId: "a", success: true },
        { messageId: "b", success: false, retry: true },
        { messageId: "c", success: false, retry: false },
      ],
    },
    ["delivered", "retry", "failed"],
  ],
  [
    "retry is missing",
    { result: success, messageSendResults: [{ messageId: "a", success: false }] },
    ["retry", "retry", "retry"],
  ],
  ["only a result of S", { result: success }, ["delivered", "delivered", "delivered"]],
  ["only a result of F", { result: failure("PARAM_ILLEGAL") }, ["failed", "failed", "failed"]],
  ["traffic limit", { result: failure("REQUEST_TRAFFIC_EXCEED_LIMIT") }, ["retry", "retry", "retry"]],
  ["only a result of U", { result: failure("UNKNOWN_EXCEPTION", "U") }, ["retry", "retry", "retry"]],
  [
    "F for the call, rows for some",
    { result: failure("PROCESS_FAIL"), messageSendResults: [{ messageId: "b", success: true }] },
    ["failed", "delivered", "failed"],
  ],
  ["no result at all", {}, ["retry", "retry", "retry"]],
  ["not an object", [], ["retry", "retry", "retry"]],
  [
    "prototype keys",
    { result: success, messageSendResults: [{ messageId: "__proto__", success: true }] },
    ["retry", "retry", "retry"],
  ],
];

describe("the answer of a super app", () => {
  it.each(cases)("%s", (_, answer, outcomes) => {
    const verdicts = readVerdicts(JSON.stringify(answer), ["a", "b", "c"]);
    expect(verdicts.map(({ outcome }) => outcome)).toEqual(outcomes);
    for (const { outcome, reason } of verdicts) expect(reason === undefined).toBe(outcome === "delivered");
  });

  it("is sent again when it is no JSON", () => {
    expect(readVerdicts("<html>", ["a"])).toEqual([
      { messageId: "a", outcome: "retry", reason: "the answer is not a JSON object" },
    ]);
  });
});
