import { createStub } from "@miniprogram-messages/server-stub";
import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { createReferenceServer } from "../src/index.js";
import { certificate } from "./certificate.js";
import { closers, folder, oneLine, rulesOf, run, serve, serveReference } from "./cli-run.js";

const stub = createStub();
const { url } = await stub.listen({ port: 0 });

afterAll(() => stub.close());

describe("exit codes", () => {
  test("0: the stub passes under --strict, and the reports are written", async () => {
    const files = { json: join(folder, "r.json"), junit: join(folder, "r.xml"), html: join(folder, "r.html") };
    const flags = Object.entries(files).flatMap(([name, file]) => [`--${name}`, file]);
    const { code, stdout } = await run("--url", url, "--strict", "--skip", "signature/bit-flips", ...flags);
    expect({ code, stdout }).toMatchObject({ code: 0 });
    const report = JSON.parse(readFileSync(files.json, "utf8"));
    expect(report.ok).toBe(true);
    expect(report.cases.length).toBeGreaterThan(250);
    expect(report.cases[0]).toMatchObject({
      id: "samples/send-message/push",
      level: "documented",
      statement: expect.stringMatching(/^MS-\d+$/u),
      status: "passed",
    });
    expect(report.counts).toMatchObject({ failed: 0, skipped: 0 });
    const html = readFileSync(files.html, "utf8");
    expect(Buffer.byteLength(html)).toBeLessThan(500_000);
    expect(html).not.toMatch(/<script|<link|src=|url\(|@import/u);
    expect(readFileSync(files.junit, "utf8")).toContain(`tests="${report.cases.length}"`);
  });

  test("0: a stub that was started with clients and demands signatures passes as well, given a key", async () => {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const key = { keyVersion: "1", publicKey: publicKey.export({ type: "spki", format: "der" }).toString("base64") };
    const config = { clients: [{ clientId: "merchant", keys: [key] }], policies: { signature: "required" as const } };
    const strict = createStub({ config });
    try {
      const { url: there } = await strict.listen({ port: 0 });
      const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
      const flags = ["--client-id", "merchant", "--private-key", pem, "--key-version", "1", "--only", "laws/*"];
      const { code, stdout } = await run("--url", there, ...flags, "--strict", "--skip", "laws/model");
      expect({ code, stdout }).toMatchObject({ code: 0 });
    } finally {
      await strict.close();
    }
  });

  test("1: a documented rule is broken; case, level, statement, request, expected and actual are named", async () => {
    const broken = await serveReference(rulesOf("new-id-on-replay"));
    const { code, stdout } = await run("--url", broken, "--only", "laws/replay-after-success");
    expect(code).toBe(1);
    expect(stdout).toContain("✘ laws/replay-after-success [documented]");
    expect(stdout).toMatch(/statement {2}MS-\d+ "For the notifications/u);
    expect(stdout).toMatch(/expected {3}\S+/u);
    expect(stdout).toMatch(/actual {5}\S+/u);
    expect(stdout).toContain("curl -X POST");
    expect(stdout).not.toContain("2019112719074101000700000077771xxxx");
  });

  test("0 or 1: failures of other levels are reported apart, and count under --strict alone", async () => {
    const other = await serveReference(rulesOf("media-type-required"));
    const flags = ["--url", other, "--only", "envelope/absent-media-type"];
    const lenient = await run(...flags);
    expect(lenient.code).toBe(0);
    expect(lenient.stdout).toContain("Reported apart");
    expect((await run(...flags, "--strict")).code).toBe(1);
  });

  test("0: without a control API, what needs it is listed as skipped", async () => {
    const reference = createReferenceServer();
    const plain = await serve(async (request, response) => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of request) chunks.push(chunk);
      if (request.url?.startsWith("/_stub") === true) {
        response.writeHead(404).end("{}");
        return;
      }
      const headers = { "Content-Type": request.headers["content-type"] ?? "" };
      const answer = await reference.fetch(`${reference.baseUrl}${request.url}`, {
        method: request.method ?? "GET",
        headers,
        ...(chunks.length === 0 ? {} : { body: Buffer.concat(chunks) }),
      });
      response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
    });
    const { code, stdout } = await run(
      "--url",
      plain,
      "--only",
      "laws/*",
      "--only",
      "samples/*",
      "--only",
      "boundaries/*",
    );
    expect({ code, stdout }).toMatchObject({ code: 0 });
    expect(stdout).toContain("Skipped: needs the control API");
    expect(stdout).toContain("  laws/sends-once");
  });
});

describe("2: could not run, and one line says what to check", () => {
  const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const publicPem = publicKey.export({ type: "spki", format: "pem" }).toString();

  test.each([
    ["no --url", [], /--url is missing/u],
    ["an unknown flag", ["--url", url, "--nope"], /--nope/u],
    ["no address", ["--url", "nonsense"], /no http or https address/u],
    ["no case matches", ["--url", url, "--only", "nothing/*"], /No case matches --only 'nothing\/\*'/u],
    ["nobody listens", ["--url", "http://127.0.0.1:9"], /cannot be reached/u],
    ["an unknown host", ["--url", "http://nobody.invalid"], /cannot be reached/u],
    [
      "a key that is none",
      ["--url", url, "--client-id", "a", "--private-key", "nonsense"],
      /--private-key: .*cannot be read/u,
    ],
    [
      "a public key for a private one",
      ["--url", url, "--client-id", "a", "--private-key", publicPem],
      /--private-key/u,
    ],
    ["a key without a client", ["--url", url, "--private-key", "nonsense"], /--client-id/u],
  ])("%s", async (_, args, line) => {
    const result = await run(...args);
    expect(result.code).toBe(2);
    expect(oneLine(result)).toMatch(line);
  });

  test("a key that the server does not know", async () => {
    const answer = { result: { resultCode: "INVALID_SIGNATURE", resultStatus: "F", resultMessage: "" } };
    const picky = await serve(
      (_, response) => void response.setHeader("Content-Type", "application/json").end(JSON.stringify(answer)),
    );
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    const result = await run("--url", picky, "--client-id", "merchant", "--private-key", pem);
    expect(result.code).toBe(2);
    expect(oneLine(result)).toMatch(/refuses the signature \(INVALID_SIGNATURE\): check/u);
  });

  test("a gateway with nobody behind it", async () => {
    const result = await run("--url", await serve((_, response) => void response.writeHead(502).end("<html></html>")));
    expect(result.code).toBe(2);
    expect(oneLine(result)).toMatch(/answers HTML \(HTTP 502\), not JSON: is the server behind the gateway started/u);
  });

  test("an address where none of the operations is", async () => {
    const result = await run("--url", await serve((_, response) => void response.writeHead(404).end("<html></html>")));
    expect(result.code).toBe(2);
    expect(oneLine(result)).toMatch(/has none of the operations under test \(HTTP 404, HTTP 404\)/u);
  });

  test("a certificate that nobody vouches for", async () => {
    const server = createTlsServer(certificate(), (_, response) => response.end("{}"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    closers.push(() => server.close());
    const address = server.address();
    const result = await run("--url", `https://127.0.0.1:${typeof address === "object" ? address?.port : ""}`);
    expect(result.code).toBe(2);
    expect(oneLine(result)).toMatch(/TLS fails: check the certificate/u);
  });
});

const result = JSON.stringify({ result: { resultCode: "SUCCESS", resultStatus: "S", resultMessage: "success" } });

describe("1: a server that is there and answers nonsense breaks its rules, and the first line says what it answers", () => {
  test.each<[string, (response: ServerResponse) => void, RegExp]>([
    ["HTML", (response) => response.setHeader("Content-Type", "text/html").end("<html></html>"), /HTML \(HTTP 200\)/u],
    ["UTF-16", (response) => response.end(Buffer.from(result, "utf16le")), /another encoding than UTF-8/u],
    [
      "a redirect",
      (response) => response.writeHead(302, { Location: "/login" }).end(),
      /redirects to \/login \(HTTP 302\)/u,
    ],
    ["a bare 500", (response) => response.writeHead(500).end("oops"), /HTTP 500 without JSON/u],
    ["no result", (response) => response.end("{}"), /HTTP 200 without a result/u],
  ])("%s", async (_, answer, line) => {
    const there = await serve((request, response) => {
      request.resume();
      answer(response);
    });
    const { code, stdout, stderr } = await run("--url", there, "--only", "envelope/path", "--only", "samples/*");
    expect({ code, first: stderr.split("\n")[0] }).toEqual({ code: 1, first: expect.stringMatching(line) });
    expect(stdout).toContain("✘ envelope/path [documented]");
  });
});

test("--help shows examples, --version the version, --list every id", async () => {
  expect((await run("--help")).stdout).toContain("Examples:");
  expect((await run("--version")).stdout).toMatch(/^\d+\.\d+\.\d+\n$/u);
  expect((await run("--list")).stdout.split("\n").length).toBeGreaterThan(250);
});

test("--list prints what the other flags choose", async () => {
  const chosen = await run("--list", "--only", "samples/*", "--skip", "*inbox*", "--operation", "sendMessage");
  expect(chosen.stdout).toMatch(/^(?:samples\/send-message\/\S+\n){3,}$/u);
  expect(await run("--list", "--only", "nothing/*")).toMatchObject({ code: 2, stdout: "" });
});
