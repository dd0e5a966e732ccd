import { type DerValue, readDer, readDerChildren } from "./der.js";
import { SignatureError, type SignatureErrorCode } from "./errors.js";
import { LONGEST, SHORTEST, smallFactor } from "./rsa-strength.js";

/** Modulus and public exponent as binary strings, the leading zeros of their DER included. */
interface RsaNumbers {
  readonly modulus: string;
  readonly exponent: string;
}

const INTEGER = 2;

const contentOf = (der: string, { start, end }: DerValue): string => der.slice(start, end).replace(/^\0+/, "");

/** The numbers inside PKCS#8 or SPKI; nothing for what is damaged there, which the import will find. */
export const numbersOf = (der: string, isPrivate: boolean): RsaNumbers | undefined => {
  const container = readDerChildren(der, readDer(der))[isPrivate ? 2 : 1];
  if (!container) return undefined;
  // A BIT STRING begins with the number of its unused bits, a private key with its version.
  const values = readDerChildren(der, readDer(der, container.start + (isPrivate ? 0 : 1)));
  const [modulus, exponent] = isPrivate ? values.slice(1) : values;
  if (modulus?.tag !== INTEGER || exponent?.tag !== INTEGER) return undefined;
  return { modulus: contentOf(der, modulus), exponent: contentOf(der, exponent) };
};

const refuse = (code: SignatureErrorCode, message: string): never => {
  throw new SignatureError(code, message);
};

export const checkLength = (bits: number): void => {
  if (bits < SHORTEST) refuse("KEY_TOO_SHORT", `has ${bits} bits; make one with 2048`);
  if (bits > LONGEST) refuse("KEY_TOO_LONG", `has ${bits} bits; make one with 2048`);
};

const isOdd = (binary: string): boolean => binary.charCodeAt(binary.length - 1) % 2 === 1;

/** With an exponent of 1 anybody can sign; an even one, or 2, belongs to no RSA key. */
export const checkExponent = (exponent: string): void => {
  if (isOdd(exponent) && exponent !== "\x01") return;
  refuse("KEY_WEAK", "has a public exponent that is even or below 3; make a new key");
};

/** A modulus that a small prime divides can be taken apart by anybody. */
export const checkModulus = (modulus: string): void => {
  const factor = smallFactor(modulus);
  if (!factor) return;
  refuse(
    "KEY_WEAK",
    factor === 2 ? "has an even modulus; make a new key" : `has a modulus that ${factor} divides; make a new key`,
  );
};

/** As binary strings without leading zeros, which compare like the numbers when they are equally long. */
const isBelow = (left: string, right: string): boolean =>
  left.length === right.length ? left < right : left.length < right.length;

/** Refuses, by name, keys that protect nothing or that nobody can afford to use. */
export const checkNumbers = ({ modulus, exponent }: RsaNumbers): void => {
  checkLength(modulus.length * 8 - Math.clz32(modulus.charCodeAt(0)) + 24);
  checkExponent(exponent);
  checkModulus(modulus);
  // No signature would ever verify.
  if (!isBelow(exponent, modulus)) refuse("KEY_WEAK", "has a public exponent above its modulus; make a new key");
};
