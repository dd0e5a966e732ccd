import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatSignatureHeader, parseSignatureHeader, readSignatureHeader, SignatureError } from "./index.js";

const signature = "ab+/cd==";

describe("parseSignatureHeader", () => {
  it.each([
    ["the emitted form", "algorithm=RSA256, keyVersion=1, signature=ab%2B%2Fcd%3D%3D", "1"],
    ["a comma alone", "algorithm=RSA256,keyVersion=1,signature=ab%2B%2Fcd%3D%3D", "1"],
    ["small hex digits", "algorithm=RSA256, keyVersion=1, signature=ab%2b%2fcd%3d%3d", "1"],
    ["raw base64", "algorithm=RSA256, keyVersion=1, signature=ab+/cd==", "1"],
    ["a raw plus beside encoded characters", "algorithm=RSA256, keyVersion=1, signature=ab+%2Fcd%3D%3D", "1"],
    ["any order", "signature=ab%2B%2Fcd%3D%3D,keyVersion=1, algorithm=RSA256", "1"],
    ["an opaque keyVersion", "algorithm=RSA256, keyVersion=v=2.x/+%41, signature=ab+/cd==", "v=2.x/+%41"],
    ["a missing keyVersion", "algorithm=RSA256, signature=ab+/cd==", undefined],
    ["a missing algorithm", "keyVersion=1, signature=ab+/cd==", "1"],
    ["nothing but the signature", "signature=ab+/cd==", undefined],
    ["an algorithm in small letters", "algorithm=rsa256, keyVersion=1, signature=ab+/cd==", "1"],
    ["names in any case", "Algorithm=Rsa256,KEYVERSION=1,SIGNATURE=ab+/cd==", "1"],
    ["tabs and spaces around commas", "algorithm=RSA256\t,\tkeyVersion=1  ,  signature=ab+/cd==", "1"],
    ["white space at both ends", " \tkeyVersion=1, signature=ab+/cd== ", "1"],
  ])("reads %s", (_name, header, keyVersion) => {
    expect(parseSignatureHeader(header)).toEqual({ keyVersion, signature });
  });

  it.each([
    ["nothing", ""],
    ["no signature", "algorithm=RSA256, keyVersion=1"],
    ["an empty signature", "algorithm=RSA256, keyVersion=1, signature="],
    ["an empty keyVersion", "algorithm=RSA256, keyVersion=, signature=ab"],
    ["another algorithm", "algorithm=RSA512, keyVersion=1, signature=ab"],
    ["an empty algorithm", "algorithm=, keyVersion=1, signature=ab"],
    ["an empty part", "algorithm=RSA256,, signature=ab"],
    ["a space before the equals sign", "algorithm=RSA256, signature =ab"],
    ["a repeated field", "algorithm=RSA256, signature=ab, signature=cd"],
    ["an unknown field", "algorithm=RSA256, signature=ab, constructor=1"],
    ["another separator", "algorithm=RSA256; keyVersion=1; signature=ab"],
    ["a broken percent-encoding", "algorithm=RSA256, signature=ab%2"],
    ["percent-encoded bytes that are no UTF-8", "algorithm=RSA256, signature=ab%FF"],
    ["plain words", "hello"],
  ])("answers undefined to %s", (_name, header) => {
    expect(parseSignatureHeader(header)).toBeUndefined();
  });

  it.each([
    ["algorithm=ECC224, keyVersion=1, signature=ab", "other-algorithm", "ECC224"],
    ["signature=ab, algorithm=rsa512", "other-algorithm", "rsa512"],
    ["keyVersion=1, keyversion=2, signature=ab", "doubled-part", "keyversion"],
    ["algorithm=RSA256, signature=ab, SIGNATURE=cd", "doubled-part", "SIGNATURE"],
    ["algorithm=RSA256, keyVersion=1", "header-malformed", "signature"],
    ["algorithm=RSA256, keyVersion=, signature=ab", "header-malformed", "keyVersion"],
    ["algorithm=RSA256, nonce=1, signature=ab", "header-malformed", "nonce"],
    ["algorithm=RSA256, signature=ab%2", "header-malformed", "signature"],
    ["=", "header-malformed", undefined],
  ])("says of %s: %s %s", (header, fault, part) => {
    expect(readSignatureHeader(header)).toEqual({ fault, part: part ?? "" });
  });

  it("never throws, whatever the header", () => {
    const piece = fc.constantFrom(
      "algorithm",
      "keyVersion",
      "signature",
      "=",
      ",",
      ", ",
      "%",
      "%2B",
      "RSA256",
      "1",
      "+",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "binary" }),
          fc.array(piece).map((pieces) => pieces.join("")),
        ),
        (text) => {
          const parsed = parseSignatureHeader(text);
          expect(parsed === undefined || parsed.signature.length > 0).toBe(true);
        },
      ),
    );
  });
});

describe("formatSignatureHeader", () => {
  it("emits algorithm, keyVersion, signature", () => {
    expect(formatSignatureHeader({ keyVersion: "2", signature })).toBe(
      "algorithm=RSA256, keyVersion=2, signature=ab%2B%2Fcd%3D%3D",
    );
  });

  it("leaves an unknown keyVersion out", () => {
    expect(formatSignatureHeader({ signature })).toBe("algorithm=RSA256, signature=ab%2B%2Fcd%3D%3D");
  });

  it.each(["", "a,b", "a b", "a\r\nb", "ü"])("refuses the keyVersion %j", (keyVersion) => {
    const format = (): string => formatSignatureHeader({ keyVersion, signature });
    expect(format).toThrow(SignatureError);
    expect(format).toThrow(expect.objectContaining({ code: "HEADER_ILLEGAL" }));
  });

  it("is undone by parse for every keyVersion and signature", () => {
    const version = fc.option(fc.stringMatching(/^[!-+\--~]+$/), { nil: undefined });
    fc.assert(
      fc.property(version, fc.uint8Array({ minLength: 1 }), (keyVersion, bytes) => {
        const header = { keyVersion, signature: Buffer.from(bytes).toString("base64") };
        expect(parseSignatureHeader(formatSignatureHeader(header))).toEqual(header);
      }),
    );
  });
});
