import { expectSame } from "../engine/failure.js";
import { forEach } from "../engine/verdict.js";
import { codePoints } from "../spec/json.js";
import type { Operation, Schema } from "../spec/operation.js";
import { issuesOf } from "../reference/validate.js";
import { variety } from "./answers.js";
import { overallLaw } from "./law.js";

/** What the answer holds, an optional property that is null left out. */
const withoutNulls = (json: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(json).filter(([, value]) => value !== null));

/** What the schema says about lengths, and nothing else. */
const lengthsOf = (schema: Schema): Schema => ({
  properties: Object.fromEntries(
    Object.entries(schema.properties ?? {}).map(([name, { maxLength }]) => [
      name,
      maxLength === undefined ? {} : { maxLength },
    ]),
  ),
});

// The pages give no length of resultCode and resultMessage; messageId has a law of its own.
const documentedResponse = ({ response }: Operation): Schema => ({
  ...response,
  properties: {
    ...response.properties,
    messageId: {},
    result: {
      ...response.properties?.["result"],
      properties: {
        ...response.properties?.["result"]?.properties,
        resultCode: { type: "string" },
        resultMessage: { type: "string" },
      },
    },
  },
});

export const responseSchema = overallLaw(
  {
    name: "response-schema",
    says: /^result Result Yes$/u,
    rule: "Every answer holds what the tables of its operation say: a result with its status, and extendInfo with its type, length and characters.",
  },
  {
    ask: (context) =>
      forEach(context.operations, async (operation) => {
        await variety(context, operation);
        const longest = operation.request.properties?.["extendInfo"]?.maxLength ?? 0;
        await context.post(operation, context.body(operation, { extendInfo: "x".repeat(longest) }));
      }),
    look: ({ operation, answer: { json }, exchange }) => {
      const issues = issuesOf(documentedResponse(operation), withoutNulls(json), {
        lengthOf: codePoints,
        allowsUnknown: true,
      });
      expectSame("rules of the response that the answer breaks", issues, [], exchange);
    },
  },
);

export const resultLengths = overallLaw(
  {
    name: "result-lengths",
    level: "inferred",
    rule: "resultCode has at most 64 characters, resultMessage at most 256.",
  },
  {
    ask: (context) => forEach(context.operations, (operation) => variety(context, operation)),
    look: ({ operation, answer: { json }, exchange }) => {
      const schema = operation.response.properties?.["result"] ?? {};
      const issues = issuesOf(lengthsOf(schema), json["result"], { lengthOf: codePoints, allowsUnknown: true });
      expectSame("rules of the result that the answer breaks", issues, [], exchange);
    },
  },
);
