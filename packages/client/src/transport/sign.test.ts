import { parseSignatureHeader, verify } from "@miniprogram-messages/signature";
import { beforeAll, describe, expect, it } from "vitest";
import { type KeyPair, makeKeys } from "../../test/keys.js";
import { SignerError } from "../errors.js";
import { requestHeaders } from "./sign.js";

const subject = { method: "POST", uri: "/api/v2/messages/sendInbox", body: '{"a":"ü"}' };
const TIME = "2026-01-31T08:30:00.000Z";
const identity = { clientId: "CLIENT_1", keyVersion: undefined, privateKey: undefined, platformKey: undefined };

let keys: KeyPair;
beforeAll(async () => {
  keys = await makeKeys();
});

describe("the headers of a request", () => {
  it("go unsigned without a key, with the Client-Id when there is one", async () => {
    expect(await requestHeaders(subject, TIME, { ...identity, clientId: undefined })).toEqual({
      "Content-Type": "application/json; charset=UTF-8",
      "Request-Time": TIME,
    });
    expect(await requestHeaders(subject, TIME, identity)).toEqual({
      "Content-Type": "application/json; charset=UTF-8",
      "Request-Time": TIME,
      "Client-Id": "CLIENT_1",
    });
  });

  it("carry a signature over method, address, caller, time and body", async () => {
    const headers = await requestHeaders(subject, TIME, { ...identity, privateKey: keys.privateKey, keyVersion: "7" });
    const header = parseSignatureHeader(headers["Signature"] ?? "");
    expect(header?.keyVersion).toBe("7");
    const message = { ...subject, clientId: "CLIENT_1", time: TIME };
    expect(await verify(message, header?.signature ?? "", keys.publicKey)).toBe(true);
  });

  it("can be signed elsewhere", async () => {
    const seen: string[] = [];
    const privateKey = {
      sign: async (data: Uint8Array) => {
        seen.push(new TextDecoder().decode(data));
        return new Uint8Array([251, 239]);
      },
    };
    const headers = await requestHeaders(subject, TIME, { ...identity, privateKey });
    expect(seen).toEqual([`POST /api/v2/messages/sendInbox\nCLIENT_1.${TIME}.{"a":"ü"}`]);
    expect(headers["Signature"]).toBe("algorithm=RSA256, signature=%2B%2B8%3D");
  });

  it("say so when the signer fails, and keep its reason", async () => {
    const cause = new Error("throttled");
    const privateKey = { sign: () => Promise.reject(cause) };
    const refused = await requestHeaders(subject, TIME, { ...identity, privateKey }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(SignerError);
    expect(refused).toMatchObject({ code: "SIGNER_FAILED", cause });
  });
});
