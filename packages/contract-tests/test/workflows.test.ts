import { createStub } from "@miniprogram-messages/server-stub";
import { readdirSync } from "node:fs";
import { afterAll, expect, test } from "vitest";
import { redocly, specFolder } from "./redocly.js";

const stub = createStub();
const { url } = await stub.listen({ port: 0 });

afterAll(() => stub.close());

const workflows = readdirSync(`${specFolder}/workflows`).filter((file) => file.endsWith(".arazzo.yaml"));

test("there are workflows", () => {
  expect(workflows.toSorted()).toEqual([
    "move-from-send-inbox.arazzo.yaml",
    "retry-is-idempotent.arazzo.yaml",
    "send-each-channel.arazzo.yaml",
    "unknown-then-retry.arazzo.yaml",
  ]);
});

const respect = (file: string, namespace: string) =>
  redocly(
    "respect",
    `spec/workflows/${file}`,
    "-S",
    `messages=${url}/ns/${namespace}`,
    "-S",
    `stub=${url}`,
    "-i",
    `namespace=${namespace}`,
    "-i",
    `requestId=${namespace}`,
  );

test.each(workflows)("redocly respect finds %s kept by the stub", async (file) => {
  const { code, output } = await respect(file, `workflow-${workflows.indexOf(file)}`);
  expect({ code, output }).toMatchObject({ code: 0 });
});

test("redocly respect notices a stub that breaks a workflow", async () => {
  const namespace = "workflow-broken";
  const fault = { effect: { result: "PROCESS_FAIL" } };
  await fetch(`${url}/_stub/namespaces/${namespace}/faults`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(fault),
  });
  expect((await respect("retry-is-idempotent.arazzo.yaml", namespace)).code).not.toBe(0);
});
