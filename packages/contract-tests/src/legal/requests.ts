import { isJsonObject, isObject, type JsonObject } from "../spec/json.js";
import type { Operation, Schema } from "../spec/operation.js";
import { answer, textOfBody, type LegalVariant } from "./variant.js";

/** Changes the schema of some fields, wherever an operation has them. */
const withFields =
  (names: readonly string[], change: (schema: Schema) => Schema) =>
  ({ request }: Operation): Schema => ({
    ...request,
    properties: Object.fromEntries(
      Object.entries(request.properties ?? {}).map(([name, schema]) => [
        name,
        names.includes(name) ? change(schema) : schema,
      ]),
    ),
  });

const identifiers = ["appId", "accessToken", "requestId", "authClientId", "templateCode"];

const withoutNulls = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => (inner === null ? [] : [[name, withoutNulls(inner)]])),
  );
};

const elementsOf = (text: string): readonly JsonObject[] => {
  try {
    const value: unknown = JSON.parse(text);
    const templates = isObject(value) ? value["templates"] : undefined;
    return Array.isArray(templates) ? templates.filter(isJsonObject) : [];
  } catch {
    return [];
  }
};

/** Refuses requests whose templates do not please. */
const refusing =
  (displeases: (elements: readonly JsonObject[]) => boolean, code: string): LegalVariant["around"] =>
  (fetch) =>
  async (input, init) =>
    displeases(elementsOf(textOfBody(init)))
      ? answer("F", code, { message: "Another one, please." })
      : fetch(input, init);

const languages = new Set(["en-US", "zh-CN", "fr-FR"]);

/** Choices about what a request may hold. */
export const requestVariants: readonly LegalVariant[] = [
  {
    id: "null-as-absent",
    choice: "null counts as absent.",
    rules: { parse: (text) => withoutNulls(JSON.parse(text)) },
  },
  {
    id: "identifiers-of-letters-and-digits",
    choice: "Identifiers hold letters, digits and _ . : - alone, since the page says `such as`.",
    rules: {
      request: withFields(identifiers, (schema) => ({ ...schema, pattern: "^[A-Za-z0-9_.:-]*$" })),
    },
  },
  {
    id: "alphanumeric-request-ids",
    choice: "A requestId holds letters and digits alone, at least 16 of them.",
    rules: {
      request: withFields(["requestId"], (schema) => ({ ...schema, pattern: "^[A-Za-z0-9]*$", minLength: 16 })),
    },
  },
  { id: "utf-16-lengths", choice: "Lengths count UTF-16 units.", rules: { lengthOf: (text) => text.length } },
  {
    id: "unknown-properties-refused",
    choice: "Unknown properties are refused.",
    rules: { allowsUnknown: false },
  },
  {
    id: "empty-refused",
    choice: "Empty strings are refused.",
    rules: {
      request: withFields([...identifiers, "extendInfo"], (schema) => ({ ...schema, minLength: 1 })),
    },
  },
  {
    id: "no-template-at-all",
    choice: "An empty list of templates is accepted.",
    rules: {
      request: withFields(["templates"], (schema) => ({ ...schema, minItems: 0 })),
    },
  },
  {
    id: "language-demanded",
    choice: "A template needs its language and its parameters.",
    rules: {
      request: withFields(["templates"], (schema) => ({
        ...schema,
        items: { ...schema.items, required: ["language", "templateParameters"] },
      })),
    },
  },
  {
    id: "anything-in-templates",
    choice: "What is inside a template is not looked at.",
    rules: {
      request: withFields(["templates"], (schema) => ({ ...schema, items: {} })),
    },
  },
  {
    id: "one-template-per-language",
    choice: "Two templates of one language are refused.",
    around: refusing(
      (elements) => new Set(elements.map(({ language }) => language)).size < elements.length,
      "PARAM_ILLEGAL",
    ),
  },
  {
    id: "known-languages",
    choice: "A language that the template does not know is refused.",
    around: refusing(
      (elements) => elements.some(({ language }) => typeof language === "string" && !languages.has(language)),
      "TEMPLATE_NOT_EXIST",
    ),
  },
  {
    id: "one-template-only",
    choice: "The template of the sample exists in one language, so a second element is refused.",
    around: refusing((elements) => elements.length > 1 && elements.length < 6, "PARAM_ILLEGAL"),
  },
  {
    id: "known-variables",
    choice: "Variables that the template does not predefine are refused.",
    around: refusing(
      (elements) =>
        elements.some(({ templateParameters }) =>
          Object.keys(Object(templateParameters)).some((name) => !/^(?:who|custom|push|header|body|first)/u.test(name)),
        ),
      "PARAM_ILLEGAL",
    ),
  },
];
