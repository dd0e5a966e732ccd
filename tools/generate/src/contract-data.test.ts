import { afterEach, beforeEach, expect, it } from "vitest";
import { join } from "node:path";
import { bundle } from "./bundle.ts";
import { renderOperations, renderStatements } from "./contract-data.ts";
import { copySpec, type SpecCopy } from "./spec-copy.ts";

let copy: SpecCopy;

beforeEach(() => {
  copy = copySpec();
});

afterEach(() => copy.dispose());

const specFolder = (): string => join(copy.folder, "spec");

it("statements that are not YAML are named with their line", async () => {
  copy.edit("spec/statements.yaml", "statements:", "statements: [");
  await expect(renderStatements("statements.ts", specFolder())).rejects.toThrow(
    /^spec\/statements\.yaml:\d+: not valid YAML \(.+\); correct it$/,
  );
});

it("missing statements are named", async () => {
  copy.remove("spec/statements.yaml");
  await expect(renderStatements("statements.ts", specFolder())).rejects.toThrow(
    "spec/statements.yaml: there is no such file; the contract suite needs it",
  );
});

it("a fragment that is not JSON is named", async () => {
  const document = await bundle(join(specFolder(), "openapi.yaml"));
  copy.edit("spec/examples/send-message.templates.sms.json", "[", "[[");
  await expect(renderOperations("operations.ts", document, specFolder())).rejects.toThrow(
    /^spec\/examples\/send-message\.templates\.sms\.json: not valid JSON \(.+\); correct it$/,
  );
});
