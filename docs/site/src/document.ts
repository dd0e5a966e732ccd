import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { specDocuments } from "@miniprogram-messages/generate";
import { codeSamples } from "./code-samples.ts";
import type { DocumentedOperations } from "./result-codes.ts";
import type { SearchableDocument } from "./search-index.ts";
import { signExample, type SignedExample } from "./signing-example.ts";

const origin = "http://127.0.0.1:4010";

type Operation = DocumentedOperations["paths"][string]["post"] & { "x-codeSamples"?: unknown };

/** The bundled document with code samples on both operations, as a file for Redoc. */
export interface MessageDocument {
  readonly document: DocumentedOperations & SearchableDocument;
  readonly controlDocument: SearchableDocument;
  readonly file: string;
  /** The description of the control API, likewise. */
  readonly controlFile: string;
  /** The signed push sample that the samples and the signing guide share. */
  readonly pushExample: SignedExample;
  readonly remove: () => Promise<void>;
}

/**
 * Bundles both documents of the spec folder and adds `x-codeSamples`, made from the documented samples.
 *
 * @param spec the spec folder
 * @param keyFile the published private key that signs the samples
 */
export const messageDocument = async (spec: string, keyFile: string): Promise<MessageDocument> => {
  const folder = await mkdtemp(join(tmpdir(), "docs-"));
  const file = join(folder, "openapi.json");
  const controlFile = join(folder, "control.json");
  const { published, control } = await specDocuments(spec);
  await writeFile(controlFile, JSON.stringify(control.json));
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Redocly has checked it against the OpenAPI structure
  const document = structuredClone(published.json) as unknown as DocumentedOperations & SearchableDocument;
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- likewise
  const controlDocument = control.json as unknown as SearchableDocument;
  const key = await readFile(keyFile, "utf8");
  let pushExample: SignedExample | undefined;
  for (const [path, { post }] of Object.entries(document.paths)) {
    const operation: Operation = post;
    // The first of the documented samples; that of message/send is the push one.
    const [sample] = Object.values(operation.requestBody.content["application/json"].examples);
    const example = await signExample(sample?.value, path, key);
    operation["x-codeSamples"] = codeSamples(operation.operationId, example, origin);
    pushExample ??= example;
  }
  if (pushExample === undefined) throw new Error("The document has no operation whose sample could be signed.");
  await writeFile(file, JSON.stringify(document));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  return { document, controlDocument, file, controlFile, pushExample, remove };
};
