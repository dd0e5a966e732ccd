import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { createStub } from "../src/stub/create-stub.js";
import { addressOf } from "../src/pages/specification.js";

const asked = (url: string, headers: Readonly<Record<string, string>> = {}) => ({ url, headers: new Headers(headers) });

describe("the address under which the specification was asked", () => {
  it.each([
    ["http://127.0.0.1:4121/openapi.json", {}, "", "http://127.0.0.1:4121"],
    ["https://stub.test/openapi.yaml", {}, "", "https://stub.test"],
    ["http://[::1]:8080/openapi.json", {}, "/api/open", "http://[::1]:8080/api/open"],
    ["http://stub:4010/openapi.json", { "x-forwarded-proto": "https" }, "", "https://stub:4010"],
    [
      "http://a.test/openapi.json",
      { "x-forwarded-proto": "HTTPS, http", "x-forwarded-prefix": "/stub/" },
      "",
      "https://a.test/stub",
    ],
    [
      "http://a.test/openapi.json",
      { "x-forwarded-proto": "ftp", "x-forwarded-prefix": "//evil.test" },
      "",
      "http://a.test",
    ],
    ["http://a.test/openapi.json", { "x-forwarded-prefix": "/a?b#c" }, "", "http://a.test"],
  ])("%s with %o", (url, headers, prefix, address) => {
    expect(addressOf(asked(url, headers), prefix)).toBe(address);
  });
});

describe("the served specification", () => {
  it.each([
    ["openapi.json", JSON.parse],
    ["openapi.yaml", parse],
  ])("%s lists that address first, and the stub once", async (name, read: (text: string) => unknown) => {
    const stub = createStub();
    const served = async (origin: string) => read(await (await stub.fetch(`${origin}/${name}`)).text());
    expect(await served("http://127.0.0.1:4121")).toMatchObject({
      openapi: "3.1.0",
      servers: [
        { url: "http://127.0.0.1:4121", description: "Server stub" },
        { url: "https://{domainName}{prefix}", description: "Platform" },
      ],
    });
    expect(await served("http://localhost:4010")).toHaveProperty(["servers", 0, "url"], "http://localhost:4010");
    await stub.close();
  });

  it("says behind which prefix the API is, when it is behind one alone", async () => {
    const stub = createStub({ prefix: "/api/open" });
    const document: unknown = await (await stub.fetch("http://stub.local/openapi.json")).json();
    expect(document).toHaveProperty(["servers", 0, "url"], "http://stub.local/api/open");
    await stub.close();
  });
});
