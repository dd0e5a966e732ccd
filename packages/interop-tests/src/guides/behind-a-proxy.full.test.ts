// oxlint-disable vitest/no-standalone-expect -- `needs(…).test` is a test block
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type IncomingHttpHeaders, request } from "node:http";
import { type AddressInfo, connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { needs } from "@miniprogram-messages/lane";
import { createStub } from "@miniprogram-messages/server-stub";
import { formatSignatureHeader, importPrivateKey, sign } from "@miniprogram-messages/signature";
import { afterEach, expect, vi } from "vitest";
import { repositoryText } from "./language-guide.ts";
import { blocksOf } from "./proxy-guide.ts";

const nginx = needs("nginx");
const host = "stub.example:8080";
const publicKey = repositoryText("packages/signature/fixtures/keys/merchant.spki.pem");
const keyText = repositoryText("packages/signature/fixtures/keys/merchant.pkcs8.pem");
const sample = repositoryText("spec/examples/send-message.sms.request.json");

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

const freePort = async (): Promise<number> => {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a port
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
};

const isOpen = async (port: number): Promise<void> => {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  socket.destroy();
};

const end = async (child: ChildProcess): Promise<void> => {
  child.kill("SIGTERM");
  if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
};

/** Starts nginx with one of the guide's snippets; only ports are changed. */
const startNginx = async (snippet: string, stubPort: number): Promise<number> => {
  const folder = mkdtempSync(join(tmpdir(), "proxy-guide-"));
  ends.push(async () => rmSync(folder, { recursive: true }));
  const port = await freePort();
  const server = snippet
    .replace("listen 8080", `listen 127.0.0.1:${port}`)
    .replaceAll("127.0.0.1:4010", `127.0.0.1:${stubPort}`);
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  );
  writeFileSync(
    join(folder, "nginx.conf"),
    `daemon off;\npid ${folder}/pid;\nerror_log stderr;\nevents {}\nhttp {\naccess_log off;\n${temporary.join("\n")}\n${server}\n}\n`,
  );
  const child = spawn(nginx.paths.nginx, ["-p", folder, "-c", join(folder, "nginx.conf"), "-e", "stderr"], {
    stdio: "ignore",
  });
  ends.push(() => end(child));
  await vi.waitFor(() => isOpen(port), { timeout: 120_000, interval: 20 });
  return port;
};

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Calls the proxy as if it were `stub.example`. */
const call = (port: number, path: string, headers: Record<string, string> = {}, body?: string): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const method = body === undefined ? "GET" : "POST";
    const outgoing = request({ port, host: "127.0.0.1", path, method, headers: { host, ...headers } }, (response) => {
      let text = "";
      response.on("data", (chunk: Buffer) => {
        text += chunk.toString();
        // A stream has no end: its first words are enough.
        if (response.headers["content-type"]?.startsWith("text/event-stream")) response.destroy();
      });
      response.on("close", () => resolve({ status: response.statusCode, headers: response.headers, body: text }));
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });

const json = { "content-type": "application/json" };

/** Sends the sample, signed over the path that the client uses. */
const send = async (port: number, path: string): Promise<string> => {
  const time = new Date().toISOString();
  const message = { method: "POST", uri: path, clientId: "CLIENT_1", time, body: sample };
  const signature = formatSignatureHeader({
    keyVersion: "1",
    signature: await sign(message, await importPrivateKey(keyText)),
  });
  const headers = { ...json, "client-id": "CLIENT_1", "request-time": time, signature };
  return JSON.parse((await call(port, path, headers, sample)).body).result.resultCode;
};

const open = async (options: { allowHosts?: string[]; allowOrigins?: string[] }, snippet: number) => {
  const clients = [{ clientId: "CLIENT_1", keys: [{ keyVersion: "1", publicKey }] }];
  const stub = createStub({ ...options, config: { clients, policies: { signature: "required" } } });
  ends.push(() => stub.close());
  const { port } = await stub.listen();
  return startNginx(blocksOf("nginx")[snippet] ?? "", port);
};

/** What the page does in a browser that shows it under `stub.example`. */
const usePage = async (port: number, base: string): Promise<void> => {
  const read = { "sec-fetch-site": "same-origin" };
  expect((await call(port, `${base}/`, { "sec-fetch-site": "cross-site" })).status).toBe(200);
  expect((await call(port, `${base}/_stub/namespaces`, read)).status).toBe(200);
  const events = await call(port, `${base}/_stub/namespaces/default/events`, read);
  expect([events.status, events.body]).toEqual([200, expect.stringContaining("retry:")]);
  const write = { ...read, ...json, origin: `http://${host}` };
  expect((await call(port, `${base}/_stub/namespaces/default/reset`, write, "{}")).status).toBe(200);
};

const API = "/v2/miniprogram/message/send";

nginx.test("the whole host, with its Host passed on", async () => {
  const port = await open({ allowHosts: ["stub.example"] }, 0);
  expect(await send(port, API)).toBe("SUCCESS");
  expect(await send(port, `/ns/other${API}`)).toBe("SUCCESS");
  await usePage(port, "");
});

nginx.test("what is missing is named", async () => {
  const port = await open({}, 0);
  const { status, body } = await call(port, API, json, sample);
  expect([status, body]).toEqual([421, expect.stringContaining("--allow-host stub.example")]);
});

nginx.test("a plain proxy_pass, with the page's origin allowed", async () => {
  const port = await open({ allowOrigins: [`http://${host}`] }, 1);
  expect(await send(port, API)).toBe("SUCCESS");
  await usePage(port, "");
  const other = await open({}, 1);
  const refused = await call(other, "/_stub/namespaces/default/reset", { ...json, origin: `http://${host}` }, "{}");
  expect([refused.status, refused.body]).toEqual([403, expect.stringContaining(`--allow-origin http://${host}`)]);
});

nginx.test("a sub-path, stripped for the page and kept for the API", async () => {
  const port = await open({ allowHosts: ["stub.example"] }, 2);
  expect(await send(port, `/stub${API}`)).toBe("SUCCESS");
  expect(await send(port, `/stub/ns/other${API}`)).toBe("SUCCESS");
  await usePage(port, "/stub");
  const { headers } = await call(port, "/stub/docs");
  expect(new URL(headers.location ?? "", `http://${host}/stub/docs`).pathname).toBe("/stub/docs/");
});
