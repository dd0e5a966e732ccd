import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { PATHS } from "../src/gateway/target.js";
import { type Seen, call, post, raw } from "./calling.js";
import { DEFAULT, bodyOf, openStub } from "./sending.js";

/** A logger whose lines are kept. */
const logInto = (lines: object[]) =>
  pino({ level: "warn" }, { write: (line: string) => void lines.push(JSON.parse(line)) });

/** An answer of the guard, in its own voice. */
const errorOf = ({ status, body }: Seen) => ({ status, ...JSON.parse(body).error });

describe("on loopback", () => {
  it.each(["localhost", "127.0.0.1:4010", "127.8.9.255", "[::1]:80", "my.localhost"])(
    "answers the Host %s",
    async (host) => {
      const { url } = await openStub().listen();
      expect((await call(`${url}/_stub/namespaces`, { host })).status).toBe(200);
      expect((await post(url, host)).body).toContain("SUCCESS");
    },
  );

  it.each([
    ["evil.invalid", "evil.invalid"],
    ["stub:4010", "stub"],
    ["127.0.0.1.evil.invalid", "127.0.0.1.evil.invalid"],
    ["10.0.0.1", "10.0.0.1"],
    ["[::2]:80", "[::2]"],
  ])("does not answer the Host %s, and says what allows it", async (host, name) => {
    const stub = openStub();
    const { url } = await stub.listen();
    for (const path of ["/", "/docs", "/openapi.json", "/_stub/health", "/_stub/namespaces", PATHS.sendMessage]) {
      const rule = `"${host}" is not allowed; start the stub with --allow-host ${name} to answer it`;
      const refused = { status: 421, field: "Host", rule, message: `Host: ${rule}` };
      expect(errorOf(await call(`${url}${path}`, { host }))).toEqual(refused);
    }
    expect(errorOf(await post(url, host))).toMatchObject({ status: 421, field: "Host" });
    expect(await stub.messages()).toEqual([]);
  });

  it.each(["127.999.999.999", "a b", "[::1", "evil.invalid/x", "user@localhost", "localhost:99999999"])(
    "does not take the Host %j for one",
    async (host) => {
      const logged: object[] = [];
      const stub = openStub({ logger: logInto(logged) });
      const { url } = await stub.listen();
      const put = await call(
        `${url}/_stub/namespaces/default/config`,
        { host, "content-type": "application/json" },
        "PUT",
        "{}",
      );
      expect(errorOf(put)).toMatchObject({
        status: 421,
        field: "Host",
        rule: expect.stringMatching(/is no host; .*--allow-host/),
      });
      const metrics = await (await stub.fetch("http://stub.local/_stub/metrics")).text();
      expect(metrics).toMatch(/^server_stub_store_errors_total 0$/m);
      expect(logged).toHaveLength(1);
    },
  );

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
    expect(errorOf(await reset("http://localhost:1"))).toMatchObject({
      status: 403,
      field: "Origin",
      rule: expect.stringContaining("--allow-origin http://localhost:1 "),
    });
  });
});

describe("a check of a load balancer, which speaks HTTP/1.0 without a Host", () => {
  it.each([
    ["OPTIONS / HTTP/1.0", "204 "],
    ["GET /_stub/health HTTP/1.0", '200 OK[^]*"status":"ok"'],
    ["HEAD /docs/ HTTP/1.0", "200 "],
    ["GET /_stub/namespaces HTTP/1.0", '200 OK[^]*"default"'],
    [`POST ${PATHS.sendMessage} HTTP/1.0`, "200 OK[^]*PARAM_ILLEGAL"],
    ["GET http://evil.invalid/ HTTP/1.0", "421 "],
    ["GET /_stub/health HTTP/1.0\r\nOrigin: http://localhost", "403 "],
    ["GET /_stub/health HTTP/1.0\r\nHost: evil.invalid", "421 "],
  ])("%j is answered", async (head, answer) => {
    const { port } = await openStub().listen();
    expect(await raw(port, `${head}\r\n\r\n`)).toMatch(new RegExp(`^HTTP/1\\.1 ${answer}`));
  });
});

it.each(["127.999.999.999", "1.2.3.4.5", "[0:0:0:0:0:0:0:1]:80", "a%41", "x:"])(
  "does not take the Host %j for one beyond loopback either",
  async (host) => {
    const { url } = await openStub().listen({ host: "0.0.0.0" });
    expect(errorOf(await call(`${url}/_stub/health`, { host }))).toMatchObject({ status: 421, field: "Host" });
    expect(errorOf(await post(url, host))).toMatchObject({ status: 421, field: "Host" });
  },
);

describe("a refusal", () => {
  it("leaves a row and one line in the log, and a flood of the same few more", async () => {
    const logged: object[] = [];
    const stub = openStub({ logger: logInto(logged) });
    const { url } = await stub.listen();
    const listed = () => stub.control.get("/_stub/refusals");
    expect(await listed()).toEqual({ refusals: [], total: 0 });

    await call(`${url}${PATHS.sendMessage}?secret=1`, { host: "stub:4010" }, "POST", "{}");
    const [row] = (await listed()).refusals;
    expect(row).toMatchObject({
      method: "POST",
      path: PATHS.sendMessage,
      status: 421,
      field: "Host",
      value: "stub:4010",
    });
    expect(row).toMatchObject({ flag: "--allow-host stub", message: expect.stringContaining("--allow-host stub") });
    expect(logged).toEqual([expect.objectContaining({ level: 40, field: "Host", value: "stub:4010" })]);

    for (let count = 0; count < 120; count += 1) await call(`${url}/`, { host: "stub:4010" });
    expect(await listed()).toMatchObject({ refusals: { length: 100 }, total: 121 });
    expect(logged).toHaveLength(3);
  });

  it.each<[string, object, [string, string], string]>([
    ["another page", { origin: "https://evil.invalid" }, ["GET", "/_stub/namespaces"], "Origin"],
    ["another page's JSON", { origin: "https://evil.invalid" }, ["POST", PATHS.sendInbox], "Origin"],
    ["a page without an origin", { origin: "null" }, ["POST", PATHS.sendInbox], "Origin"],
    ["a wrong path", {}, ["POST", "/v2/miniprogram/messages/send"], "path"],
    ["a wrong namespace", {}, ["POST", `/ns/../${PATHS.sendInbox}`], "path"],
    ["a path without a version", {}, ["POST", "/miniprogram/message/send"], "path"],
  ])("of %s leaves a row", async (_, headers, [method, path], field) => {
    const stub = openStub();
    const { url } = await stub.listen();
    await call(`${url}/`, {});
    await call(url + path, { ...headers, "content-type": "application/json" }, method, method === "GET" ? "" : "{}");
    const { refusals } = await stub.control.get("/_stub/refusals");
    expect(refusals).toEqual([expect.objectContaining({ method, field })]);
    expect((await stub.control.get("/_stub/namespaces/{namespace}/journal", DEFAULT)).attempts).toEqual([]);
  });

  it("names the prefix that is missing", async () => {
    const stub = openStub({ prefix: "/usr/local" });
    const { url } = await stub.listen();
    expect((await post(url, "localhost")).body).toContain("INVALID_API");
    const { refusals } = await stub.control.get("/_stub/refusals");
    expect(refusals).toMatchObject([
      { flag: "--prefix", message: expect.stringContaining('--prefix wants "/usr/local"') },
    ]);
  });

  it("of HTTPS names --tls", async () => {
    const stub = openStub();
    const { url } = await stub.listen();
    await fetch(url.replace("http:", "https:")).catch(() => {});
    expect(await stub.control.get("/_stub/refusals")).toMatchObject({
      refusals: [{ flag: "--tls self-signed", status: 0 }],
    });
  });
});

describe("another page", () => {
  it.each([
    { origin: "http://evil.invalid" },
    { origin: "http://evil.invalid", "content-type": "application/json" },
    { origin: "http://evil.invalid", "content-type": "text/plain;application/json" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "cross-site", "content-type": "application/x-www-form-urlencoded" },
  ])("cannot send a message: %j", async (headers) => {
    const stub = openStub();
    const { url } = await stub.listen();
    const { host } = new URL(url);
    const send = (more: object) =>
      call(`${url}${PATHS.sendMessage}`, { host, ...more }, "POST", JSON.stringify(bodyOf("sendMessage")));
    expect(errorOf(await send(headers))).toMatchObject({
      status: 403,
      rule: expect.stringContaining("--allow-origin"),
    });
    expect(await stub.messages()).toEqual([]);
    expect((await stub.control.get("/_stub/namespaces/{namespace}/journal", DEFAULT)).attempts).toEqual([]);
    expect((await send({ origin: url })).body).toContain("SUCCESS");
    expect((await send({})).body).toContain("SUCCESS");
  });

  it.each(["/_stub/health", "/_stub/namespaces", "/_stub/namespaces/made/messages", "/_stub/namespaces/made/events"])(
    "cannot look into %s, nor lead there",
    async (path) => {
      const { url } = await openStub().listen();
      const look = async (headers: Record<string, string>) => (await call(`${url}${path}`, headers, "HEAD")).status;
      for (const site of ["cross-site", "same-site"]) {
        for (const mode of ["no-cors", "navigate", "cors"]) {
          expect(await look({ "sec-fetch-site": site, "sec-fetch-mode": mode })).toBe(403);
        }
      }
      expect(await look({ origin: "http://evil.invalid" })).toBe(403);
      expect(await look({ "sec-fetch-site": "same-origin" })).toBe(200);
      expect(await look({ "sec-fetch-site": "none", "sec-fetch-mode": "navigate" })).toBe(200);
    },
  );

  it("may link to the inbox page and to the docs", async () => {
    const { url } = await openStub().listen();
    const headers = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" };
    for (const path of ["/", "/openapi.json"]) expect((await call(`${url}${path}`, headers)).status).toBe(200);
  });

  it("cannot send a message beyond loopback either", async () => {
    const { port } = await openStub().listen({ host: "0.0.0.0" });
    const headers = { host: "stub.internal", origin: "http://evil.invalid" };
    const answer = await call(`http://127.0.0.1:${port}${PATHS.sendMessage}`, headers, "POST", "{}");
    expect(errorOf(answer)).toMatchObject({ status: 403, field: "Origin" });
  });
});

describe("an origin that is allowed", () => {
  const origin = "https://app.example";
  const open = async () => (await openStub({ allowOrigins: [`${origin}/`, "http://localhost:3000"] }).listen()).url;

  it.each([PATHS.sendMessage, "/ns/a/v2/messages/sendInbox", "/_stub/namespaces/default/config"])(
    "gets an answer to its preflight for %s",
    async (path) => {
      const url = await open();
      const asked = {
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type,signature",
      };
      const { status, headers } = await call(`${url}${path}`, { origin, ...asked }, "OPTIONS");
      expect(status).toBe(204);
      expect(headers).toMatchObject({
        "access-control-allow-origin": origin,
        "access-control-allow-methods": expect.stringContaining("POST"),
        "access-control-allow-headers": "content-type,signature",
        vary: "Origin",
      });
      const foreign = await call(`${url}${path}`, { origin: "https://evil.invalid", ...asked }, "OPTIONS");
      expect(errorOf(foreign)).toMatchObject({ status: 403, field: "Origin" });
      expect(foreign.headers).not.toHaveProperty("access-control-allow-origin");
    },
  );

  it("sends, reads and drives the stub, as a page behind a proxy does", async () => {
    const url = await open();
    const json = { origin, "content-type": "application/json", "sec-fetch-site": "cross-site" };
    const sent = await call(`${url}${PATHS.sendMessage}`, json, "POST", JSON.stringify(bodyOf("sendMessage")));
    expect(sent).toMatchObject({ status: 200, headers: { "access-control-allow-origin": origin } });
    expect(sent.body).toContain("SUCCESS");
    const reset = await call(`${url}/_stub/namespaces/default/reset`, json, "POST", "{}");
    expect(reset).toMatchObject({ status: 200, headers: { "access-control-allow-origin": origin } });
    const other = { origin: "http://localhost:3000", "sec-fetch-site": "same-site" };
    expect(await call(`${url}/_stub/namespaces`, other)).toMatchObject({ status: 200 });
  });
});

describe("an origin of another scheme", () => {
  const SCHEMES = [
    "chrome-extension://abcdefghijklmnop",
    "moz-extension://0b1c2d3e-4f50-6172-8394-a5b6c7d8e9f0",
    "app://obsidian.md",
    "tauri://localhost",
    "capacitor://localhost",
    "vscode-webview://1a2b:3000",
    "file://",
    "null",
  ];

  it.each(SCHEMES)("is allowed by the flag that its refusal names: %s", async (origin) => {
    const look = async (url: string) => call(`${url}/_stub/namespaces`, { origin });
    const { url } = await openStub().listen();
    const { status, rule } = errorOf(await look(url));
    expect(status).toBe(403);
    const [, named = ""] = /--allow-origin (\S+) /.exec(rule) ?? [];
    expect(named).toBe(origin);
    const allowing = await openStub({ allowOrigins: [named] }).listen();
    expect(await look(allowing.url)).toMatchObject({ status: 200, headers: { "access-control-allow-origin": origin } });
    for (const other of SCHEMES.filter((one) => one !== origin)) {
      expect((await call(`${allowing.url}/_stub/namespaces`, { origin: other })).status).toBe(403);
    }
  });

  it.each(["chrome-extension://a/b", "app:name", "*", "://x", "app://", "app://a b", "app://u@x", "NULL", ""])(
    "is not %j",
    (origin) => {
      expect(() => openStub({ allowOrigins: [origin] })).toThrow("allowOrigins");
    },
  );
});

describe("beyond loopback", () => {
  it("takes a bearer behind spaces, and says where a token in the query belongs", async () => {
    const { token, url } = await openStub().listen({ host: "0.0.0.0" });
    const path = `${url}/_stub/namespaces`;
    expect(await call(path, { authorization: `bearer  ${token}` })).toMatchObject({ status: 200 });
    const linked = errorOf(await call(`${path}?token=${token}`, {}));
    expect(linked).toMatchObject({ status: 401, rule: expect.stringContaining("works at / alone") });
    expect(linked.rule).not.toContain(token);
  });

  it("asks for the token, but not at the API, and has other words for a wrong one", async () => {
    const { port, token, url } = await openStub().listen({ host: "0.0.0.0" });
    expect(url).toBe(`http://127.0.0.1:${port}`);
    const status = async (path: string, headers = {}) => (await call(`${url}${path}`, headers)).status;
    expect(await status("/_stub/health")).toBe(200);
    expect(errorOf(await call(`${url}/_stub/namespaces`, {}))).toMatchObject({
      status: 401,
      rule: expect.stringMatching(/^is missing/),
    });
    expect(await status("/")).toBe(401);
    const wrong = await call(`${url}/_stub/namespaces`, { authorization: "Bearer wrong" });
    expect(errorOf(wrong)).toMatchObject({ status: 401, rule: expect.stringMatching(/^is not this stub's token/) });
    expect(await status("/_stub/namespaces", { authorization: `Bearer ${token}` })).toBe(200);
    expect(await status("/_stub/namespaces", { cookie: `a=b; server-stub-token-${port}=${token}` })).toBe(200);
    expect(await status("/_stub/namespaces", { cookie: `server-stub-token-1=${token}` })).toBe(401);
    for (const odd of ["", "%00", `${token}%0a`, "%E2%82%AC", `${token};%20Domain=x`]) {
      expect(await status(`/?token=${odd}`)).toBe(401);
    }
    expect((await call(`${url}/`, {})).body).toContain("A token is needed");
    expect((await call(`${url}/?token=wrong`, {})).body).toContain("not the stub's token");
    expect((await post(url, "stub.internal")).body).toContain("SUCCESS");
  });

  it("takes a token of one's own, in a cookie that is named by the port and lasts a restart", async () => {
    const own = "a token? no: sixteen+".replaceAll(" ", "_");
    const open = () => openStub().listen({ host: "0.0.0.0", token: own });
    const { url, port } = await open();
    const page = await call(`${url}/?token=${encodeURIComponent(own)}`, {});
    expect(page).toMatchObject({ status: 303, headers: { location: "./" } });
    const [cookie = ""] = page.headers["set-cookie"] ?? [];
    expect(cookie).toMatch(new RegExp(`^server-stub-token-${port}=[^;]+; Path=/; HttpOnly; SameSite=Strict$`));
    const [pair = ""] = cookie.split(";", 1);
    expect((await call(`${url}/_stub/namespaces`, { cookie: pair })).status).toBe(200);
    const again = await open();
    const renamed = pair.replace(String(port), String(again.port));
    expect((await call(`${again.url}/_stub/namespaces`, { cookie: renamed })).status).toBe(200);
  });

  it.each([
    ["token=TOKEN&ns=team-a", "./?ns=team-a"],
    ["ns=team-a&token=TOKEN&q=a%20b%26c", "./?ns=team-a&q=a+b%26c"],
    ["token=TOKEN&ns=%0d%0aSet-Cookie:%20a=b", "./?ns=%0D%0ASet-Cookie%3A+a%3Db"],
  ])("keeps what a link asks for besides the token: %s", async (query, location) => {
    const token = "sixteen-or-more!";
    const { url } = await openStub().listen({ host: "0.0.0.0", token });
    const { status, headers } = await call(`${url}/?${query.replace("TOKEN", token)}`, {});
    expect([status, headers.location]).toEqual([303, location]);
  });

  it("names the cookie by the port that the browser sees", async () => {
    const { url, token } = await openStub().listen({ host: "0.0.0.0" });
    const { headers } = await call(`${url}/?token=${token}`, { host: "stub.example:8443" });
    expect(headers["set-cookie"]?.[0]).toMatch(/^server-stub-token-8443=/);
  });

  it.each([
    ["short", "at least 16"],
    ["with a space in its middle", "visible"],
  ])("refuses the token %j", async (token, rule) => {
    await expect(openStub().listen({ token })).rejects.toThrow(rule);
  });
});

it("leads on below the sub-path of a proxy", async () => {
  const { url } = await openStub().listen();
  const { headers } = await call(`${url}/docs`, {});
  expect(new URL(headers.location ?? "docs/", "https://proxy.example/stub/docs").pathname).toBe("/stub/docs/");
});

it("keeps the query of a link to the docs", async () => {
  const { url } = await openStub().listen();
  const { headers } = await call(`${url}/docs?theme=dark&x=%20`, {});
  expect(headers.location).toBe("docs/?theme=dark&x=%20");
});
