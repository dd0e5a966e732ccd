import { describe, expect, it } from "vitest";
import type { Attempt, Message } from "../control/rows.js";
import { intentsOf, intentWords, spanWords } from "./intents.js";

const attempt = (sequence: number, requestId: string, more: Partial<Attempt> = {}): Attempt => ({
  sequence,
  at: "2026-01-01T00:00:00.000Z",
  operation: "sendMessage",
  requestId,
  verdicts: [],
  result: { resultCode: "SUCCESS", resultStatus: "S", resultMessage: "success" },
  outcome: { status: "delivered", reason: "the user has it" },
  request: { method: "POST", uri: "/v2/miniprogram/message/send", headers: {}, body: "{}" },
  response: { status: 200, body: "{}" },
  ...more,
});

const message = (messageId: string, status: Message["delivery"]["status"]): Message => ({
  sequence: 1,
  at: "2026-01-01T00:00:00.000Z",
  messageId,
  requestId: "r",
  operation: "sendMessage",
  channel: "SMS",
  customerId: "u",
  templateCode: "T",
  language: "en-US",
  content: { content: "text" },
  delivery: { status },
});

describe("intentsOf", () => {
  it("gathers the attempts of a requestId, and counts its message once however often it was replayed", () => {
    const attempts = [
      attempt(1, "r"),
      attempt(2, "r", { messageId: "m" }),
      attempt(3, "r", { messageId: "m", replay: true }),
    ];
    const [intent, ...others] = intentsOf(attempts, [message("m", "delivered")]);
    expect(others).toEqual([]);
    expect(intent?.attempts.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
    expect(intent === undefined ? "" : intentWords([intent])).toBe("1 intent, 3 attempts, 1 delivered");
  });

  it("keeps the operations apart, and each request whose requestId could not be read", () => {
    const attempts = [attempt(1, "r"), attempt(2, "r", { operation: "sendInbox" }), attempt(3, ""), attempt(4, "")];
    expect(intentsOf(attempts, []).map(({ key }) => key)).toEqual([
      "sendMessage #4",
      "sendMessage #3",
      "sendInbox r",
      "sendMessage r",
    ]);
  });

  it("puts the intent with the newest attempt first", () => {
    expect(
      intentsOf([attempt(1, "a"), attempt(2, "b"), attempt(3, "a")], []).map(({ requestId }) => requestId),
    ).toEqual(["a", "b"]);
  });

  it("counts outcomes in words, with the time that they span", () => {
    const rejected = attempt(2, "s", { at: "2026-01-01T00:00:09.000Z", outcome: { status: "rejected", reason: "no" } });
    const intents = intentsOf([attempt(1, "r"), rejected], []);
    expect(intentWords(intents)).toBe("2 intents, 2 attempts, 1 delivered, 1 rejected");
    expect(spanWords(intents, (time) => time.slice(11, 19))).toBe("from 00:00:00 to 00:00:09");
  });
});
