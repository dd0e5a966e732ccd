import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect } from "vitest";
import { createReferenceServer, serverMutants } from "../src/index.js";

export const command = fileURLToPath(new URL("../dist/cli.js", import.meta.url));
export const folder = mkdtempSync(join(tmpdir(), "contract-tests-"));
export const closers: (() => void)[] = [];

afterAll(() => {
  for (const close of closers) close();
  rmSync(folder, { recursive: true, force: true });
});

interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export const run = (...args: readonly string[]): Promise<Run> =>
  new Promise((resolve) => {
    const env = { ...process.env, NO_COLOR: "1" };
    execFile(process.execPath, [command, ...args], { env, maxBuffer: 64 << 20 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), stdout, stderr });
    });
  });

/** Listens on a port of the system's choice. */
export const serve = (
  listener: (request: IncomingMessage, response: ServerResponse) => Promise<void> | void,
): Promise<string> =>
  new Promise((resolve) => {
    const server = createServer((request, response) => void listener(request, response)).listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(`http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`);
    });
    closers.push(() => server.close());
  });

/** A reference server behind a socket. */
export const serveReference = (...[rules]: Parameters<typeof createReferenceServer>): Promise<string> => {
  const reference = createReferenceServer(rules);
  return serve(async (request, response) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    try {
      const answer = await reference.fetch(`${reference.baseUrl}${request.url}`, {
        method: request.method ?? "GET",
        headers: Object.entries(request.headers).map(([name, value]) => [name, String(value)] as [string, string]),
        ...(body.length === 0 ? {} : { body }),
      });
      response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
    } catch {
      request.socket.destroy();
    }
  });
};

export const rulesOf = (id: string) => serverMutants.find((mutant) => mutant.id === id)?.rules;

export const oneLine = ({ stderr }: Run): string => {
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  return stderr;
};

/** A reference server without the control API, behind a socket, with whatever happens before it. */
export const serveForeign = (
  before: (request: IncomingMessage, response: ServerResponse, body: string) => boolean = () => false,
): Promise<string> => {
  const reference = createReferenceServer();
  return serve(async (request, response) => {
    const chunks: Uint8Array[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    if (before(request, response, body.toString())) return;
    if (request.url?.startsWith("/_stub") === true) {
      response.writeHead(404).end("{}");
      return;
    }
    const answer = await reference.fetch(`${reference.baseUrl}${request.url}`, {
      method: request.method ?? "GET",
      headers: { "Content-Type": request.headers["content-type"] ?? "" },
      ...(body.length === 0 ? {} : { body }),
    });
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
  });
};

export const json = (text: unknown): string => JSON.stringify(text);

export const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

export const idsOf = (path: string): readonly string[] =>
  JSON.parse(readFileSync(path, "utf8")).cases.map(({ id }: { id: string }) => id);
