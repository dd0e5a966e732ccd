import { afterEach, describe, expect, it } from "vitest";
import { specDocuments } from "./documents.ts";
import { renderFacts } from "./facts.ts";
import { resolve } from "./openapi-document.ts";
import { copySpec, type SpecCopy } from "./spec-copy.ts";

let copy: SpecCopy | undefined;

afterEach(() => copy?.dispose());

const edited = async (...edits: readonly (readonly [file: string, from: string, to: string])[]) => {
  copy = copySpec();
  for (const [file, from, to] of edits) copy.edit(`spec/${file}`, from, to);
  return specDocuments(`${copy.folder}/spec`);
};

const schemaOf = (document: Awaited<ReturnType<typeof edited>>["control"], name: string) =>
  resolve(document, { $ref: `#/components/schemas/${name}` });

const MESSAGE = "components/send-message.yaml";

describe("a fact that is written once", () => {
  it("reaches the control API and the stub when it is a super app", async () => {
    const { api, control } = await edited(
      [MESSAGE, "        - CHOPE\n", "        - CHOPE\n        - NEWPAY\n"],
      [MESSAGE, "        CHOPE: Chope\n", "        CHOPE: Chope\n        NEWPAY: New Pay\n"],
    );
    expect(schemaOf(control, "SuperApp")?.["enum"]).toContain("NEWPAY");
    expect(Object.keys(schemaOf(control, "SuperApps")?.["properties"] ?? {})).toContain("NEWPAY");
    expect(await renderFacts("facts.ts", api, control)).toContain('NEWPAY: "New Pay"');
  });

  it("reaches them when it is an operation", async () => {
    const { api, control } = await edited(
      ["openapi.yaml", "/v2/messages/sendInbox:", "/v1/messages/sendPush:"],
      ["paths/send-inbox.yaml", "operationId: sendInbox", "operationId: sendPush"],
    );
    expect(schemaOf(control, "Operation")).toMatchObject({ enum: ["sendMessage", "sendPush"] });
    const facts = await renderFacts("facts.ts", api, control);
    expect(facts).toContain('sendPush: "/v1/messages/sendPush"');
  });

  it("needs a name that people read", async () => {
    const { api, control } = await edited([MESSAGE, "        CHOPE: Chope\n", ""]);
    await expect(renderFacts("facts.ts", api, control)).rejects.toThrow(
      "spec/control.openapi.yaml: SuperApp CHOPE has no name; add it to x-enumDescriptions of the schema",
    );
  });

  it("is refused when it asks for a list that there is not", async () => {
    await expect(edited(["control.openapi.yaml", "x-enum-of: operationId", "x-enum-of: operations"])).rejects.toThrow(
      'spec/control.openapi.yaml: x-enum-of is "operations"; it must be one of operationId',
    );
  });
});
