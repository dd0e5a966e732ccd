// The library finds its parts by decorators, and wants this loaded before.
import "reflect-metadata";
import { isIP } from "node:net";
import { BasicConstraintsExtension, SubjectAlternativeNameExtension, X509CertificateGenerator } from "@peculiar/x509";

const HOUR = 3_600_000;
const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;

/** PEM. */
export interface Pair {
  readonly cert: string;
  readonly key: string;
}

const valid = () => ({ notBefore: new Date(Date.now() - HOUR), notAfter: new Date(Date.now() + 24 * HOUR) });

const newKeys = () => crypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);

const pemOf = async (key: CryptoKey): Promise<string> => {
  const lines = Buffer.from(await crypto.subtle.exportKey("pkcs8", key)).toString("base64");
  return `-----BEGIN PRIVATE KEY-----\n${lines}\n-----END PRIVATE KEY-----\n`;
};

export interface Authority {
  /** PEM. */
  readonly cert: string;
  /** A certificate with a common name, for hosts or a user. */
  issue(name: string, hosts?: readonly string[]): Promise<Pair>;
}

/** An authority that nobody trusts who was not told to. */
export const makeAuthority = async (): Promise<Authority> => {
  const keys = await newKeys();
  const root = await X509CertificateGenerator.createSelfSigned({
    ...valid(),
    name: "CN=test authority",
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [new BasicConstraintsExtension(true, 0, true)],
  });
  return {
    cert: `${root.toString("pem")}\n`,
    issue: async (name, hosts = []) => {
      const own = await newKeys();
      const names = hosts.map((value) => ({ type: isIP(value) ? ("ip" as const) : ("dns" as const), value }));
      const certificate = await X509CertificateGenerator.create({
        ...valid(),
        subject: `CN=${name}`,
        issuer: root.subject,
        signingKey: keys.privateKey,
        publicKey: own.publicKey,
        signingAlgorithm: ALGORITHM,
        extensions: names.length === 0 ? [] : [new SubjectAlternativeNameExtension(names)],
      });
      return { cert: `${certificate.toString("pem")}\n`, key: await pemOf(own.privateKey) };
    },
  };
};
