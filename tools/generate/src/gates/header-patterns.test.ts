import { describe, expect, it } from "vitest";
import { parseSignatureHeader } from "../../../../packages/signature/src/header.js";
import { parseTime } from "../../../../packages/signature/src/time.js";
import { repositoryDocuments } from "../repository-documents.ts";
import { resolve } from "../openapi-document.ts";

const { api } = repositoryDocuments;

const patternOf = (place: "parameters" | "headers", name: string): RegExp => {
  const schema = resolve(api, { $ref: `#/components/${place}/${name}` })?.["schema"];
  const pattern = resolve(api, schema)?.["pattern"];
  expect(pattern).toBeTypeOf("string");
  return new RegExp(typeof pattern === "string" ? pattern : "", "u");
};

const requestTime = patternOf("parameters", "RequestTime");
const responseTime = patternOf("headers", "response-time");
const signature = patternOf("parameters", "Signature");

describe("the pattern of a time", () => {
  it.each([
    "2019-04-04T12:08:56.253+05:30",
    "2019-04-04T12:08:56.253+0530",
    "2019-04-04T06:38:56Z",
    "2019-04-04T06:38:56+00",
    "2020-02-29T23:59:59.2531239Z",
    "2019-12-31T00:00:00.123456789012345-12:00",
  ])("takes %s, which is one", (text) => {
    expect(parseTime(text)).toBeTypeOf("number");
    expect(text).toMatch(requestTime);
    expect(text).toMatch(responseTime);
  });

  it.each(["1554359936253", "1554359936", "2019-04-04T06:38:56.253", "2019-04-04T06:38:56"])(
    "takes %s of a request alone",
    (text) => {
      expect(parseTime(text)).toBeTypeOf("number");
      expect(text).toMatch(requestTime);
      expect(text).not.toMatch(responseTime);
    },
  );

  it.each([
    "6396-23-00T95:46:05.4417+8192",
    "2019-00-04T06:38:56Z",
    "2019-13-04T06:38:56Z",
    "2019-04-00T06:38:56Z",
    "2019-04-31T06:38:56Z",
    "2019-02-30T06:38:56Z",
    "2019-01-32T06:38:56Z",
    "2019-04-04T24:00:00Z",
    "2019-04-04T06:60:56Z",
    "2019-04-04T06:38:60Z",
    "2019-04-04T06:38:56+24:00",
    "2019-04-04T06:38:56+05:60",
    "2019-04-04T06:38:56.Z",
    "2019-04-04 06:38:56Z",
    "155435993625",
    "soon",
    "",
  ])("refuses %j, which is none", (text) => {
    expect(parseTime(text)).toBeUndefined();
    expect(text).not.toMatch(requestTime);
    expect(text).not.toMatch(responseTime);
  });
});

describe("the pattern of a Signature header", () => {
  it.each([
    "algorithm=RSA256, keyVersion=1, signature=YWJj",
    "algorithm=rsa256,keyVersion=1,signature=YWJj%3D",
    "signature=YW+/Jj==",
    "keyVersion=1, signature=YWJj, algorithm=RSA256",
    "signature=YWJj,\talgorithm=RSA256  ,  keyVersion=a.b-c_2",
    "Algorithm=RSA256, KEYVERSION=1, Signature=YWJj",
  ])("takes %j, which can be read", (text) => {
    expect(parseSignatureHeader(text)).toBeDefined();
    expect(text).toMatch(signature);
  });

  it.each(["", "YWJj", "algorithm=RSA256, keyVersion=1", "signature=", "keyVersion=, signature=YWJj", "signature=a b"])(
    "refuses %j",
    (text) => {
      expect(text).not.toMatch(signature);
    },
  );
});
