import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { Ajv2020 } from "ajv/dist/2020.js";
import { readOperations, type SpecFiles } from "./document.ts";
import { at, isRecord } from "./json.ts";
import type { Page } from "./page.ts";
import { samplesOf } from "./sample.ts";

interface Documented {
  /** Under `spec/examples/`; a sample without one is only held against the schema. */
  readonly file?: string;
  readonly schema: string;
}

const message = "components/send-message.yaml#";
const inbox = "components/send-inbox.yaml#";
const fragment = (channel: string): Documented => ({
  file: `send-message.templates.${channel}.json`,
  schema: `${message}/SendMessageRequest/properties/templates`,
});
const request = (channel: string): Documented => ({
  file: `send-message.${channel}.request.json`,
  schema: `${message}/SendMessageRequest`,
});

// In the order in which the pages show them.
const documented: Readonly<Record<string, readonly Documented[]>> = {
  "v2-miniprogram-message-send": [
    ...["push", "sms", "inbox"].map((channel) => fragment(channel)),
    { schema: `${message}/SendMessageResult` },
    ...["push", "sms", "inbox"].map((channel) => request(channel)),
    { file: "send-message.response.json", schema: `${message}/SendMessageResponse` },
  ],
  "v2-messages-sendInbox": [
    { schema: `${inbox}/SendInboxRequest/properties/templates` },
    { schema: `${inbox}/SendInboxResult` },
    { file: "send-inbox.request.json", schema: `${inbox}/SendInboxRequest` },
    { file: "send-inbox.response.json", schema: `${inbox}/SendInboxResponse` },
  ],
};

const validator = (spec: SpecFiles): ((schema: string, value: unknown) => string | undefined) => {
  const ajv = new Ajv2020({ strict: false, allErrors: false });
  return (reference, value) => {
    const schema = spec.resolve(reference);
    if (!isRecord(schema)) return `the schema ${reference} does not exist`;
    const validate = ajv.compile(schema);
    if (validate(value)) return undefined;
    const [error] = validate.errors ?? [];
    return `${error?.instancePath === "" ? "the value" : (error?.instancePath ?? "")} ${error?.message ?? "is not valid"}`;
  };
};

const readExample = (folder: string, file: string): { value: unknown } | string => {
  const path = join(folder, "examples", file);
  if (!existsSync(path)) return "is missing: add the documented sample";
  try {
    const value: unknown = JSON.parse(readFileSync(path, "utf8"));
    return { value };
  } catch (error) {
    return `is not JSON (${error instanceof Error ? error.message : String(error)}): mend the file`;
  }
};

const referenced = (spec: SpecFiles): ReadonlySet<unknown> => {
  const examples = readOperations(spec).flatMap(({ value }) => [
    at(value, "requestBody", "content", "application/json", "examples"),
    at(value, "responses", "200", "content", "application/json", "examples"),
  ]);
  return new Set(
    examples
      .flatMap((entries) => (isRecord(entries) ? Object.values(entries) : []))
      .map((entry) => at(entry, "externalValue")),
  );
};

/** The documented samples are there, equal to the page value for value, valid, and part of the document. */
export const checkExamples = (folder: string, spec: SpecFiles, pages: ReadonlyMap<string, Page>): string[] => {
  const validate = validator(spec);
  const references = referenced(spec);

  const isPartOfDocument = ({ file, schema }: Documented, value: unknown): boolean => {
    if (file !== undefined && !file.includes(".templates.")) return references.has(`../examples/${file}`);
    const examples = at(spec.resolve(schema), "examples");
    if (Array.isArray(examples)) return examples.some((example) => isDeepStrictEqual(example, value));
    return file === undefined;
  };

  const checkOne = (sample: Documented, shown: unknown): string[] => {
    const { file, schema } = sample;
    const found = file === undefined ? { value: shown } : readExample(folder, file);
    if (typeof found === "string") return [`examples/${file ?? ""} ${found}`];
    const name = file === undefined ? `the sample of ${schema} on its page` : `examples/${file}`;
    const findings: string[] = [];
    if (!isDeepStrictEqual(found.value, shown)) {
      findings.push(`${name} differs from the sample on its page: mend the example, value for value`);
    }
    const fault = validate(schema, found.value);
    if (fault !== undefined) findings.push(`${name} is not valid against ${schema}: ${fault}: mend either`);
    if (!isPartOfDocument(sample, found.value)) {
      findings.push(`${name} is not among the examples of the document: reference it`);
    }
    return findings;
  };

  return [...pages.keys()].flatMap((name) => {
    const shown = samplesOf(readFileSync(join(folder, "source", `${name}.txt`), "utf8"));
    const expected = documented[name] ?? [];
    if (shown.length !== expected.length) {
      return [`source/${name}.txt shows ${shown.length} samples, ${expected.length} are known: mend checks/example.ts`];
    }
    return expected.flatMap((sample, index) => checkOne(sample, shown[index]?.value));
  });
};
