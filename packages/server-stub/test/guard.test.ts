import { request } from "node:http";
import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import { PATHS } from "../src/gateway/target.js";
import { DEFAULT, bodyOf, openStub } from "./sending.js";

interface Seen {
  readonly status: number | undefined;
  readonly body: string;
}

/** The global `fetch` chooses the Host header itself. */
const call = (url: string, headers: Record<string, string>, method = "GET", body = ""): Promise<Seen> =>
  new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers }, (response) => {
      let text = "";
      response.on("data", (chunk) => {
        text += String(chunk);
      });
      response.on("end", () => resolve({ status: response.statusCode, body: text }));
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });

const post = (url: string, host: string) =>
  call(
    `${url}${PATHS.sendMessage}`,
    { host, "content-type": "application/json" },
    "POST",
    JSON.stringify(bodyOf("sendMessage")),
  );

describe("on loopback", () => {
  it.each(["localhost", "127.0.0.1:4010", "[::1]:80", "my.localhost"])("answers the Host %s", async (host) => {
    const { url } = await openStub().listen();
    expect((await call(`${url}/_stub/namespaces`, { host })).status).toBe(200);
    expect((await post(url, host)).body).toContain("SUCCESS");
  });

  it.each(["evil.invalid", "127.0.0.1.evil.invalid", "10.0.0.1"])("does not answer the Host %s", async (host) => {
    const { url } = await openStub().listen();
    for (const path of ["/", "/docs", "/openapi.json", "/_stub/health", "/_stub/namespaces"]) {
      const { status, body } = await call(`${url}${path}`, { host });
      expect([status, JSON.parse(body).error.field]).toEqual([403, "Host"]);
    }
    const { status, body } = await post(url, host);
    expect([status, JSON.parse(body).result.resultCode]).toEqual([200, "ACCESS_DENIED"]);
  });

  it("answers a Host that is allowed", async () => {
    const { url, token } = await openStub({ allowHosts: ["Stub.internal"] }).listen();
    expect((await call(`${url}/_stub/namespaces`, { host: "stub.internal:4010" })).status).toBe(200);
    expect(token).toBeUndefined();
  });

  it("lets its own page write, and no other", async () => {
    const { url } = await openStub().listen();
    const { host } = new URL(url);
    const reset = (origin: string) =>
      call(`${url}/_stub/namespaces/default/reset`, { host, origin, "content-type": "application/json" }, "POST", "{}");
    expect((await reset(url)).status).toBe(200);
    expect((await reset("http://localhost:1")).status).toBe(403);
  });
});

describe("another page", () => {
  it("cannot send a message: JSON needs a preflight that is never granted, and a body without a type is refused", async () => {
    const stub = openStub();
    const { url } = await stub.listen();
    const { host } = new URL(url);
    const send = async (headers: Record<string, string>) => {
      const body = JSON.stringify(bodyOf("sendMessage"));
      return JSON.parse((await call(`${url}${PATHS.sendMessage}`, { host, ...headers }, "POST", body)).body).result;
    };
    expect(await send({ origin: "http://evil.invalid" })).toMatchObject({ resultCode: "ACCESS_DENIED" });
    expect(await send({ "sec-fetch-site": "cross-site" })).toMatchObject({ resultCode: "ACCESS_DENIED" });
    const form = "application/x-www-form-urlencoded";
    for (const type of ["text/plain", form, "text/plain;application/json"]) {
      const sent = { origin: "http://evil.invalid", "content-type": type };
      expect(await send(sent)).toMatchObject({ resultCode: "ACCESS_DENIED" });
    }
    expect(await stub.messages()).toEqual([]);
    expect((await stub.control.get("/_stub/namespaces/{namespace}/journal", DEFAULT)).attempts).toEqual([]);
    expect(await send({})).toMatchObject({ resultCode: "SUCCESS" });
    expect(await send({ origin: url })).toMatchObject({ resultCode: "SUCCESS" });
  });
});

describe("a page elsewhere", () => {
  it("cannot look into the control API, but a link may lead there", async () => {
    const { url } = await openStub().listen();
    const look = async (headers: Record<string, string>) =>
      (await call(`${url}/_stub/namespaces/made/messages`, headers)).status;
    expect(await look({ "sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors" })).toBe(403);
    expect(await look({ origin: "http://evil.invalid" })).toBe(403);
    expect(await look({ "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" })).toBe(200);
    expect(await look({ "sec-fetch-site": "same-origin" })).toBe(200);
  });

  it("cannot send a message beyond loopback either", async () => {
    const { port } = await openStub().listen({ host: "0.0.0.0" });
    const headers = { host: "stub.internal", origin: "http://evil.invalid" };
    const { body } = await call(`http://127.0.0.1:${port}${PATHS.sendMessage}`, headers, "POST", "{}");
    expect(JSON.parse(body).result.resultCode).toBe("ACCESS_DENIED");
  });
});

describe("beyond loopback", () => {
  it("asks for the token, but not at the API", async () => {
    const { port, token } = await openStub().listen({ host: "0.0.0.0" });
    const url = `http://127.0.0.1:${port}`;
    const status = async (path: string, headers = {}) => (await call(`${url}${path}`, headers)).status;
    expect(await status("/_stub/health")).toBe(200);
    expect(await status("/_stub/namespaces")).toBe(401);
    expect(await status("/")).toBe(401);
    expect(await status("/_stub/namespaces", { authorization: "Bearer wrong" })).toBe(401);
    expect(await status("/_stub/namespaces", { authorization: `Bearer ${token}` })).toBe(200);
    expect(await status("/_stub/namespaces", { cookie: `a=b; server-stub-token=${token}` })).toBe(200);
    expect(await status(`/?token=${token}`)).toBe(303);
    for (const odd of ["", "%00", `${token}%0a`, "%E2%82%AC", `${token};%20Domain=x`]) {
      expect(await status(`/?token=${odd}`)).toBe(401);
    }
    expect((await post(url, "stub.internal")).body).toContain("SUCCESS");
  });
});

const raw = (port: number, text: string): Promise<string> =>
  new Promise((resolve) => {
    let seen = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(text));
    socket.on("data", (chunk) => {
      seen += chunk.toString("latin1");
    });
    socket.on("error", () => {});
    socket.on("close", () => resolve(seen));
  });

describe("a hostile sender", () => {
  it.each([
    ["no HTTP", "hello\r\n\r\n"],
    [
      "a flood of headers",
      `POST / HTTP/1.1\r\nHost: localhost\r\n${"a: b\r\n".repeat(5000)}${"x".repeat(20_000)}: y\r\n\r\n`,
    ],
    ["two lengths", "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}"],
  ])("of %s gets a closed connection", async (_, text) => {
    const { port, url } = await openStub().listen();
    expect(await raw(port, text)).toBe("");
    expect((await post(url, "localhost")).body).toContain("SUCCESS");
  });

  it.each([
    [
      "no Host",
      `POST ${PATHS.sendMessage} HTTP/1.1\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}`,
      "ACCESS_DENIED",
    ],
    ["HTTP/1.0", `POST ${PATHS.sendMessage} HTTP/1.0\r\nContent-Length: 2\r\n\r\n{}`, "ACCESS_DENIED"],
    [
      "a Host that is none",
      `POST ${PATHS.sendMessage} HTTP/1.1\r\nHost: a b\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}`,
      "INVALID_API",
    ],
    [
      "an expectation",
      `POST ${PATHS.sendMessage} HTTP/1.1\r\nHost: localhost\r\nExpect: x\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}`,
      "PARAM_ILLEGAL",
    ],
  ])("with %s gets the envelope", async (_, text, code) => {
    const { port } = await openStub().listen();
    expect(await raw(port, text)).toMatch(new RegExp(`^HTTP/1\\.1 200 OK\r\n[^]*"resultCode":"${code}"`));
  });

  it("cannot trace a control call", async () => {
    const { port } = await openStub().listen();
    const text = "TRACE /_stub/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    expect(await raw(port, text)).toMatch(/^HTTP\/1\.1 405 /);
  });

  it("leaves a short row in the journal, whatever its ids", async () => {
    const stub = openStub();
    const long = "x".repeat(1 << 19);
    const body = JSON.stringify(bodyOf("sendMessage", { requestId: long, authClientId: long }));
    await stub.fetch(`http://stub.local${PATHS.sendMessage}`, { method: "POST", body });
    const journal = await stub.control.get("/_stub/namespaces/{namespace}/journal", DEFAULT);
    expect(journal.attempts).toHaveLength(1);
    expect(JSON.stringify(journal).length).toBeLessThan(20_000);
  });

  it("of 4 MiB gets an answer, of 17 MiB a closed connection", async () => {
    const { url } = await openStub().listen();
    const large = (mebi: number) =>
      call(
        `${url}${PATHS.sendMessage}`,
        { host: "localhost", "content-type": "application/json" },
        "POST",
        "x".repeat(mebi << 20),
      );
    expect((await large(4)).body).toContain("PARAM_ILLEGAL");
    await expect(large(17)).rejects.toThrow(/ECONNRESET|EPIPE|socket hang up/);
    expect((await post(url, "localhost")).body).toContain("SUCCESS");
  });
});
