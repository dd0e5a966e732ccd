import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { createStub } from "../src/index.js";
import { SAMPLES } from "./sending.js";

const ask = (path: string, accept?: string) => {
  const stub = createStub();
  const headers = accept === undefined ? {} : { "accept-encoding": accept };
  return stub.fetch(`http://stub${path}`, { headers });
};

test.each(["/openapi.json", "/openapi.yaml", "/_stub/namespaces/default/config"])(
  "%s is compressed when it is long, for whoever takes it, and the same for everybody",
  async (path) => {
    const packed = await ask(path, "br, gzip;q=0.8");
    const plain = await ask(path);
    expect(plain.headers.get("content-encoding")).toBeNull();
    const text = await plain.text();
    const isLong = text.length > 1024;
    expect(packed.headers.get("content-encoding")).toBe(isLong ? "gzip" : null);
    expect(packed.headers.get("vary")).toBe("Origin, Accept-Encoding");
    const bytes = Buffer.from(await packed.arrayBuffer());
    expect((isLong ? gunzipSync(bytes) : bytes).toString()).toBe(text);
  },
);

test.each(["identity", "gzip;q=0", "br", ""])("nobody gets gzip who accepts %j", async (accept) => {
  const answer = await ask("/openapi.json", accept);
  expect(answer.headers.get("content-encoding")).toBeNull();
});

test("an answer of the API stays as it was signed, and events stream", async () => {
  const stub = createStub();
  const headers = { "accept-encoding": "gzip", "content-type": "application/json" };
  const body = JSON.stringify({ ...SAMPLES.sendMessage, extendInfo: "x".repeat(4000) });
  const answer = await stub.fetch("http://stub/v2/miniprogram/message/send", { method: "POST", headers, body });
  expect(answer.headers.get("content-encoding")).toBeNull();
  const events = await stub.fetch("http://stub/_stub/namespaces/default/events", {
    headers: { "accept-encoding": "gzip" },
  });
  expect(events.headers.get("content-encoding")).toBeNull();
  await stub.close();
});
