import { describe, expect, it, vi } from "vitest";
import { PATHS } from "../src/gateway/target.js";
import { post, raw } from "./calling.js";
import { DEFAULT, openStub } from "./sending.js";

const START = `POST ${PATHS.sendMessage} HTTP/1.1\r\nHost: localhost\r\n`;
const CONTROL = "POST /_stub/namespaces/default/reset HTTP/1.1\r\nHost: localhost\r\n";
const TYPE = "Content-Type: application/json\r\n";

/** With this header alone, a message. */
const withHeader = (header: string): string => `${START}${header}\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}`;

const CASES: [name: string, text: string, answer: string][] = [
  ["no HTTP", "hello\r\n\r\n", "400 method"],
  ["a method of its own", `FOO / HTTP/1.1\r\nHost: localhost\r\n\r\n`, "400 method"],
  ["another version", `GET / HTTP/9.9\r\nHost: localhost\r\n\r\n`, "400 connection"],
  ["HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "400 connection"],
  ["lines without CR", `GET / HTTP/1.1\nHost: localhost\n\n`, "400 connection"],
  ["a header over the limit", `${START}a: ${"x".repeat(20_000)}\r\n\r\n`, "431 headers"],
  ["a path over the limit", `GET /${"x".repeat(20_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`, "431 headers"],
  ["a flood of headers", `${START}${"a: b\r\n".repeat(50_000)}\r\n`, "431 headers"],
  ["NUL in a header", withHeader("a: b\0c"), "400 headers"],
  ["a space in a header's name", withHeader("a b: c"), "400 headers"],
  ["a folded header", withHeader("a: b\r\n c"), "400 headers"],
  ["two lengths", `${START}Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}`, "400 Content-Length"],
  ["a negative length", `${START}Content-Length: -1\r\n\r\n{}`, "400 Content-Length"],
  ["a length and chunks", withHeader("Transfer-Encoding: chunked"), "400 Content-Length"],
  ["another coding", `${START}Transfer-Encoding: gzip\r\n\r\n{}`, "400 Transfer-Encoding"],
  ["no chunk", `${START}Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`, "400 body"],
  ["no chunk of a control call", `${CONTROL}${TYPE}Transfer-Encoding: chunked\r\n\r\nzz\r\n`, "400 body"],
  ["two Hosts", withHeader("Host: localhost"), "400 Host"],
  ["two Hosts, one of them foreign", withHeader("HOST: evil.invalid"), "400 Host"],
  ["a foreign URL", withHeader("a: b").replace(" /", " http://evil.invalid/"), "421 Host"],
  ["a URL of no host", withHeader("a: b").replace(" /", " http://[::/"), "421 Host"],
  ["a user in its URL", withHeader("a: b").replace(" /", " http://a:b@localhost/"), "400 path"],
  ["a tunnel in mind", "CONNECT a.invalid:443 HTTP/1.1\r\nHost: a.invalid:443\r\n\r\n", "405 method"],
];

/** Status and field of an answer, when it is the only one. */
const answerOf = (text: string): string => {
  const [head = "", body = ""] = text.split("\r\n\r\n");
  const { error } = JSON.parse(body);
  expect(text.split("HTTP/1.1 ").filter((part) => /^\d{3} /.test(part))).toHaveLength(1);
  expect(head.toLowerCase()).toContain(`\r\ncontent-length: ${body.length}`);
  expect(error.message).toBe(`${error.field}: ${error.rule}`);
  return `${head.slice("HTTP/1.1 ".length, "HTTP/1.1 ".length + 3)} ${error.field}`;
};

describe("what cannot be read as a request", () => {
  it.each(CASES)("%s", async (_, text, answer) => {
    const warn = vi.fn<() => void>();
    const stub = openStub({ logger: { warn, error: warn, info: () => {}, debug: () => {} } });
    const { port, url } = await stub.listen();
    expect(answerOf(await raw(port, text))).toBe(answer);
    const [status = "", field = ""] = answer.split(" ");
    const { refusals } = await stub.control.get("/_stub/refusals");
    expect(refusals).toMatchObject([{ status: Number(status), field }]);
    expect(warn).toHaveBeenCalledTimes(1);
    expect((await post(url, "localhost")).body).toContain("SUCCESS");
  });

  it.each([
    "Content-Length: 2\r\nTransfer-Encoding: chunked",
    "Transfer-Encoding: chunked\r\nContent-Length: 2",
    "Transfer-Encoding: gzip\r\nContent-Length: 2",
  ])("says that a length and a coding do not go together: %j", async (headers) => {
    const { port } = await openStub().listen();
    const seen = await raw(port, `${START}${headers}\r\n\r\n{}`);
    expect(answerOf(seen)).toBe("400 Content-Length");
    expect(seen).toContain("must not come together with Transfer-Encoding (RFC 9112, section 6.1)");
  });

  it.each([
    ["the API", `${START}Content-Length: 20\r\n\r\n{}`],
    ["the control API", `${CONTROL}${TYPE}Content-Length: 20\r\n\r\n{}`],
    ["nothing yet", "POST /v2/ HTT"],
  ])("a request to %s that ends in its middle", async (_, text) => {
    const stub = openStub();
    const { port } = await stub.listen();
    const seen = await raw(port, text, true);
    expect(answerOf(seen)).toBe("400 connection");
    expect(seen).toContain("ended in the middle of a request");
    expect((await stub.control.get("/_stub/refusals")).total).toBe(1);
    expect((await stub.control.get("/_stub/namespaces/{namespace}/journal", DEFAULT)).attempts).toEqual([]);
  });

  it("is answered behind what was asked before", async () => {
    const { port } = await openStub().listen();
    const first = "GET /_stub/namespaces/default/messages?wait=50 HTTP/1.1\r\nHost: localhost\r\n\r\n";
    const seen = await raw(port, `${first}GARBAGE\r\n\r\n`);
    expect(seen).toMatch(/^HTTP\/1\.1 200 OK[^]*\{"messages":\[\]\}HTTP\/1\.1 400 Bad Request[^]*"field":"method"/);
  });

  it("has no answer where it is the start of TLS", async () => {
    const { port } = await openStub().listen();
    expect(await raw(port, "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00FC\u0003\u0003")).toBe("");
  });
});

it("tells a sender that waits for leave at once that its Host is not allowed", async () => {
  const { port } = await openStub().listen();
  const text = `POST / HTTP/1.1\r\nHost: evil.invalid\r\nExpect: 100-continue\r\nContent-Length: 2\r\nConnection: close\r\n\r\n`;
  expect(answerOf(await raw(port, text))).toBe("421 Host");
});

it("gives leave to send a body, and answers it", async () => {
  const { port } = await openStub().listen();
  expect(await raw(port, withHeader("Expect: 100-continue"))).toMatch(
    /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK\r\n[^]*PARAM_ILLEGAL/,
  );
});

it.each([
  ["h2c", "GET /_stub/health"],
  ["websocket", "GET /_stub/health"],
  ["h2c", `POST ${PATHS.sendMessage}`],
])("offers no other protocol to who asks for %s by %s", async (protocol, line) => {
  const { port } = await openStub().listen();
  const upgrade = `Connection: Upgrade, close\r\nUpgrade: ${protocol}\r\nContent-Length: 0`;
  expect(await raw(port, `${line} HTTP/1.1\r\nHost: localhost\r\n${upgrade}\r\n\r\n`)).toMatch(
    /^HTTP\/1\.1 200 OK\r\n/,
  );
});
