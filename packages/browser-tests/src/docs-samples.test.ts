import { readFileSync, rmSync } from "node:fs";
import { createStub } from "@miniprogram-messages/server-stub";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  answersOf,
  commandsOf,
  merchantPublicKey,
  printedOrigin,
  runTypeScript,
  sampleFolder,
} from "./docs-samples-run.ts";
import { dist } from "./docs-site-visit.ts";

interface CodeSample {
  readonly label: string;
  readonly source: string;
}

interface Definition {
  readonly paths: Readonly<
    Record<string, { readonly post: { readonly operationId: string; readonly "x-codeSamples": readonly CodeSample[] } }>
  >;
}

// What a reader copies: the samples in the built page, not the code that makes them.
const definition: Definition = JSON.parse(
  /__redoc_definition = (.*);$/m.exec(readFileSync(`${dist}reference.html`, "utf8"))?.[1] ?? "",
);
const operations = Object.values(definition.paths).map(({ post }) => post);

// Signatures are demanded, so that a sample whose signature is wrong is refused. Where clients are seeded, the
// authClientId of the samples has to be known as well (erratum E18).
const stub = createStub({
  config: {
    clients: [
      { clientId: "CLIENT_1", keys: [{ keyVersion: "1", publicKey: merchantPublicKey }] },
      { clientId: "202016726873874774774xxxx", keys: [] },
    ],
    policies: { signature: "required" },
  },
});
const folder = sampleFolder();
let origin: string;
beforeAll(async () => {
  origin = (await stub.listen()).url;
});
afterAll(async () => {
  await stub.close();
  rmSync(folder, { recursive: true });
});

const sourceOf = ({ "x-codeSamples": samples }: (typeof operations)[number], label: string): string =>
  samples.find((sample) => sample.label === label)?.source.replaceAll(printedOrigin, origin) ?? "";

test("both operations have samples in all three ways", () => {
  expect(operations.map(({ operationId }) => operationId)).toEqual(["sendMessage", "sendInbox"]);
  for (const { "x-codeSamples": samples } of operations) {
    expect(samples.map(({ label }) => label)).toEqual(["curl", "TypeScript client", "fetch"]);
  }
});

describe.each(operations)("the samples of $operationId, with signatures demanded", (operation) => {
  test("curl is answered", async () => {
    const [command = ""] = commandsOf(sourceOf(operation, "curl"));
    const answers = await answersOf(command, folder);
    expect(answers.length).toBeGreaterThanOrEqual(1);
    for (const answer of answers)
      expect(answer).toMatchObject({ result: { resultStatus: "S", resultCode: "SUCCESS" } });
  });

  test("the client's and the raw one succeed, and all of them are one request with one messageId", async () => {
    const client = await runTypeScript(sourceOf(operation, "TypeScript client"), folder);
    expect(client).toMatchObject({ code: 0, stderr: "", stdout: expect.stringMatching(/^succeeded SUCCESS \S+\n$/) });
    const raw = await runTypeScript(sourceOf(operation, "fetch"), folder);
    expect(raw).toMatchObject({ code: 0, stderr: "", stdout: expect.stringMatching(/^S SUCCESS \S+\n$/) });
    expect(raw.stdout.split(" ").at(-1)).toBe(client.stdout.split(" ").at(-1));
  });
});

test("a sample with another body is refused: the signature counts", async () => {
  const [source = ""] = operations.map((operation) => sourceOf(operation, "curl"));
  const [command = ""] = commandsOf(source.replace("test title", "other title"));
  for (const answer of await answersOf(command, folder)) {
    expect(answer).toMatchObject({ result: { resultCode: "INVALID_SIGNATURE" } });
  }
});
