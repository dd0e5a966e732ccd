import { readFileSync } from "node:fs";
import { createClient } from "@miniprogram-messages/client";
import { createStub } from "@miniprogram-messages/server-stub";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { policyFacts } from "../src/generated/policies.js";
import { judgeConfig } from "../src/control/config.js";

const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
const self = readFileSync(new URL(import.meta.url), "utf8");

const block = (language: string): string => new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(readme)?.[1] ?? "";

const cellsOf = (line: string): string[] =>
  line
    .split("|")
    .slice(1, -1)
    .map((cell) => cell.trim());

it("delivers once, though the answer was lost", async () => {
  const stub = createStub();
  const fault = { times: 1, effect: { lostResponse: true } } as const;
  await stub.control.post("/_stub/namespaces/{namespace}/faults", { path: { namespace: "default" }, body: fault });

  const client = createClient({ fetch: stub.fetch });
  const ids = { appId: "P0001", authClientId: "M0001", accessToken: "TOKEN-1", templateCode: "TP_1" };
  const templates = [{ language: "en-US", templateParameters: { customTitle: "Paid" } }];
  const outcome = await client.sendMessage({ ...ids, templates, customerBelongsTo: "GCASH", requestId: "ORDER-1" });

  expect(outcome).toMatchObject({ status: "succeeded", attempts: 2 });
  expect(await stub.messages({ requestId: "ORDER-1" })).toMatchObject([{ messageId: outcome.messageId }]);
  await stub.close();
});

describe("the README", () => {
  it("shows the test above, in under 20 lines", () => {
    const example = block("ts");
    const body = example.slice(example.indexOf("it("));
    expect(self).toContain(body);
    expect(example.trim().split("\n").length).toBeLessThan(20);
  });

  it("has the table of policies that the specification gives", () => {
    const rows = Object.entries(policyFacts).map(([name, fact]) => {
      const values = "values" in fact ? Object.keys(fact.values).map((value) => `\`${value}\``) : [];
      const fallback = typeof fact.default === "string" ? `\`${fact.default}\`` : "none";
      return [`\`${name}\``, values.join(", "), fallback, fact.meaning];
    });
    const from = readme.split("\n").findIndex((line) => /^\| policy\b/.test(line)) + 2;
    expect(
      readme
        .split("\n")
        .slice(from, from + rows.length)
        .map(cellsOf),
    ).toEqual(rows);
  });

  it("has a configuration that is legal", async () => {
    expect(await judgeConfig(parse(block("yaml")))).toHaveProperty("config");
  });
});
