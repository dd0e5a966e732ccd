import { describe, expect, it } from "vitest";
import { requestOf } from "./request-of.js";

const ADDRESS = "http://stub.local/v2/miniprogram/message/send";

/** A request as a DOM in a test or a polyfill has it: the parts of one, and no class of Node's. */
const foreign = (parts: object): Request =>
  Object.assign(Object.create(null), {
    url: ADDRESS,
    method: "POST",
    headers: new Map([["Client-Id", "CLIENT_1"]]),
    arrayBuffer: async () => new TextEncoder().encode("{}").buffer,
    ...parts,
  });

/** A signal that is no `AbortSignal` of Node's. */
class ForeignSignal extends EventTarget {
  aborted = false;
  reason: unknown;

  abort(reason: unknown): void {
    this.aborted = true;
    this.reason = reason;
    this.dispatchEvent(new Event("abort"));
  }
}

// What it is given is wrong on purpose, and no type of ours.
const init = (signal: ForeignSignal): RequestInit => JSON.parse("{}", () => ({ method: "POST", body: "{}", signal }));

describe("a request of another class", () => {
  it("is taken apart and made anew", async () => {
    const request = await requestOf(foreign({}));
    expect(request).toMatchObject({ url: ADDRESS, method: "POST" });
    expect(request.headers.get("Client-Id")).toBe("CLIENT_1");
    expect(await request.text()).toBe("{}");
  });

  it("has no body where none is allowed", async () => {
    const request = foreign({ method: "GET", arrayBuffer: undefined });
    expect(await requestOf(request)).toMatchObject({ method: "GET", body: null });
  });

  it("gives way to the options", async () => {
    expect(await requestOf(foreign({}), { method: "PUT" })).toMatchObject({ method: "PUT" });
  });
});

describe("a signal of another class", () => {
  it("is followed", async () => {
    const stop = new ForeignSignal();
    const { signal } = await requestOf(ADDRESS, init(stop));
    expect(signal.aborted).toBe(false);
    stop.abort("enough");
    expect(signal).toMatchObject({ aborted: true, reason: "enough" });
  });

  it("counts also when it has fired", async () => {
    const stop = new ForeignSignal();
    stop.abort("before");
    expect((await requestOf(ADDRESS, init(stop))).signal).toMatchObject({ aborted: true, reason: "before" });
  });
});
