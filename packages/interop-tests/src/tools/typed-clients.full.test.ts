import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { importFromStub } from "./imported.ts";
import { runTool, typeCheck } from "./run-tool.ts";
import { samples, signedHeaders, signedOnly, SUCCEEDED } from "./samples.ts";

/** What each program exports: the generated call of each operation, made to look alike. */
type Call = (body: unknown, headers: Awaited<ReturnType<typeof signedHeaders>>) => Promise<unknown>;
type Program = Readonly<Record<keyof typeof samples, Call>>;

const HEADERS = `type Headers = { Signature: string; "Client-Id": string; "Request-Time": string };`;

/** A request without its required fields and one with a super app that there is not: neither may compile. */
const REFUSED = `
// @ts-expect-error -- required fields are missing
export const incomplete: SendMessageRequest = { appId: "P000000000000001xxxx" };
// @ts-expect-error -- there is no such super app
export const unknown: SendMessageRequest["customerBelongsTo"] = "NOBODY";
`;

interface Generator {
  readonly tool: string;
  readonly generate: (folder: string) => Promise<unknown>;
  readonly program: string;
}

const generators: readonly Generator[] = [
  {
    tool: "@hey-api/openapi-ts",
    generate: (folder) => runTool("openapi-ts", ["-i", "openapi.json", "-o", "client"], folder),
    program: `import * as api from "./client";
import type { SendInboxRequest, SendMessageRequest } from "./client";
${HEADERS}
export const sendMessage = async (body: SendMessageRequest, headers: Headers) =>
  (await api.sendMessage({ body, headers })).data;
export const sendInbox = async (body: SendInboxRequest, headers: Headers) => (await api.sendInbox({ body, headers })).data;
${REFUSED}`,
  },
  {
    tool: "swagger-typescript-api",
    generate: (folder) => runTool("swagger-typescript-api", ["generate", "-p", "openapi.json", "-n", "api.ts"], folder),
    program: `import { Api, type SendInboxRequest, type SendMessageRequest } from "./api";
${HEADERS}
const { v2 } = new Api();
export const sendMessage = async (body: SendMessageRequest, headers: Headers) =>
  (await v2.sendMessage(body, { headers })).data;
export const sendInbox = async (body: SendInboxRequest, headers: Headers) => (await v2.sendInbox(body, { headers })).data;
${REFUSED}`,
  },
  {
    tool: "oazapfts",
    generate: (folder) => runTool("oazapfts", ["openapi.json", "api.ts"], folder),
    program: `import * as api from "./api";
import type { SendInboxRequest, SendMessageRequest } from "./api";
${HEADERS}
export const sendMessage = async (body: SendMessageRequest, headers: Headers) =>
  (await api.sendMessage(headers.Signature, headers["Client-Id"], headers["Request-Time"], body)).data;
export const sendInbox = async (body: SendInboxRequest, headers: Headers) =>
  (await api.sendInbox(headers.Signature, headers["Client-Id"], headers["Request-Time"], body)).data;
${REFUSED}`,
  },
  {
    tool: "orval",
    generate: (folder) => {
      const output = { target: "api.ts", client: "fetch", baseUrl: { getBaseUrlFromSpecification: true } };
      const config = { api: { input: "./openapi.json", output } };
      writeFileSync(join(folder, "orval.config.mjs"), `export default ${JSON.stringify(config)};`);
      return runTool("orval", ["--config", "orval.config.mjs"], folder);
    },
    program: `import * as api from "./api";
import type { SendInboxRequest, SendMessageRequest } from "./api";
${HEADERS}
export const sendMessage = async (body: SendMessageRequest, headers: Headers) =>
  (await api.sendMessage(body, { headers })).data;
export const sendInbox = async (body: SendInboxRequest, headers: Headers) => (await api.sendInbox(body, { headers })).data;
${REFUSED}`,
  },
];

describe.each(generators)("a client that $tool generates", ({ tool, generate, program }) => {
  const imported = importFromStub(tool.replaceAll(/\W/g, "-"), signedOnly);

  it("type-checks, and sends signed requests to the stub that served the document", async () => {
    await generate(imported.folder);
    const client: Program = await import(await typeCheck(imported.folder, program));
    for (const operation of ["sendMessage", "sendInbox"] as const) {
      const answer = await client[operation](samples[operation], await signedHeaders(operation));
      expect(answer).toMatchObject(SUCCEEDED);
    }
    expect(await imported.stub.messages({})).toHaveLength(2);
  });
});
