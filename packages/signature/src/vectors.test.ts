import { describe, expect, it } from "vitest";
import { fixtureBytes, pem, vectors } from "../test/fixture.js";
import {
  formatSignatureHeader,
  importPrivateKey,
  importPublicKey,
  parseSignatureHeader,
  sign,
  verify,
} from "./index.js";

describe.each(vectors)("golden vector: $name", ({ key, bodyFile, signature, header, ...head }) => {
  const message = { ...head, body: fixtureBytes(`bodies/${bodyFile}`) };

  it("is what sign makes", async () => {
    expect(await sign(message, await importPrivateKey(pem(`${key}.pkcs8`)))).toBe(signature);
  });

  it("is the header that is sent", () => {
    expect(formatSignatureHeader({ keyVersion: "1", signature })).toBe(header);
    expect(parseSignatureHeader(header)).toEqual({ keyVersion: "1", signature });
  });

  it("verifies, and does not once a single byte changes", async () => {
    const publicKey = await importPublicKey(pem(`${key}.spki`));
    expect(await verify(message, signature, publicKey)).toBe(true);
    const changed = { ...message, body: new Uint8Array([...message.body, 0x0a]) };
    expect(await verify(changed, signature, publicKey)).toBe(false);
    expect(await verify({ ...message, uri: `${message.uri}/` }, signature, publicKey)).toBe(false);
    expect(await verify({ ...message, method: "PUT" }, signature, publicKey)).toBe(false);
    expect(await verify({ ...message, clientId: "CLIENT_2" }, signature, publicKey)).toBe(false);
    expect(await verify({ ...message, time: `${message.time} ` }, signature, publicKey)).toBe(false);
  });
});

it("holds one vector for each body and key that signs", () => {
  expect(new Set(vectors.map(({ bodyFile }) => bodyFile)).size).toBe(6);
  expect(new Set(vectors.map(({ key }) => key))).toEqual(new Set(["merchant", "platform", "rsa3072"]));
});
