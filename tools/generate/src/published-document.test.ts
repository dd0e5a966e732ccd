import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { redocly } from "./redocly.ts";
import { repositoryDocuments } from "./repository-documents.ts";
import type { Json } from "./json.ts";
import { operationsOf } from "./openapi-document.ts";
import { ROOT_FOLDER, SPEC_FOLDER } from "./repository.ts";
import { resultCodesOf } from "./result-codes.ts";

const { api, published, control } = repositoryDocuments;

const everywhere = (value: Json, visit: (key: string, child: Json) => void): void => {
  if (typeof value !== "object" || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    visit(key, child);
    everywhere(child, visit);
  }
};

describe("the document as others read it", () => {
  it.each(operationsOf(published))(
    "has a table of the result codes in the description of $operationId",
    (operation) => {
      const description = operation.definition["description"];
      expect(description).toContain("\n\n| code | status | message | what to do |\n| --- | --- | --- | --- |\n");
      for (const { code, status, message } of resultCodesOf(api, operation)) {
        expect(description).toContain(`\n| \`${code}\` | \`${status}\` | ${message} | `);
      }
    },
  );

  it("is what `redocly bundle` at the root gives", async () => {
    const folder = mkdtempSync(join(tmpdir(), "miniprogram-messages-published-"));
    const file = join(folder, "bundle.json");
    const run = await redocly(
      "bundle",
      join(ROOT_FOLDER, "redocly.yaml"),
      `${SPEC_FOLDER}/openapi.yaml`,
      "--output",
      file,
    );
    expect(run).toMatchObject({ exitCode: 0 });
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(published.json);
    rmSync(folder, { recursive: true });
  });

  it("says what to do about a code, and nothing where the page says nothing", () => {
    const [send] = operationsOf(published);
    expect(send?.definition["description"]).toContain(
      "| `TEMPLATE_NOT_EXIST` | `F` | The template does not exist. | Check whether the template ID is correct. |\n" +
        "| `USER_NOT_SUBSCRIBED` | `F` | The user does not subscribe to this channel. |  |\n",
    );
  });

  it.each([published, control])(
    "$source has no empty list of required properties and no note to its checks",
    ({ json }) => {
      everywhere(json, (key, child) => {
        expect([key, child]).not.toEqual(["required", []]);
        expect(key).not.toBe("x-beyond-the-page");
      });
    },
  );

  it("has servers with short names, and variables without a description", () => {
    expect(published.json["servers"]).toEqual([
      {
        url: "https://{domainName}{prefix}",
        description: "Platform",
        variables: { domainName: { default: "open.platform.invalid" }, prefix: { default: "/api/open" } },
      },
      { url: "http://127.0.0.1:4010", description: "Server stub" },
    ]);
  });
});
