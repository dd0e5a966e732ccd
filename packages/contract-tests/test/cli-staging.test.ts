import { createStub } from "@miniprogram-messages/server-stub";
import { spawn } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { createReferenceServer } from "../src/index.js";
import {
  command,
  file,
  folder,
  idsOf,
  json,
  oneLine,
  rulesOf,
  run,
  serve,
  serveForeign,
  serveReference,
} from "./cli-run.js";

const stub = createStub();
const { url } = await stub.listen({ port: 0 });

afterAll(() => stub.close());

describe("staging servers", () => {
  test("--operation leaves out everything that belongs to the other operation, client/* what is not asked for", async () => {
    const report = join(folder, "operation.json");
    const only = await serveForeign((request, response) => {
      if (request.url?.includes("sendInbox") !== true) return false;
      response.writeHead(404).end("nothing here");
      return true;
    });
    const { code } = await run(
      "--url",
      only,
      "--operation",
      "sendMessage",
      "--skip",
      "laws/different*",
      "--json",
      report,
    );
    expect(code).toBe(0);
    expect(idsOf(report).filter((id) => /send-inbox|^laws\/inbox|^client\//u.test(id))).toEqual([]);
    const { stderr } = await run("--url", only, "--only", "samples/*");
    expect(stderr).toContain("sendInbox is not there (HTTP 404)");
  });

  test("429 with Retry-After and traffic limits are waited out, headers go with every request", async () => {
    let count = 0;
    const busy = await serveForeign((request, response) => {
      if (request.url?.startsWith("/_stub") === true) return false;
      if (request.headers["x-tenant"] !== "blue" && request.method === "POST") {
        response.writeHead(403).end("no tenant");
        return true;
      }
      count += 1;
      if (count % 9 === 0) response.writeHead(429, { "Retry-After": "0" }).end("slow down");
      else if (count % 7 === 0) {
        const result = { resultCode: "REQUEST_TRAFFIC_EXCEED_LIMIT", resultStatus: "F", resultMessage: "slow" };
        response.setHeader("Content-Type", "application/json").setHeader("Retry-After", "0").end(json({ result }));
      } else return false;
      return true;
    });
    const { code, stdout } = await run(
      "--url",
      busy,
      "--header",
      "X-Tenant: blue",
      "--rate",
      "400",
      "--only",
      "samples/*",
    );
    expect({ code, stdout }).toMatchObject({ code: 0 });
    expect(stdout).toContain("0 failed, 0 inconclusive");
  });

  test("a server that closes idle connections, and hangs up on whoever asks for no operation, breaks no sentence", async () => {
    const seen = new Set<string>();
    const abrupt = await serveForeign((request, _, body) => {
      const isNew = !seen.has(body);
      seen.add(body);
      const hangsUp = request.method !== "POST" || (isNew && seen.size % 5 === 0);
      if (hangsUp) request.socket.destroy();
      return hangsUp;
    });
    const { code, stdout } = await run("--url", abrupt, "--only", "samples/*", "--only", "boundaries/send-inbox/*");
    expect({ code, stdout }).toMatchObject({ code: 0 });
    expect(stdout).toContain("0 failed");
  });

  test("an expected failure may fail, and a stale one gives 1", async () => {
    const broken = await serveReference(rulesOf("new-id-on-replay"));
    const expected = file("expected.txt", "laws/replay-after-success # known, see our tracker\n\n# nothing else\n");
    const flags = ["--only", "laws/replay-after-success", "--expected-failures", expected];
    expect((await run("--url", broken, ...flags)).code).toBe(0);
    const stale = await run("--url", url, ...flags);
    expect(stale.code).toBe(1);
    expect(stale.stdout).toContain("Stale");
    expect((await run("--url", url, "--expected-failures", file("wrong.txt", "laws/nonsense\n"))).code).toBe(2);
  });

  test("results of --values evoke codes and U, and what is given stands in no output", async () => {
    const unknown = {
      result: {
        resultCode: "UNKNOWN_EXCEPTION",
        resultStatus: "U",
        resultMessage: "An API calling is failed, which is caused by unknown reasons.",
      },
    };
    const foreign = await serveForeign((_, response, body) => {
      const token = /"accessToken":"([^"]*)"/u.exec(body)?.[1] ?? "";
      if (token === "token-that-is-unknown") response.end(json(unknown));
      else if (token === "token-of-nobody") {
        const result = { resultCode: "ACCESS_DENIED", resultStatus: "F", resultMessage: `${token} is nobody` };
        response.end(json({ result }));
      } else return false;
      return true;
    });
    const unknownToken = { accessToken: "token-that-is-unknown" };
    const values = file(
      "values.json",
      json({
        sendMessage: { accessToken: "a-very-secret-token" },
        results: {
          U: { sendMessage: unknownToken, sendInbox: unknownToken },
          ACCESS_DENIED: { sendMessage: { accessToken: "token-of-nobody" } },
        },
      }),
    );
    const report = join(folder, "values-report.json");
    const flags = ["--values", values, "--json", report, "--only", "laws/*", "--skip", "laws/different*"];
    const { code, stdout, stderr } = await run("--url", foreign, ...flags);
    expect({ code, stdout }).toMatchObject({ code: 0 });
    const statusOf = new Map(
      JSON.parse(readFileSync(report, "utf8")).cases.map((one: { id: string; status: string }) => [one.id, one.status]),
    );
    for (const id of ["retry-after-unknown", "inbox-retry-after-unknown", "code/send-message/ACCESS_DENIED"]) {
      expect([id, statusOf.get(`laws/${id}`)]).toEqual([id, "passed"]);
    }
    expect(stdout).toContain("laws/code-pairing");
    expect(stdout + stderr + readFileSync(report, "utf8")).not.toMatch(
      /a-very-secret-token|token-that-is|token-of-nobody/u,
    );
  });

  test("a server that dies gives 2, one line, and the reports of what ran", async () => {
    let answers = 0;
    const dying = createServer((request, response) => {
      answers += 1;
      request.resume();
      const result = { resultCode: "PARAM_ILLEGAL", resultStatus: "F", resultMessage: "" };
      response.setHeader("Connection", "close").end(json({ result }));
      if (answers > 30) dying.close();
    });
    await new Promise<void>((resolve) => void dying.listen(0, "127.0.0.1", resolve));
    const address = dying.address();
    const report = join(folder, "died.json");
    const there = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
    const { code, stderr } = await run("--url", there, "--json", report, "--concurrency", "1");
    expect(code).toBe(2);
    expect(stderr).toMatch(/^contract-tests: The server went away: .*; the reports hold the \d+ of \d+ cases/mu);
    expect(idsOf(report).length).toBeGreaterThan(0);
  });

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("%s writes the reports and gives %i", async (signal, code) => {
    const slow = await serveForeign((request) => {
      if (request.method === "POST") request.socket.setTimeout(0);
      return false;
    });
    const report = join(folder, `${signal}.json`);
    const child = spawn(process.execPath, [command, "--url", slow, "--rate", "20", "--json", report], {
      stdio: "pipe",
    });
    child.stderr.once("data", () => setTimeout(() => child.kill(signal), 1500));
    const exited = await new Promise((resolve) => void child.once("exit", resolve));
    expect(exited).toBe(code);
    expect(Array.isArray(JSON.parse(readFileSync(report, "utf8")).cases)).toBe(true);
  });
});

test("signing mistakes of a server are failing cases, not a run that could not be made", async () => {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const spki = publicKey.export({ type: "spki", format: "der" }).toString("base64");
  const clients = [{ clientId: "merchant", keys: [{ keyVersion: "1", publicKey: spki }] }];
  const wrong = createReferenceServer({
    initial: { clients, policies: { signature: "required" } },
    signedContent: (content) => ({ ...content, method: "post" }),
  });
  const there = await serve(async (request, response) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const answer = await wrong.fetch(`${wrong.baseUrl}${request.url?.replace("_stub", "none")}`, {
      method: request.method ?? "GET",
      headers: Object.entries(request.headers).map(([name, value]) => [name, String(value)] as [string, string]),
      ...(chunks.length === 0 ? {} : { body: Buffer.concat(chunks) }),
    });
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
  });
  const key = file("merchant.pem", privateKey.export({ type: "pkcs8", format: "pem" }).toString());
  const flags = ["--url", there, "--client-id", "merchant", "--private-key", key, "--only", "signature/accepted"];
  const { code, stdout } = await run(...flags, "--strict");
  expect({ code, stdout }).toMatchObject({ code: 1 });
  expect(stdout).toContain("✘ signature/accepted [inferred]");
});

test("a file of a key that is not there is named as such", async () => {
  const result = await run("--url", url, "--client-id", "a", "--private-key", join(folder, "none.pem"));
  expect(result.code).toBe(2);
  expect(oneLine(result)).toMatch(/--private-key: .*none\.pem cannot be read: there is no such file/u);
});
