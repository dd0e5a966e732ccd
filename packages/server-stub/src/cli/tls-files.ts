import { readFile } from "node:fs/promises";
import { createSecureContext } from "node:tls";
import { codeOf } from "../model/error-code.js";
import { StubError } from "../model/errors.js";
import { shortenPath } from "../model/shorten.js";
import { whyUnreadable } from "../model/unreadable-file.js";
import { pairProblem } from "../server/tls-pair.js";
import type { Given } from "./settings.js";

const refuse = ({ from, value }: Given<string>, rule: string, cause?: unknown): StubError =>
  new StubError("OPTION_ILLEGAL", `${from}: ${shortenPath(value)}: ${rule}`, cause);

const read = async (given: Given<string>): Promise<string> => {
  try {
    return await readFile(given.value, "utf8");
  } catch (cause) {
    throw refuse(given, whyUnreadable(cause), cause);
  }
};

const isTaken = (options: { cert?: string; key?: string }): unknown => {
  try {
    createSecureContext(options);
    return undefined;
  } catch (error) {
    return error;
  }
};

const isWeak = (error: unknown): boolean => /TOO_(?:SMALL|WEAK)$/.test(codeOf(error));

const WEAK = "OpenSSL calls its key or its signature too weak; make one with RSA of 2048 bits or P-256, and SHA-256";

/**
 * Reads a certificate and its private key.
 *
 * @throws StubError `OPTION_ILLEGAL` naming the flag, the file and what is wrong with it.
 */
export const readTlsFiles = async (files: {
  readonly cert: Given<string>;
  readonly key: Given<string>;
}): Promise<{ readonly cert: string; readonly key: string }> => {
  const [cert, key] = [await read(files.cert), await read(files.key)];
  const badCert = isTaken({ cert });
  if (isWeak(badCert)) throw refuse(files.cert, WEAK, badCert);
  if (badCert !== undefined) throw refuse(files.cert, "holds no certificate in PEM", badCert);
  const badKey = isTaken({ key });
  if (badKey !== undefined) throw refuse(files.key, "holds no private key in PEM without a passphrase", badKey);
  const apart = pairProblem(cert, key);
  if (apart !== undefined) throw refuse(files.key, `is not the key of ${files.cert.value}`, apart);
  return { cert, key };
};
