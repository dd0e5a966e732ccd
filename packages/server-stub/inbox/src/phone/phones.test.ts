import { describe, expect, it } from "vitest";
import type { Message, SuperApp } from "../control/rows.js";
import { messageEntry } from "./entries.js";
import { keepPlaces, phonesOf } from "./phones.js";

const message = (sequence: number, customerId: string, customerBelongsTo?: SuperApp): Message => ({
  sequence,
  at: "2026-01-01T00:00:00.000Z",
  messageId: `m-${sequence}`,
  requestId: `r-${sequence}`,
  operation: "sendMessage",
  channel: "SMS",
  customerId,
  ...(customerBelongsTo === undefined ? {} : { customerBelongsTo }),
  templateCode: "T",
  language: "en-US",
  content: { content: "text" },
  delivery: { status: "delivered" },
});

const keys = (messages: readonly Message[]): readonly string[] =>
  phonesOf(messages.map(messageEntry)).map(({ key }) => key);

describe("phonesOf", () => {
  it("makes a phone for each super app and user, the last one reached first", () => {
    const messages = [
      message(1, "u", "GCASH"),
      message(2, "v", "GCASH"),
      message(3, "u", "TNG"),
      message(4, "u"),
      message(5, "u", "GCASH"),
    ];
    expect(keys(messages)).toEqual(["GCASH u", " u", "TNG u", "GCASH v"]);
    expect(phonesOf(messages.map(messageEntry))[0]?.entries.map(({ key }) => key)).toEqual(["m-5", "m-1"]);
  });
});

describe("a message that names no super app", () => {
  it.each([
    ["joins the one phone of its user", [message(1, "u", "GCASH"), message(2, "u")], ["GCASH u"]],
    [
      "has a phone of its own when its user has several",
      [message(1, "u", "GCASH"), message(2, "u", "TNG"), message(3, "u")],
      [" u", "TNG u", "GCASH u"],
    ],
    ["has a phone of its own when its user has none", [message(1, "v", "GCASH"), message(2, "u")], [" u", "GCASH v"]],
  ])("%s", (_, messages, phones) => {
    expect(keys(messages)).toEqual(phones);
  });
});

describe("keepPlaces", () => {
  it("leaves phones where they are and puts new ones in front", () => {
    const phones = phonesOf([message(1, "a"), message(2, "b"), message(3, "c")].map(messageEntry));
    expect(keepPlaces(phones, [" a", " gone", " b"]).map(({ key }) => key)).toEqual([" c", " a", " b"]);
  });
});
