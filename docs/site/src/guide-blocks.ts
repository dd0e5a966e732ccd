import { readFile, readdir } from "node:fs/promises";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import type { MessageDocument } from "./document.ts";
import type { Blocks } from "./guide.ts";
import { operationCards } from "./home.ts";
import { resultCodeTables } from "./result-codes.ts";
import { diagnoseExample, opensslExample, workedExample } from "./signing-example.ts";

const at = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));
const text = (path: string): Promise<string> => readFile(at(path), "utf8");

/** The spec, and the published private key that signs the samples. */
export const SPEC_FOLDER = at("spec");
export const SAMPLE_KEY_FILE = at("packages/signature/fixtures/keys/merchant.pkcs8.pem");

/** Everything that a guide may ask for, made of the document, its samples and the published keys. */
export const guideBlocks = async ({ document, pushExample }: MessageDocument): Promise<Blocks> => {
  const privateKey = await readFile(SAMPLE_KEY_FILE, "utf8");
  const publicKey = await text("packages/signature/fixtures/keys/merchant.spki.pem");
  const examples = new Map<string, string>();
  for (const name of await readdir(at("spec/examples"))) examples.set(name, await text(`spec/examples/${name}`));
  return {
    example: (name) => ["```json", examples.get(name)?.trimEnd() ?? missingExample(name), "```"].join("\n"),
    "operation-cards": () => operationCards(document),
    "result-codes": () => resultCodeTables(document),
    "signing-example": () => workedExample(pushExample),
    "signing-diagnose": () => diagnoseExample(pushExample, publicKey),
    "signing-openssl": () => opensslExample(pushExample, privateKey),
  };
};

const missingExample = (name: string): never => {
  throw new Error(`A guide shows spec/examples/${basename(name)}, which does not exist.`);
};
