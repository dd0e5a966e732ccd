// The library finds its parts by decorators, and wants this loaded before.
import "reflect-metadata";
import { X509Certificate, createPrivateKey } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { isIP } from "node:net";
import { join } from "node:path";
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from "@peculiar/x509";
import { StubError } from "../model/errors.js";
import { privateKeyPem } from "./pem.js";

/** A certificate that is kept. */
export interface Certificate {
  /** PEM. */
  readonly cert: string;
  readonly key: string;
  /** Where the certificate lies, for clients to trust. */
  readonly file: string;
}

const DAY = 86_400_000;
/** Longer ones are refused by some clients. */
const VALID_FOR = 397 * DAY;
const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;

const make = async (names: readonly string[]): Promise<{ readonly cert: string; readonly key: string }> => {
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
  const now = Date.now();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: "CN=server-stub",
    // A client whose clock is a little behind trusts it as well.
    notBefore: new Date(now - DAY),
    notAfter: new Date(now - DAY + VALID_FOR),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature | KeyUsageFlags.keyCertSign, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(
        names.map((value) => ({ type: isIP(value) ? ("ip" as const) : ("dns" as const), value })),
      ),
    ],
  });
  const pkcs8 = await crypto.subtle.exportKey("pkcs8", keys.privateKey);
  const cert = `${certificate.toString("pem")}\n`;
  return { cert, key: privateKeyPem(Buffer.from(pkcs8).toString("base64")) };
};

const isFor = (certificate: X509Certificate, name: string): boolean =>
  (isIP(name) ? certificate.checkIP(name) : certificate.checkHost(name)) !== undefined;

/** Whether a kept pair belongs together, lasts another day and has every name. */
const isUsable = (cert: string, key: string, names: readonly string[]): boolean => {
  try {
    const certificate = new X509Certificate(cert);
    const isValid =
      certificate.validToDate.getTime() > Date.now() + DAY && certificate.validFromDate.getTime() < Date.now();
    return (
      isValid && certificate.checkPrivateKey(createPrivateKey(key)) && names.every((name) => isFor(certificate, name))
    );
  } catch {
    return false;
  }
};

const readKept = async (file: string): Promise<string> => {
  try {
    return await readFile(file, "utf8");
  } catch {
    return "";
  }
};

const LOOPBACK = ["localhost", "127.0.0.1", "::1"];

/** Without port and brackets. */
const bareName = (host: string): string => {
  const name = host.replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1");
  return name.toLowerCase();
};

/**
 * A certificate for loopback and `hosts`, kept in `folder` so that clients need to trust it once. Made anew when it runs out or
 * lacks a name.
 *
 * @throws StubError `OPTION_ILLEGAL` when the folder cannot be written.
 */
export const selfSigned = async (folder: string, hosts: readonly string[]): Promise<Certificate> => {
  const names = [...new Set([...LOOPBACK, ...hosts.map(bareName)])];
  const [certFile, keyFile] = [join(folder, "tls-cert.pem"), join(folder, "tls-key.pem")];
  const [cert, key] = [await readKept(certFile), await readKept(keyFile)];
  if (isUsable(cert, key, names)) return { cert, key, file: certFile };
  const made = await make(names);
  try {
    await writeFile(keyFile, made.key, { mode: 0o600 });
    await writeFile(certFile, made.cert);
  } catch (cause) {
    throw new StubError(
      "OPTION_ILLEGAL",
      `tls: ${certFile} cannot be written; give files with --tls-cert, --tls-key`,
      cause,
    );
  }
  return { ...made, file: certFile };
};
