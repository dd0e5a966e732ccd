import { importPublicKey, parseSignatureHeader, verify } from "@miniprogram-messages/signature";
import { expect, test } from "vitest";
import { readLanguageGuide, repositoryText, vectorOfOverview } from "./language-guide.ts";

const languages = ["curl", "python", "php", "java", "go", "csharp", "node"];
const fixtures = "packages/signature/fixtures/keys";

/** The PEM text in a program, whatever the indentation of its language. */
const keyIn = (program: string): string =>
  (/-----BEGIN PRIVATE KEY-----.*?-----END PRIVATE KEY-----/s.exec(program)?.[0] ?? "").replaceAll(/^[ \t]+/gm, "");

test("the vector of the overview is what the throw-away key signs", async () => {
  const header = parseSignatureHeader(vectorOfOverview());
  const publicKey = await importPublicKey(repositoryText(`${fixtures}/merchant.spki.pem`));
  const message = {
    method: "POST",
    uri: "/v2/miniprogram/message/send",
    clientId: "CLIENT_1",
    time: "2019-04-04T12:08:56.253+05:30",
    body: new TextEncoder().encode('{"requestId":"1"}'),
  };
  expect(await verify(message, header?.signature ?? "", publicKey)).toBe(true);
});

test.each(languages)("the %s guide shows that vector, that key and the parts of the vector", (name) => {
  const { program, file, vector } = readLanguageGuide(name);
  expect(file).not.toBe("");
  expect(vector).toBe(vectorOfOverview());
  expect(keyIn(program)).toBe(repositoryText(`${fixtures}/merchant.pkcs8.pem`).trim());
  for (const part of ["/v2/miniprogram/message/send", "CLIENT_1", "2019-04-04T12:08:56.253+05:30"]) {
    expect(program).toContain(part);
  }
});
