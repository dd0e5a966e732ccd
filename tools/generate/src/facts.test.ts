import { describe, expect, it } from "vitest";
import { bundle } from "./bundle.ts";
import { controlDocument } from "./control-document.ts";
import { renderFacts } from "./facts.ts";
import { jsonObjectOf } from "./json.ts";
import { type OpenApiDocument, resolve } from "./openapi-document.ts";
import { SPEC_FOLDER } from "./repository.ts";

type Edit = readonly [from: string, to: string];

const [api, control] = await Promise.all([
  bundle(`${SPEC_FOLDER}/openapi.yaml`),
  bundle(`${SPEC_FOLDER}/control.openapi.yaml`),
]);

const edit = (document: OpenApiDocument, edits: readonly Edit[]): OpenApiDocument => {
  const text = edits.reduce((before, [from, to]) => before.replaceAll(from, to), JSON.stringify(document.json));
  return { ...document, json: jsonObjectOf(text) };
};

/** Both documents as they would be made from a spec in which texts are others. */
const edited = (...edits: readonly Edit[]) => {
  const changed = edit(api, edits);
  return { api: changed, control: controlDocument(edit(control, edits), changed) };
};

const schemaOf = (document: OpenApiDocument, name: string) =>
  resolve(document, { $ref: `#/components/schemas/${name}` });

describe("a fact that is written once", () => {
  it("reaches the control API and the stub when it is a super app", async () => {
    const documents = edited(
      ['"CHOPE",', '"CHOPE","NEWPAY",'],
      ['"CHOPE":"Chope"', '"CHOPE":"Chope","NEWPAY":"New Pay"'],
    );
    expect(schemaOf(documents.control, "SuperApp")?.["enum"]).toContain("NEWPAY");
    expect(Object.keys(schemaOf(documents.control, "SuperApps")?.["properties"] ?? {})).toContain("NEWPAY");
    expect(await renderFacts("facts.ts", documents.api, documents.control)).toContain('NEWPAY: "New Pay"');
  });

  it("reaches them when it is an operation", async () => {
    const documents = edited(
      ['"/v2/messages/sendInbox":', '"/v1/messages/sendPush":'],
      ['"operationId":"sendInbox"', '"operationId":"sendPush"'],
    );
    expect(schemaOf(documents.control, "Operation")).toMatchObject({ enum: ["sendMessage", "sendPush"] });
    const facts = await renderFacts("facts.ts", documents.api, documents.control);
    expect(facts).toContain('sendPush: "/v1/messages/sendPush"');
  });

  it("needs a name that people read", async () => {
    const documents = edited(['"CHOPE":"Chope",', ""]);
    await expect(renderFacts("facts.ts", documents.api, documents.control)).rejects.toThrow(
      "spec/control.openapi.yaml: SuperApp CHOPE has no name; add it to x-enumDescriptions of the schema",
    );
  });

  it("is refused when it asks for a list that there is not", () => {
    expect(() => edited(['"x-enum-of":"operationId"', '"x-enum-of":"operations"'])).toThrow(
      'spec/control.openapi.yaml: x-enum-of is "operations"; it must be one of operationId',
    );
  });
});
