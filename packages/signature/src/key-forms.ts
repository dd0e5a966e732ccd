import { toBinary } from "./bytes.js";
import { SignatureError } from "./errors.js";
import { unwrap, wrongHalf } from "./key-container.js";
import { toDer } from "./key-text.js";
import { RSA_SHA256, importDer, usageOf } from "./plain-key.js";
import type { KeyInput, RsaKey } from "./rsa-key.js";
import { checkExponent, checkLength, checkModulus, checkNumbers, numbersOf } from "./rsa-numbers.js";
import { fromBase64Url, subtle } from "./subtle.js";

const importNamed = (der: string, isPrivate: boolean): Promise<RsaKey> =>
  importDer(der, isPrivate).catch((cause: unknown) => {
    if (cause instanceof SignatureError) throw cause;
    throw new SignatureError("KEY_UNREADABLE", "is damaged; export it again", cause);
  });

const isFor = (key: RsaKey, usage: "sign" | "verify"): boolean => {
  const { name, hash } = key?.algorithm ?? {};
  return name === RSA_SHA256.name && hash?.name === RSA_SHA256.hash && key.usages.includes(usage);
};

/** A CryptoKey has not been through `unwrap`, and tells its modulus only when it may leave. */
const checkCryptoKey = async (key: RsaKey, isPrivate: boolean): Promise<RsaKey> => {
  const usage = usageOf(isPrivate);
  if (key?.type === (isPrivate ? "public" : "private")) throw wrongHalf(isPrivate);
  if (!isFor(key, usage)) {
    const text = `must be text, DER or a CryptoKey (RSASSA-PKCS1-v1_5, SHA-256, ${usage})`;
    throw new SignatureError("KEY_UNUSABLE", text);
  }
  const { modulusLength = 0, publicExponent } = key.algorithm;
  checkLength(modulusLength);
  if (publicExponent) checkExponent(toBinary(publicExponent).replace(/^\0+/, ""));
  if (!isPrivate && key.extractable) checkModulus(fromBase64Url((await subtle().exportKey("jwk", key)).n));
  return key;
};

/** PKCS#8 or SPKI, judged. */
export const derOf = (input: string | Uint8Array, isPrivate: boolean): string => {
  const der = unwrap(toDer(input), isPrivate);
  const numbers = numbersOf(der, isPrivate);
  if (numbers) checkNumbers(numbers);
  return der;
};

const loadText = async (input: string | Uint8Array, isPrivate: boolean): Promise<RsaKey> => {
  const key = await importNamed(derOf(input, isPrivate), isPrivate);
  checkLength(key.algorithm.modulusLength ?? 0);
  return key;
};

export const withName = (error: unknown, name: string): unknown =>
  error instanceof SignatureError ? new SignatureError(error.code, `${name} ${error.message}`, error.cause) : error;

/** Imports what no plain key is: in another form, or refused by name. */
export const importAnyKey = async (input: KeyInput, name: string, isPrivate: boolean): Promise<RsaKey> => {
  try {
    const isText = typeof input === "string" || input instanceof Uint8Array;
    return await (isText ? loadText(input, isPrivate) : checkCryptoKey(input, isPrivate));
  } catch (error) {
    throw withName(error, name);
  }
};
