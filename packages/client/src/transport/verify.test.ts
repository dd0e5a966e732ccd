import { beforeAll, describe, expect, it } from "vitest";
import { type KeyPair, makeKeys } from "../../test/keys.js";
import { type SignedHeaders, signedHeaders } from "../../test/scripted-server.js";
import { isVouchedFor } from "./verify.js";

const URI = "/api/open/v2/miniprogram/message/send";
const TEXT = '{ "result": {"resultStatus":"S"} }';
const BODY = new TextEncoder().encode(TEXT);

let platform: KeyPair;
let merchant: KeyPair;
let signed: SignedHeaders;

beforeAll(async () => {
  [platform, merchant] = await Promise.all([makeKeys(), makeKeys()]);
  signed = await signedHeaders(TEXT, URI, "CLIENT_1", platform.privateKey);
});

const verdict = (headers: object, changes: object = {}, key: KeyPair = platform): Promise<boolean> => {
  const entries = Object.entries(headers).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  const answer = { method: "POST", uri: URI, headers: new Headers(entries), body: BODY, ...changes };
  return isVouchedFor(answer, "CLIENT_1", key.publicKey);
};

const UNVERIFIED = { reason: "unverified" };

describe("an answer", () => {
  it("is vouched for by the platform's signature", async () => {
    expect(await verdict(signed)).toBe(true);
  });

  it("need not echo the Client-Id, which is signed all the same", async () => {
    expect(await verdict({ ...signed, "client-id": undefined })).toBe(true);
  });

  it("without a signature is vouched for by nobody", async () => {
    expect(await verdict({})).toBe(false);
    expect(await verdict({ "client-id": "CLIENT_1" })).toBe(false);
  });

  it("that is half signed is refused", async () => {
    await expect(verdict({ ...signed, signature: undefined })).rejects.toMatchObject(UNVERIFIED);
    await expect(verdict({ ...signed, "response-time": undefined })).rejects.toMatchObject(UNVERIFIED);
  });

  it("for another Client-Id is refused, signed or not", async () => {
    const other = await signedHeaders(TEXT, URI, "CLIENT_2", platform.privateKey);
    await expect(verdict(other)).rejects.toMatchObject(UNVERIFIED);
    await expect(verdict({ ...other, "client-id": undefined })).rejects.toMatchObject(UNVERIFIED);
    await expect(verdict({ "client-id": "client_1" })).rejects.toMatchObject(UNVERIFIED);
  });

  it("signed with your own key instead of the platform's is refused", async () => {
    await expect(verdict(signed, {}, merchant)).rejects.toMatchObject(UNVERIFIED);
  });

  it("to another address, at another time or with other bytes is refused", async () => {
    await expect(verdict(signed, { uri: "/v2/miniprogram/message/send" })).rejects.toMatchObject(UNVERIFIED);
    await expect(verdict({ ...signed, "response-time": "2026-01-31T08:30:01Z" })).rejects.toMatchObject(UNVERIFIED);
    const stripped = new TextEncoder().encode(JSON.stringify(JSON.parse(TEXT)));
    await expect(verdict(signed, { body: stripped })).rejects.toMatchObject(UNVERIFIED);
  });

  it("is refused when any character of the Signature header changes", async () => {
    const { signature } = signed;
    const survivors: string[] = [];
    for (const index of Array.from(signature).keys()) {
      const flipped = String.fromCharCode(signature.charCodeAt(index) ^ 1);
      const changed = signature.slice(0, index) + flipped + signature.slice(index + 1);
      // eslint-disable-next-line no-await-in-loop -- one after the other keeps the message short
      const accepted = await verdict({ ...signed, signature: changed }).catch(() => false);
      if (accepted) survivors.push(changed);
    }
    // keyVersion names a key and is no part of what is signed; a percent sign that was one may come to be no encoding.
    expect(survivors.filter((changed) => !changed.includes("keyVersion=0"))).toEqual([]);
  });
});

it("without a Client-Id of its own goes by the one that the answer names", async () => {
  const headers = new Headers({ ...signed });
  expect(await isVouchedFor({ method: "POST", uri: URI, headers, body: BODY }, undefined, platform.publicKey)).toBe(
    true,
  );
});
