import { constants, createHash, createSign, privateEncrypt, sign as signWith } from "node:crypto";
import { describe, expect, it } from "vitest";
import { pem } from "../test/fixture.js";
import { CAUSE_TEXTS, type DiagnosisCause } from "./diagnose/cause.js";
import { type DiagnoseRequest, type Diagnosis, type DiagnoseOptions, diagnose } from "./index.js";

// Each test makes a mistake of real clients the way they make it: with `node:crypto` and strings put together by hand.

const privateKey = pem("merchant.pkcs8");
const publicKey = pem("merchant.spki");
const URI = "/api/open/v2/miniprogram/message/send";
const HEAD = { clientId: "CLIENT_1", time: "2019-04-04T12:08:56.253+05:30" };
const request = {
  requestId: "trade-1",
  extendInfo: "http://shop.example/?a=1+2",
  templates: [{ language: "en-US", templateParameters: { who: "Grüße" } }, { templateParameters: {} }],
};
const body = JSON.stringify(request);
const right = `POST ${URI}\n${HEAD.clientId}.${HEAD.time}.${body}`;

const rs256 = (text: string): Buffer => createSign("sha256").update(text).sign(privateKey);
const pss = (text: string, saltLength?: number, hash = "sha256"): Buffer =>
  signWith(hash, Buffer.from(text), {
    key: privateKey,
    padding: constants.RSA_PKCS1_PSS_PADDING,
    ...(saltLength !== undefined && { saltLength }),
  });
const digest = (text: string | Buffer): Buffer => createHash("sha256").update(text).digest();

const headerOf = (signature: string): string => `algorithm=RSA256, keyVersion=1, signature=${signature}`;
const encoded = (signature: Buffer): string => headerOf(encodeURIComponent(signature.toString("base64")));

/** What is said of a signature in a request that has arrived as it should. */
const diagnosed = (
  signature: string,
  has: Partial<DiagnoseRequest> = {},
  options?: DiagnoseOptions,
): Promise<Diagnosis> => diagnose({ method: "POST", uri: URI, ...HEAD, body, ...has, signature }, publicKey, options);

const over = (text: string, has?: Partial<DiagnoseRequest>, options?: DiagnoseOptions): Promise<Diagnosis> =>
  diagnosed(encoded(rs256(text)), has, options);

it("says nothing of a right signature", async () => {
  expect(await over(right)).toMatchObject({ causes: ["none"] });
});

const prefixed = (prefix: string): string => right.replace(URI, `${prefix}/v2/x`);

const at = (uri: string): Partial<DiagnoseRequest> => ({ uri });

const indentedBy = (indent: number | string): string => right.replace(body, JSON.stringify(request, undefined, indent));

describe("what was signed", () => {
  const cases: [DiagnosisCause, string, RegExp, () => Promise<Diagnosis>][] = [
    ["literal-newline", "single quotes", /literal \\n/, () => over(right.replace("\n", String.raw`\n`))],
    ["space-after-uri", "a space after the URI", /space/, () => over(right.replace("\n", " \n"))],
    ["newline-changed", "no line feed", /line feed/, () => over(right.replace("\n", ""))],
    ["crlf", "CR LF", /CR LF/, () => over(right.replace("\n", "\r\n"))],
    [
      "prefix-extra",
      "a known prefix that a proxy strips",
      /proxy/,
      () => over(right, at("/v2/miniprogram/message/send")),
    ],
    ["prefix-extra", "a usual prefix that a proxy strips", /gateway/, () => over(prefixed("/gateway"), at("/v2/x"))],
    [
      "prefix-extra",
      "another usual prefix that a proxy strips",
      /open-platform/,
      () => over(prefixed("/open-platform"), at("/v2/x")),
    ],
    [
      "prefix-extra",
      "a prefix that a proxy strips and reports",
      /\/acme\/eu/,
      () => over(prefixed("/acme/eu"), at("/v2/x"), { prefixes: ["/acme/eu/"] }),
    ],
    [
      "prefix-extra",
      "a URI that a proxy reports",
      /\/acme\/eu/,
      () => over(prefixed("/acme/eu"), at("/v2/x"), { uris: ["/acme/eu/v2/x"] }),
    ],
    [
      "prefix-other",
      "a prefix that a proxy replaces and reports",
      /\/acme/,
      () => over(prefixed("/acme"), at("/internal/v2/x"), { uris: ["/acme/v2/x"] }),
    ],
    ["content-changed", "a prefix that a proxy strips silently", /proxy/, () => over(prefixed("/a-b"), at("/v2/x"))],
    ["prefix-missing", "no prefix", /prefix/, () => over(right.replace("/api/open", ""))],
    ["host-signed", "the host", /host/, () => over(right.replace(URI, `h.example${URI}`), { host: "h.example" })],
    [
      "host-signed",
      "the URL",
      /host/,
      () => over(right.replace(URI, `https://h.example${URI}`), { host: "h.example" }),
    ],
    [
      "host-signed",
      "the URL before a proxy",
      /host/,
      () => over(right.replace(URI, `https://p.example${URI}`), { host: "stub" }, { hosts: ["p.example"] }),
    ],
    ["body-reserialised", "1-space JSON", /indentation of 1 space/, () => over(indentedBy(1))],
    ["body-reserialised", "3-space JSON", /indentation of 3 spaces/, () => over(indentedBy(3))],
    ["body-reserialised", "JSON with tabs", /indentation of a tab/, () => over(indentedBy("\t"))],
    [
      "body-reserialised",
      "the JSON of a JSON text",
      /serialised twice/,
      () => over(right.replace(body, JSON.stringify(body))),
    ],
    [
      "body-reserialised",
      "spaces stripped",
      /space was stripped/,
      () => over(`POST ${URI}\n${HEAD.clientId}.${HEAD.time}.{"a":"bc"}`, { body: '{"a": "b c"}' }),
    ],
    ["body-reserialised", "plus as a space", /plus/, () => over(right.replace("1+2", "1 2"))],
    [
      "body-reserialised",
      "the escapes of .NET",
      /\.NET/,
      () =>
        over(
          right.replace(
            body,
            body
              .replaceAll("ü", String.raw`\u00FC`)
              .replaceAll("ß", String.raw`\u00DF`)
              .replaceAll("+", String.raw`\u002B`),
          ),
        ),
    ],
    ["empty-map-as-list", "an empty map as a list", /as a list/, () => over(right.replace("{}", "[]"))],
    [
      "empty-map-as-list",
      "the same, as PHP prints it",
      /PHP/,
      () =>
        over(
          right
            .replace("{}", "[]")
            .replace(body.slice(0, 60), body.slice(0, 60).replaceAll("/", String.raw`\/`))
            .replaceAll("ü", String.raw`\u00fc`)
            .replaceAll("ß", String.raw`\u00df`),
        ),
    ],
    [
      "empty-map-as-list",
      "a map where a list was sent",
      /list was printed as a map/,
      () => over(right, { body: body.replace("{}", "[]") }),
    ],
    [
      "hashed-twice",
      "the hash",
      /hash/,
      () => diagnosed(encoded(createSign("sha256").update(digest(right)).sign(privateKey))),
    ],
    ["hashed-twice", "the hash in hex", /hash/, () => over(digest(right).toString("hex"))],
  ];

  it.each(cases)("%s: %s", async (cause, _, text, make) => {
    const diagnosis = await make();
    expect(diagnosis).toMatchObject({ cause, causes: [cause], message: expect.stringMatching(text) });
    expect(diagnosis.message).not.toContain("trade-1");
  });

  it("is found when two mistakes came together", async () => {
    const php = right.replace("\n", String.raw`\n`).replace(body, JSON.stringify(request, undefined, 4));
    expect(await over(php)).toMatchObject({ causes: ["literal-newline", "body-reserialised"] });
  });
});

/** Base64 in which every character occurs that URL-encoding touches. */
const telling = (): { has: Partial<DiagnoseRequest>; signature: Buffer } => {
  for (let count = 0; ; count += 1) {
    const has = { body: String(count) };
    const signature = rs256(right.replace(body, has.body));
    if (/(?=.*\+)(?=.*\/)/.test(signature.toString("base64"))) return { has, signature };
  }
};

describe("how it was signed and sent", () => {
  const { has, signature } = telling();
  const base64 = signature.toString("base64");
  const cases: [DiagnosisCause, string, RegExp, string, Partial<DiagnoseRequest>?][] = [
    ["rsa-pss", "RSA-PSS", /RSA-PSS.*SHA-256/, encoded(pss(right, 32))],
    ["rsa-pss", "RSA-PSS with the longest salt", /RSA-PSS/, encoded(pss(right))],
    ["rsa-pss", "RSA-PSS with no salt", /RSA-PSS/, encoded(pss(right, 0))],
    ["rsa-pss", "RSA-PSS with SHA-512", /SHA-512/, encoded(pss(right, 64, "sha512"))],
    ["rsa-pss", "RSA-PSS over something else", /RSA-PSS/, encoded(pss("x", 32))],
    ["wrong-hash", "SHA-1", /SHA-1/, encoded(createSign("sha1").update(right).sign(privateKey))],
    ["wrong-hash", "SHA-512", /SHA-512/, encoded(createSign("sha512").update(right).sign(privateKey))],
    ["wrong-hash", "MD5", /MD5/, encoded(createSign("md5").update(right).sign(privateKey))],
    ["digest-info-missing", "a bare digest", /hash/, encoded(privateEncrypt(privateKey, digest(right)))],
    [
      "digest-info-missing",
      "a bare digest in hex",
      /hash/,
      encoded(privateEncrypt(privateKey, Buffer.from(digest(right).toString("hex")))),
    ],
    ["base64url", "base64url", /base64url/, headerOf(signature.toString("base64url")), has],
    ["base64url", "base64url with padding", /base64url/, headerOf(`${signature.toString("base64url")}==`), has],
    ["base64url", "base64url, encoded", /base64url/, headerOf(`${signature.toString("base64url")}%3D%3D`), has],
    ["hex", "hex", /hex/, headerOf(signature.toString("hex")), has],
    ["hex", "hex in capitals", /hex/, headerOf(signature.toString("hex").toUpperCase()), has],
    [
      "hex",
      "base64 of the hex",
      /hex/,
      headerOf(encodeURIComponent(Buffer.from(signature.toString("hex")).toString("base64"))),
      has,
    ],
    ["line-breaks", "lines", /line/, headerOf(encodeURIComponent(base64.replaceAll(/.{76}/g, "$&\r\n"))), has],
    ["line-breaks", "lines that were folded", /line/, headerOf(base64.replaceAll(/.{64}/g, "$& ")), has],
    ["form-decoded-plus", "plus as a space", /\+/, headerOf(base64.replaceAll("+", " ")), has],
    [
      "form-decoded-plus",
      "plus as a space, encoded",
      /\+/,
      headerOf(encodeURIComponent(base64.replaceAll("+", " "))),
      has,
    ],
    ["double-url-encoding", "encoded twice", /twice/, headerOf(encodeURIComponent(encodeURIComponent(base64))), has],
    ["signature-malformed", "half of it", /base64/, headerOf(base64.slice(0, 100)), has],
    ["signature-malformed", "a wrong escape", /base64/, headerOf("%25zz"), has],
    ["signature-malformed", "two alphabets", /base64/, headerOf(base64.replace("+", "-")), has],
    ["doubled-part", "the signature twice", /twice.*signature/, `${headerOf(base64)}, signature=${base64}`, has],
    ["other-algorithm", "ECC224", /ECC224/, headerOf(base64).replace("RSA256", "ECC224"), has],
    ["header-malformed", "semicolons", /cannot be read/, headerOf(base64).replaceAll(",", ";"), has],
    ["missing-url-encoding", "raw base64", /URL-encode/, headerOf(base64), has],
  ];

  it.each(cases)("%s: %s", async (...[cause, , text, header, more]) => {
    expect(await diagnosed(header, more)).toMatchObject({ cause, message: expect.stringMatching(text) });
  });

  it("names what is wrong with the content as well", async () => {
    expect(await diagnosed(encoded(pss(right.replace("\n", String.raw`\n`), 32)))).toMatchObject({
      causes: ["literal-newline", "rsa-pss"],
    });
    const wrong = rs256(right.replace("/api/open", "")).toString("base64url");
    expect(await diagnosed(headerOf(wrong))).toMatchObject({ causes: ["prefix-missing", "base64url"] });
  });

  it("wrong-key: the caller's own public key against an answer of the platform", async () => {
    const answer = createSign("sha256").update(right).sign(pem("platform.pkcs8"));
    const diagnosis = await diagnosed(encoded(answer));
    expect(diagnosis).toMatchObject({ causes: ["wrong-key"], message: expect.stringContaining("not with your own") });
  });
});

describe("the cost", () => {
  const hopeless: [string, Partial<DiagnoseRequest>][] = [
    ["a request", {}],
    ["a large body", { body: JSON.stringify({ ...request, extendInfo: "x".repeat(60_000) }) }],
    ["a long path", { uri: "/a".repeat(5000) }],
    ["many empty maps", { body: JSON.stringify(Array.from({ length: 5000 }, () => ({}))) }],
  ];

  it.each(hopeless)("is bounded for %s that nothing explains", async (_, has) => {
    let hashes = 0;
    let bytes = 0;
    const sha256 = (data: Uint8Array): string => {
      hashes += 1;
      bytes += data.length;
      return createHash("sha256").update(data).digest("hex");
    };
    expect(await over("something else", has, { sha256 })).toMatchObject({ causes: ["content-changed"] });
    expect(hashes).toBeLessThan(1100);
    expect(bytes).toBeLessThan(3 << 20);
  });
});

it("has a text for every cause that ends as a sentence does", () => {
  for (const text of Object.values(CAUSE_TEXTS)) expect(text).toMatch(/[.]$/);
});
