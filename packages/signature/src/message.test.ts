import { expect, it } from "vitest";
import { stringToSign } from "./index.js";

const message = {
  method: "POST",
  uri: "/api/open/v2/x?a=1",
  clientId: "CLIENT_1",
  time: "2019-04-04T12:08:56.253+05:30",
};
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

it("joins the five parts without a trailing newline", () => {
  expect(text(stringToSign({ ...message, body: '{"a":"ü"}' }))).toBe(
    'POST /api/open/v2/x?a=1\nCLIENT_1.2019-04-04T12:08:56.253+05:30.{"a":"ü"}',
  );
});

it("gives the same bytes for text and for its UTF-8", () => {
  const body = '{"a":"ü 🚀"}';
  expect(stringToSign({ ...message, body: new TextEncoder().encode(body) })).toEqual(
    stringToSign({ ...message, body }),
  );
});

it("takes a body that is no UTF-8 as it is", () => {
  const bytes = stringToSign({ ...message, body: new Uint8Array([0xff, 0x00, 0xfe]) });
  expect(bytes.slice(-3)).toEqual(new Uint8Array([0xff, 0x00, 0xfe]));
});

it("reads a view into a larger buffer, not the buffer", () => {
  const body = new TextEncoder().encode("xx{}xx").subarray(2, 4);
  expect(text(stringToSign({ ...message, body })).endsWith(".{}")).toBe(true);
});
