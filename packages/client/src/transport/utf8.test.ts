import { expect, it, vi } from "vitest";
import { textOf } from "./utf8.js";

const TEXT = 'Grüße, 你好, 👋 "100%" \u0000';

it("reads UTF-8 with the decoder of the runtime, and without one", () => {
  const bytes = new TextEncoder().encode(TEXT);
  expect(textOf(bytes)).toBe(TEXT);
  vi.stubGlobal("TextDecoder", undefined);
  try {
    expect(textOf(bytes)).toBe(TEXT);
    expect(textOf(new Uint8Array())).toBe("");
    // What is no UTF-8 is no answer of the platform.
    expect(() => textOf(Uint8Array.of(0xff))).toThrow(URIError);
  } finally {
    vi.unstubAllGlobals();
  }
});
