import { constants, createSign, privateEncrypt } from "node:crypto";
import { describe, expect, it } from "vitest";
import { fixtureBytes, pem } from "../test/fixture.js";
import {
  diagnose,
  type DiagnoseRequest,
  importPrivateKey,
  importPublicKey,
  sign,
  type SignedMessage,
} from "./index.js";
import { CAUSE_TEXTS } from "./diagnose/cause.js";

const merchant = await importPrivateKey(pem("merchant.pkcs8"));
const platform = await importPrivateKey(pem("platform.pkcs8"));
const publicKey = pem("merchant.spki");
const TOKEN = "2019112719074101000700000077771xxxx";
const body = `{"accessToken":"${TOKEN}","url":"http://shop.example/?a=1","text":"Grüße <b> & \\"so\\""}`;
const received: SignedMessage = {
  method: "POST",
  uri: "/api/open/v2/miniprogram/message/send",
  clientId: "CLIENT_1",
  time: "2019-04-04T12:08:56.253+05:30",
  body,
};

const header = (signature: string, keyVersion = "1"): string =>
  `algorithm=RSA256, keyVersion=${keyVersion}, signature=${encodeURIComponent(signature)}`;

/** A request whose signature covers `signed` where the request has something else. */
const request = async (
  signed: Partial<SignedMessage>,
  has: Partial<DiagnoseRequest> = {},
  key = merchant,
): Promise<DiagnoseRequest> => {
  const message = { ...received, ...has };
  return { ...message, signature: header(await sign({ ...message, ...signed }, key)) };
};

const json: unknown = JSON.parse(body);
const text = (name: string): string => new TextDecoder().decode(fixtureBytes(`bodies/${name}`));
const escaped = body.replaceAll(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
const pretty = JSON.stringify(json, undefined, 2);

describe.each<[string, string, Partial<SignedMessage>, Partial<DiagnoseRequest>, string]>([
  ["body-reserialised", "serialised again to be signed", { body }, { body: pretty }, "body"],
  ["body-reserialised", "serialised again to be sent", { body: pretty }, {}, "body"],
  ["body-reserialised", "printed by Python", { body: escaped.replaceAll(/"([:,])"/g, '"$1 "') }, {}, "body"],
  ["body-reserialised", "spaces stripped", { body: body.replaceAll(" ", "") }, {}, "body"],
  ["body-reserialised", "printed by PHP", { body: escaped.replaceAll("/", String.raw`\/`) }, {}, "body"],
  ["body-reserialised", "serialised twice", { body: JSON.stringify(body) }, {}, "body"],
  [
    "body-reserialised",
    "keys sorted",
    { body: '{"a":[{"b":1,"c":null}]}' },
    { body: '{"a":[{"c":null,"b":1}]}' },
    "body",
  ],
  ["body-reserialised", "a line feed after the body", { body: `${body}\n` }, {}, "body"],
  ["body-charset", "ISO 8859-1", { body: new Uint8Array(Buffer.from(body, "latin1")) }, {}, "body"],
  ["body-missing", "no body", { body: "" }, {}, "body"],
  [
    "body-missing",
    "no body beside one that is no UTF-8",
    { body: "" },
    { body: fixtureBytes("bodies/not-utf8.bin") },
    "body",
  ],
  [
    "crlf",
    "the body with CR LF",
    { body: text("crlf.json") },
    { body: text("crlf.json").replaceAll("\r", "") },
    "body",
  ],
  ["crlf", "the body with LF", { body: text("crlf.json").replaceAll("\r", "") }, { body: text("crlf.json") }, "body"],
  ["crlf", "the first line with CR LF", { uri: `${received.uri}\r` }, {}, "uri"],
  ["prefix-missing", "no prefix", { uri: "/v2/miniprogram/message/send" }, {}, "uri"],
  ["prefix-missing", "half a prefix", { uri: "/open/v2/miniprogram/message/send" }, {}, "uri"],
  ["prefix-extra", "a prefix", { uri: "/api/open/v2/x" }, { uri: "/v2/x" }, "uri"],
  ["prefix-extra", "a prefix of one's own", { uri: "/gateway/v2/x" }, { uri: "/v2/x" }, "uri"],
  ["prefix-other", "another prefix", { uri: "/acl/api/v2/x" }, { uri: "/api/open/v2/x" }, "uri"],
  ["host-signed", "the full URL", { uri: `https://api.example${received.uri}` }, { host: "api.example" }, "uri"],
  ["host-signed", "the host", { uri: `api.example${received.uri}` }, { host: "api.example" }, "uri"],
  ["uri-changed", "a slash more", { uri: `${received.uri}/` }, {}, "uri"],
  ["uri-changed", "no query", { uri: "/v2/x" }, { uri: "/v2/x?a=1" }, "uri"],
  ["method-changed", "small letters", { method: "post" }, {}, "method"],
  ["client-id-changed", "no Client-Id", { clientId: "" }, {}, "clientId"],
  ["time-changed", "epoch milliseconds for ISO", { time: "1554359936253" }, {}, "time"],
  [
    "time-changed",
    "ISO for epoch milliseconds",
    { time: "2019-04-04T06:38:56.253Z" },
    { time: "1554359936253" },
    "time",
  ],
  ["time-changed", "seconds", { time: "1554359936" }, {}, "time"],
  ["time-changed", "UTC", { time: "2019-04-04T06:38:56.253Z" }, {}, "time"],
  ["time-changed", "no colon in the offset", { time: "2019-04-04T12:08:56.253+0530" }, {}, "time"],
  ["time-changed", "no milliseconds", { time: "2019-04-04T12:08:56+05:30" }, {}, "time"],
  ["time-changed", "white space", { time: `${received.time} ` }, {}, "time"],
  ["time-changed", "a later clock reading", { time: "2019-04-04T12:08:56.290+05:30" }, {}, "time"],
  ["time-changed", "an earlier clock reading", { time: "1554359936000" }, { time: "1554359936017" }, "time"],
])("%s", (...[cause, what, signed, has, part]) => {
  it(`is found when the signer took ${what}`, async () => {
    const diagnosis = await diagnose(await request(signed, has), publicKey, { prefixes: ["/gateway"] });
    expect(diagnosis).toMatchObject({ cause, causes: [cause], firstDifference: { part } });
    expect(diagnosis.message).toContain(`First difference at byte ${diagnosis.firstDifference?.offset} (${part}`);
    expect(JSON.stringify(diagnosis)).not.toContain(TOKEN.slice(0, 12));
  });
});

describe("the first difference", () => {
  it("is the byte that differs, counted in the string to sign and in the part", async () => {
    const { firstDifference } = await diagnose(await request({ body: pretty }), publicKey);
    const head = `POST ${received.uri}\nCLIENT_1.${received.time}.`.length;
    expect(firstDifference).toEqual({ offset: head + 1, part: "body", partOffset: 1, expected: 0x22, signed: 0x0a });
  });

  it("is open-ended where one of the two ends", async () => {
    const longer = await diagnose(await request({ body: `${body}\n` }), publicKey);
    expect(longer.firstDifference).toMatchObject({ part: "body", expected: undefined, signed: 0x0a });
    const shorter = await diagnose(await request({ body: "" }), publicKey);
    expect(shorter.firstDifference).toMatchObject({ part: "body", partOffset: 0, expected: 0x7b, signed: undefined });
    expect(shorter.message).toContain("expected 0x7b, signed the end");
  });
});

describe("two mistakes at once", () => {
  it("are both named", async () => {
    const both = await request({ uri: "/v2/miniprogram/message/send", body: pretty });
    expect(await diagnose(both, publicKey)).toMatchObject({ causes: ["prefix-missing", "body-reserialised"] });
    const time = await request({ time: "1554359936253", body: pretty });
    expect(await diagnose(time, publicKey)).toMatchObject({ causes: ["time-changed", "body-reserialised"] });
  });

  it("are both named when one is in the header", async () => {
    const bad = await request({ uri: "/v2/miniprogram/message/send" });
    const twice = {
      ...bad,
      signature: header(encodeURIComponent(await sign({ ...received, uri: "/v2/miniprogram/message/send" }, merchant))),
    };
    expect(await diagnose(twice, publicKey)).toMatchObject({ causes: ["prefix-missing", "double-url-encoding"] });
  });
});

/** A body whose signature holds each of the characters that URL-encoding touches. */
const telling = async (): Promise<{ message: SignedMessage; signature: string }> => {
  for (let count = 0; ; count += 1) {
    const message = { ...received, body: String(count) };
    const signature = await sign(message, merchant);
    if (signature.includes("+") && signature.includes("/")) return { message, signature };
  }
};

describe("the signature on its way", () => {
  it("is right", async () => {
    expect(await diagnose(await request({}), publicKey)).toEqual({
      cause: "none",
      causes: ["none"],
      message: `none: ${CAUSE_TEXTS.none}`,
    });
  });

  it.each<[string, (signature: string) => string | undefined]>([
    ["double-url-encoding", (signature) => header(encodeURIComponent(signature))],
    ["missing-url-encoding", (signature) => `algorithm=RSA256, keyVersion=1, signature=${signature}`],
    ["form-decoded-plus", (signature) => `algorithm=RSA256, keyVersion=1, signature=${signature.replaceAll("+", " ")}`],
    ["signature-malformed", (signature) => header(signature.slice(0, 200))],
    ["signature-malformed", (signature) => header(signature.replace("+", "-"))],
    ["signature-malformed", () => header("%E0%A4%A")],
    ["header-malformed", (signature) => `RSA256 ${signature}`],
    ["header-missing", () => undefined],
    ["header-missing", () => ""],
  ])("%s", async (cause, damage) => {
    const { message, signature } = await telling();
    expect(await diagnose({ ...message, signature: damage(signature) }, publicKey)).toMatchObject({ causes: [cause] });
  });
});

describe("the key", () => {
  const keys = [
    { keyVersion: "1", publicKey },
    { keyVersion: "2", publicKey: pem("platform.spki") },
  ];

  it("wrong-key: the merchant's own key against an answer of the platform", async () => {
    expect(await diagnose(await request({}, {}, platform), publicKey)).toMatchObject({ causes: ["wrong-key"] });
  });

  it("wrong-key-version: another registered key signed", async () => {
    const bad = await request({}, {}, platform);
    expect(await diagnose(bad, keys)).toMatchObject({ causes: ["wrong-key-version"] });
    expect(await diagnose(bad, keys.toReversed())).toMatchObject({ causes: ["wrong-key-version"] });
  });

  it("wrong-key-version: an older key signed, and the header names none", async () => {
    const sent = await request({});
    const signature = (sent.signature ?? "").replace("keyVersion=1, ", "");
    expect(signature).not.toContain("keyVersion");
    expect(await diagnose({ ...sent, signature }, keys)).toMatchObject({ causes: ["wrong-key-version"] });
    expect(await diagnose({ ...sent, signature }, keys.toReversed())).toMatchObject({ cause: "none" });
  });

  it("wrong-key-version comes after what is wrong with the content", async () => {
    const bad = await request({ body: pretty }, {}, platform);
    expect(await diagnose(bad, keys)).toMatchObject({ causes: ["body-reserialised", "wrong-key-version"] });
  });

  it("unknown-key-version: nobody registered it, and no other key signed", async () => {
    const stranger = await importPrivateKey(pem("rsa3072.pkcs8"));
    const bad = { ...received, signature: header(await sign(received, stranger), "7") };
    expect(await diagnose(bad, keys)).toMatchObject({ causes: ["unknown-key-version"] });
  });

  it("takes any of the keys where the header names none", async () => {
    const signature = `algorithm=RSA256, signature=${encodeURIComponent(await sign(received, platform))}`;
    expect(await diagnose({ ...received, signature }, keys)).toMatchObject({ causes: ["none"] });
  });

  it("wrong-hash: SHA-1", async () => {
    const signature = createSign("sha1").update("x").sign(pem("merchant.pkcs8"), "base64");
    expect(await diagnose({ ...received, signature: header(signature) }, publicKey)).toMatchObject({
      causes: ["wrong-hash"],
    });
  });

  it("wrong-key: padding of another scheme", async () => {
    const bytes = privateEncrypt(
      { key: pem("merchant.pkcs8"), padding: constants.RSA_NO_PADDING },
      Buffer.alloc(256, 1),
    );
    const signature = header(bytes.toString("base64"));
    expect(await diagnose({ ...received, signature }, publicKey)).toMatchObject({ causes: ["wrong-key"] });
  });

  it("content-changed: the right key over something else", async () => {
    const bad = await request({ body: '{"other":true}' });
    const diagnosis = await diagnose(bad, publicKey);
    expect(diagnosis).toMatchObject({ causes: ["content-changed"] });
    expect(diagnosis).not.toHaveProperty("firstDifference");
  });

  it("content-changed: a time that is none, and a body too long for pairs", async () => {
    const odd = await request({ body: "x" }, { time: "soon", body: "y".repeat(70_000) });
    expect(await diagnose(odd, publicKey)).toMatchObject({ causes: ["content-changed"] });
    expect(await diagnose(await request({ body: "x" }, { time: "soon" }), publicKey)).toMatchObject({
      cause: "content-changed",
    });
  });

  it.each<[string, Partial<DiagnoseRequest>]>([
    ["a path of many segments", { uri: "/".repeat(300_000) }],
    ["JSON of many levels", { body: `${"[".repeat(5000)}${"]".repeat(5000)}` }],
  ])("content-changed: does not get lost in %s", async (_, has) => {
    expect(await diagnose(await request({ method: "PATCH" }, has), publicKey)).toMatchObject({
      causes: ["content-changed"],
    });
  });

  it("does with a CryptoKey that cannot be exported, only less surely", async () => {
    const spki = Buffer.from(publicKey.replaceAll(/-----[^-]+-----|\s/g, ""), "base64");
    const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
    const sealed = await importPublicKey(await crypto.subtle.importKey("spki", spki, algorithm, false, ["verify"]));
    expect(await diagnose(await request({}), sealed)).toMatchObject({ causes: ["none"] });
    expect(await diagnose(await request({ body: pretty }), sealed)).toMatchObject({ causes: ["body-reserialised"] });
    expect(await diagnose(await request({ body: "x" }), sealed)).toMatchObject({ causes: ["unknown"] });
  });

  it("refuses a key that it cannot read", async () => {
    await expect(diagnose(await request({}), "no key")).rejects.toMatchObject({ code: "KEY_UNREADABLE" });
  });
});
