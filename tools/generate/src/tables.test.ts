import { expect, it } from "vitest";
import { repositoryDocuments } from "./repository-documents.ts";
import { renderConstraints } from "./constraints.ts";
import { jsonObjectOf } from "./json.ts";
import type { OpenApiDocument } from "./openapi-document.ts";
import { renderExplanations, renderStubResultCodes } from "./result-codes.ts";

const { api: spec } = repositoryDocuments;

/** The spec with a piece of its JSON replaced at the last place where it occurs. */
const specWith = (from: string, to: string): OpenApiDocument => {
  const text = JSON.stringify(spec.json);
  const at = text.lastIndexOf(from);
  expect(at, `the spec has no ${from} to break`).toBeGreaterThan(0);
  return { ...spec, json: jsonObjectOf(text.slice(0, at) + to + text.slice(at + from.length)) };
};

it.each([
  {
    fault: "an operation without result codes",
    document: specWith('"x-result-codes"', '"x-result-kodes"'),
    message: "spec/openapi.yaml: x-result-codes of sendInbox are missing; list every result code of the operation",
  },
  {
    fault: "a row without a status",
    document: specWith('"code":"ACCEPT","status":"A"', '"code":"ACCEPT"'),
    message: '"status" is missing or not a string; each row has code, status, message, action, source',
  },
  {
    fault: "an unknown status",
    document: specWith('"code":"ACCEPT","status":"A"', '"code":"ACCEPT","status":"X"'),
    message: 'status "X" of ACCEPT is none of S, A, F, U',
  },
  {
    fault: "a code listed twice",
    document: specWith('"code":"ACCEPT"', '"code":"SUCCESS"'),
    message: "x-result-codes of sendInbox: SUCCESS is listed twice; remove one",
  },
  {
    fault: "a code in small letters",
    document: specWith('"code":"ACCEPT"', '"code":"accept"'),
    message: '"accept" is not a result code; write at most 64 of A-Z, 0-9 and _',
  },
])("$fault is refused", ({ document, message }) => {
  expect(() => renderStubResultCodes("codes.ts", document)).toThrow(message);
});

it("a code that two operations explain differently is refused", () => {
  const document = specWith('"message":"Access is denied."', '"message":"Go away."');
  expect(() => renderExplanations("explanations.ts", document)).toThrow(
    "give ACCESS_DENIED another message under sendInbox than under sendMessage; write the same",
  );
});

it.each([
  {
    fault: "a keyword that it does not know",
    document: specWith('"accessToken":{"type":"string",', '"accessToken":{"type":"string","minLength":1,'),
    message: '"minLength" on sendInbox.accessToken is not known to the client\'s validator',
  },
  {
    fault: "a pattern that it cannot express",
    document: specWith(
      '"appId":{"type":"string","maxLength":32,"pattern":"^[^@#?]*$"',
      '"appId":{"type":"string","pattern":"^[a-z]*$"',
    ),
    message: "the pattern of sendMessage.appId is not of the form ^[^...]*$",
  },
  {
    fault: "a type that no field has",
    document: specWith('"accessToken":{"type":"string"', '"accessToken":{"type":"number"'),
    message: "the type of sendInbox.accessToken is not string, array or object",
  },
  {
    fault: "a required property that is none",
    document: specWith('"required":["accessToken",', '"required":["nope","accessToken",'),
    message: 'sendInbox requires "nope", not a property',
  },
])("the client's constraints refuse $fault", ({ document, message }) => {
  expect(() => renderConstraints("constraints.ts", document)).toThrow(message);
});
