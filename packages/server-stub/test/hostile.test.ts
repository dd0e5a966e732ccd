import { describe, expect, it } from "vitest";
import { OPERATIONS } from "../src/model/operation.js";
import { PATHS } from "../src/gateway/target.js";
import { call, post, raw } from "./calling.js";
import { DEFAULT, bodyOf, openStub } from "./sending.js";

describe("a hostile sender", () => {
  it.each([
    [
      "an expectation",
      `POST ${PATHS.sendMessage} HTTP/1.1\r\nHost: localhost\r\nExpect: x\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}`,
      "PARAM_ILLEGAL",
    ],
  ])("with %s gets the envelope", async (_, text, code) => {
    const { port } = await openStub().listen();
    expect(await raw(port, text)).toMatch(new RegExp(`^HTTP/1\\.1 200 OK\r\n[^]*"resultCode":"${code}"`));
  });

  it.each([PATHS.sendMessage, "/_stub/health"])("without a Host is told at %s to send one", async (path) => {
    const { port } = await openStub().listen();
    const text = `POST ${path} HTTP/1.1\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}`;
    expect(await raw(port, text)).toMatch(/^HTTP\/1\.1 400 [^]*"Host: is missing/);
  });

  it("cannot trace a control call", async () => {
    const { port } = await openStub().listen();
    const text = "TRACE /_stub/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    expect(await raw(port, text)).toMatch(/^HTTP\/1\.1 405 /);
  });

  describe.each(OPERATIONS)("of 10,000 levels at %s", (operation) => {
    it.each(["extendInfo", "requestId", "templates", "accessToken"])("in %s is told the rule", async (name) => {
      for (const deep of [`${"[".repeat(1e4)}${"]".repeat(1e4)}`, `${'{"a":'.repeat(1e4)}1${"}".repeat(1e4)}`]) {
        const body = JSON.stringify(bodyOf(operation, { [name]: "DEEP" })).replace('"DEEP"', deep);
        const headers = { "content-type": "application/json" };
        const answer = await openStub().fetch(`http://stub.local${PATHS[operation]}`, {
          method: "POST",
          headers,
          body,
        });
        const { result } = await answer.json();
        expect(result).toMatchObject({ resultCode: "PARAM_ILLEGAL", resultMessage: expect.stringContaining(name) });
      }
    });
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
