import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { importFromStub } from "./imported.ts";
import { runTool } from "./run-tool.ts";
import { SUCCEEDED } from "./samples.ts";

/** Postman cannot sign: what it sends is the documented example of each header. */
const imported = importFromStub("postman", { policies: { signature: "off" } });

interface Execution {
  readonly item: { readonly name: string };
  readonly response: { readonly code: number; readonly stream: { readonly data: readonly number[] } };
}

const answersOf = (file: string): readonly { readonly code: number; readonly answer: unknown }[] => {
  const { run }: { readonly run: { readonly executions: readonly Execution[] } } = JSON.parse(
    readFileSync(file, "utf8"),
  );
  return run.executions.map(({ response: { code, stream } }) => {
    const answer: unknown = JSON.parse(Buffer.from(stream.data).toString());
    return { code, answer };
  });
};

describe("a collection that openapi-to-postmanv2 makes, run by newman", () => {
  it("sends the documented examples to the stub that served the document", async () => {
    const { folder } = imported;
    const options = ["-O", "requestParametersResolution=Example,exampleParametersResolution=Example"];
    await runTool("openapi2postmanv2", ["-s", "openapi.json", "-o", "collection.json", ...options], folder);
    const report = ["--reporters", "json", "--reporter-json-export", "report.json"];
    await runTool("newman", ["run", "collection.json", ...report], folder);
    const answer = expect.objectContaining(SUCCEEDED);
    expect(answersOf(join(folder, "report.json"))).toEqual([
      { code: 200, answer },
      { code: 200, answer },
    ]);
    expect(await imported.stub.messages({})).toHaveLength(2);
  });

  it("sends what it makes up from the schemas, and gets an envelope", async () => {
    const { folder } = imported;
    await runTool("openapi2postmanv2", ["-s", "openapi.yaml", "-o", "made-up.json"], folder);
    const report = ["--reporters", "json", "--reporter-json-export", "made-up-report.json"];
    await runTool("newman", ["run", "made-up.json", ...report], folder);
    const envelope = { resultStatus: expect.any(String), resultCode: expect.any(String) };
    for (const { code, answer } of answersOf(join(folder, "made-up-report.json"))) {
      expect({ code, answer }).toMatchObject({ code: 200, answer: { result: envelope } });
    }
  });
});
