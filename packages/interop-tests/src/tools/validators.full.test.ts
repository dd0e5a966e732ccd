import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import SwaggerParser from "@apidevtools/swagger-parser";
import { describe, expect, it } from "vitest";
import { importFromStub } from "./imported.ts";
import { runTool } from "./run-tool.ts";

const imported = importFromStub("validators", undefined);
const files = ["openapi.json", "openapi.yaml"];

describe.each(files)("%s is valid", (file) => {
  it("for @apidevtools/swagger-parser, which follows its references as well", async () => {
    const document = await SwaggerParser.validate(join(imported.folder, file));
    expect(document).toMatchObject({ servers: [{ url: imported.url }, {}] });
    expect(JSON.stringify(await SwaggerParser.dereference(join(imported.folder, file)))).not.toContain('"$ref"');
  });

  it("for @stoplight/spectral-cli with the rules for OpenAPI", async () => {
    writeFileSync(join(imported.folder, ".spectral.yaml"), 'extends: ["spectral:oas"]\n');
    const said = await runTool(
      "spectral",
      ["lint", file, "--format", "json", "--fail-severity", "error"],
      imported.folder,
    );
    const findings: readonly { readonly code: string }[] = JSON.parse(said.slice(0, said.lastIndexOf("]") + 1));
    // There is nobody to write to: the repository is the contact.
    expect(findings.map(({ code }) => code)).toEqual(["info-contact"]);
  });

  it("for openapi-examples-validator, each example with its schema", async () => {
    const said = await runTool("openapi-examples-validator", [file], imported.folder);
    expect(said).toContain("No errors found.");
    expect(Number(/Total examples found: (\d+)/.exec(said)?.[1])).toBeGreaterThan(8);
  });
});

it("both formats say the same", async () => {
  const json: unknown = JSON.parse(readFileSync(imported.json, "utf8"));
  expect(await SwaggerParser.parse(imported.yaml)).toEqual(json);
});
