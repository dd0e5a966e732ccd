import { type DerValue, readDer, readDerChildren, writeDer } from "./der.js";
import { SignatureError } from "./errors.js";
import { encrypted, truncated } from "./key-text.js";

const RSA_OID = "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01";
const EC_OID = "\x06\x07\x2a\x86\x48\xce\x3d";
const RSA_ALGORITHM = `\x30\x0d${RSA_OID}\x05\x00`;

export const wrongHalf = (isPrivate: boolean): SignatureError =>
  isPrivate
    ? new SignatureError("KEY_IS_PUBLIC", "is a public key; the private one belongs here")
    : new SignatureError("KEY_IS_PRIVATE", "is a private key; its public half belongs here");

const notRsa = (kind: string): SignatureError =>
  new SignatureError("KEY_NOT_RSA", `is ${kind} key; RSA with 2048 bits is needed`);

const checkAlgorithm = (der: string, algorithm: DerValue | undefined): string => {
  if (der.startsWith(RSA_OID, algorithm?.start)) return der;
  throw notRsa(der.startsWith(EC_OID, algorithm?.start) ? "an EC" : "no RSA");
};

/** A certificate: its key follows version (optional), serial number, algorithm, issuer, validity and subject. */
const certificateKey = (der: string, body: DerValue): string => {
  const fields = readDerChildren(der, body);
  const key = fields[fields[0]?.tag === 0xa0 ? 6 : 5];
  return der.slice(key?.from, key?.end);
};

const toPkcs8 = (der: string, tags: string, algorithm: DerValue | undefined): string => {
  if (/^2,4\b/.test(tags)) throw notRsa("an EC");
  return tags.startsWith("2,2")
    ? writeDer(0x30, `\x02\x01\x00${RSA_ALGORITHM}${writeDer(4, der)}`)
    : checkAlgorithm(der, algorithm);
};

const toSpki = (der: string, tags: string, [first]: DerValue[]): string => {
  if (tags === "2,2") return writeDer(0x30, RSA_ALGORITHM + writeDer(3, `\0${der}`));
  if (tags === "48,3" || !first) return checkAlgorithm(der, first);
  const key = certificateKey(der, first);
  return checkAlgorithm(key, readDerChildren(key, readDer(key))[0]);
};

/**
 * PKCS#8 or SPKI of whatever container the key came in: which of the usual ones it is shows in the tags of its first level.
 *
 * @throws {@link SignatureError} for the other half, another algorithm, and what is no key.
 */
export const unwrap = (der: string, isPrivate: boolean): string => {
  const outer = readDer(der);
  const isSequence = outer.tag === 0x30;
  if (isSequence && outer.end > der.length) throw truncated();
  const children = isSequence && outer.end === der.length ? readDerChildren(der, outer) : [];
  const tags = children.map(({ tag }) => tag).join();
  if (/^2,(48,4\b|2,2,|4\b)/.test(tags)) {
    if (isPrivate) return toPkcs8(der, tags, children[1]);
    throw wrongHalf(isPrivate);
  }
  if (/^(2,2|48,3|48,48,3)$/.test(tags)) {
    if (!isPrivate) return toSpki(der, tags, children);
    throw wrongHalf(isPrivate);
  }
  if (tags === "48,4") throw encrypted();
  if (tags.startsWith("2,48,48"))
    throw new SignatureError("KEY_UNREADABLE", "is no key but a PKCS#12 store; export its key as PEM");
  const forms = isPrivate ? "PKCS#8 or PKCS#1" : "SPKI or X.509";
  throw new SignatureError("KEY_UNREADABLE", `is no key; give ${forms} as PEM or base64`);
};
