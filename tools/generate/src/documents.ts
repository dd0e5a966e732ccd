import { join } from "node:path";
import { bundle } from "./bundle.ts";
import { controlDocument } from "./control-document.ts";
import { publishedDocument } from "./published-document.ts";
import type { OpenApiDocument } from "./openapi-document.ts";

/** The descriptions, each in one piece. */
export interface SpecDocuments {
  /** `spec/openapi.yaml` */
  readonly api: OpenApiDocument;
  /** the same as others read it: served, and shown by the docs site */
  readonly published: OpenApiDocument;
  /** `spec/control.openapi.yaml`, with what it takes from the other one */
  readonly control: OpenApiDocument;
}

/**
 * Reads both descriptions of a spec.
 * @throws {GenerateError} naming file, line and what to mend when one is broken.
 */
export const specDocuments = async (specFolder: string): Promise<SpecDocuments> => {
  const [api, control] = await Promise.all([
    bundle(join(specFolder, "openapi.yaml")),
    bundle(join(specFolder, "control.openapi.yaml")),
  ]);
  return { api, published: publishedDocument(api), control: controlDocument(control, api) };
};
