import { createHash } from "node:crypto";
import type { SignedContent } from "./signer.js";

/** What stands between all parts, in place of the space, the line break and the dots. */
const separators = ["", " ", ".", ",", ", ", ";", ":", "|", "&", "-", "_", "+", "/", "#", "\t", "\r\n", String.raw`\n`];

/**
 * Strings that implementations sign in place of the documented one. Letters stand for method, URI, client, time and body,
 * H and D for the body's SHA-256 in hex and in base64, X and Y for its MD5 likewise.
 */
export const wrongStrings: readonly string[] = [
  ...separators.map((separator) => ["M", "U", "C", "T", "B"].join(separator)),
  "M\nU\nC\nT\nB",
  "M\nU\nT\nC\nB",
  "C\nT\nB",
  "C.T.M.U.B",
  "B.T.C",
  "T.C.B",
  String.raw`M U\nC.T.B`,
  "M U\r\nC.T.B",
  "M U\rC.T.B",
  "M U\tC.T.B",
  "M U C.T.B",
  "M UC.T.B",
  "M U.C.T.B",
  "M U\n\nC.T.B",
  "M U \nC.T.B",
  "M U\n C.T.B",
  " M U\nC.T.B",
  "\nM U\nC.T.B",
  "\uFEFFM U\nC.T.B",
  "MU\nC.T.B",
  "M  U\nC.T.B",
  "M\tU\nC.T.B",
  "M\nU\nC.T.B",
  "U M\nC.T.B",
  "U\nC.T.B",
  " U\nC.T.B",
  "M\nC.T.B",
  "M \nC.T.B",
  "\nC.T.B",
  "C.T.B",
  "M U\nT.C.B",
  "M U\nC.B.T",
  "M U\nB.C.T",
  "M U\nT.B",
  "M U\n.T.B",
  "M U\nC.B",
  "M U\nC..B",
  "M U\n..B",
  "M U\nB",
  "M U\nC.T",
  "M U\nC.T.",
  "M U\nCTB",
  "M U\nC.TB",
  "M U\nCT.B",
  "M U\nC. T. B",
  "M U\nC,T,B",
  "M U\nC;T;B",
  "M U\nC:T:B",
  "M U\nC|T|B",
  "M U\nC&T&B",
  "M U\nC-T-B",
  "M U\nC T B",
  "M U\nC\nT\nB",
  "M U\nC.T\nB",
  "M U\nC\nT.B",
  "M U\nC.T.B\n",
  "M U\nC.T.B\r\n",
  "M U\nC.T.B ",
  "M U\nC.T.B.",
  "M U\nC.T. B",
  "M U\nC.T.\nB",
  "M U\nC.T.H",
  "M U\nC.T.D",
  "M U\nC.T.X",
  "M U\nC.T.Y",
  "M U",
  "M U\n",
  "T.B",
  "C.B",
  "B",
  "C.T",
  "C",
  "T",
  "",
];

const digest = (hash: "sha256" | "md5", body: Uint8Array, encoding: "hex" | "base64"): string =>
  createHash(hash).update(body).digest(encoding);

/** The bytes of such a string. */
export const wrongBytes = (
  { method, uri, clientId, time, body }: SignedContent,
  pattern: string,
): Uint8Array<ArrayBuffer> => {
  const parts: Readonly<Record<string, string>> = {
    M: method,
    U: uri,
    C: clientId,
    T: time,
    B: Buffer.from(body).toString("utf8"),
    H: digest("sha256", body, "hex"),
    D: digest("sha256", body, "base64"),
    X: digest("md5", body, "hex"),
    Y: digest("md5", body, "base64"),
  };
  return Buffer.from(pattern.replaceAll(/[MUCTBHDXY]/gu, (letter) => parts[letter] ?? ""));
};
