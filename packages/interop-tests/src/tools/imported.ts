import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createStub } from "@miniprogram-messages/server-stub";
import { afterAll, beforeAll } from "vitest";

/** Below the package, so that what is generated finds the package's dependencies; not committed. */
const reports = fileURLToPath(new URL("../../reports/generated/", import.meta.url));

/** The configuration of a stub, as `createStub` takes it. */
export type StubConfig = NonNullable<Parameters<typeof createStub>[0]>["config"];

/** A running stub and its document, as a tool would import it. */
export interface Imported {
  /** Where the stub listens; the document's first server. */
  url: string;
  /** An empty folder for what the tool makes. */
  readonly folder: string;
  /** The document that the stub serves, as JSON and as YAML. */
  readonly json: string;
  readonly yaml: string;
  readonly stub: ReturnType<typeof createStub>;
}

/** Starts a stub for the tests of one tool, and writes down the document that it serves. */
export const importFromStub = (tool: string, config: StubConfig): Imported => {
  const folder = join(reports, tool);
  const stub = createStub(config === undefined ? {} : { config });
  const imported: Imported = {
    url: "",
    folder,
    json: join(folder, "openapi.json"),
    yaml: join(folder, "openapi.yaml"),
    stub,
  };
  beforeAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    imported.url = (await stub.listen({ port: 0 })).url;
    for (const file of [imported.json, imported.yaml]) {
      const response = await fetch(`${imported.url}/${file.endsWith("json") ? "openapi.json" : "openapi.yaml"}`);
      writeFileSync(file, await response.text());
    }
  });
  afterAll(() => stub.close());
  return imported;
};
