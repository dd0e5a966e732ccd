import { type DerValue, readDer, readDerChildren } from "./der.js";
import { SignatureError, type SignatureErrorCode } from "./errors.js";

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

/** 2048 to 8192 bits: below it can be factored, above one verification keeps a server busy. */
export const checkLength = (bits: number): void => {
  if (bits < 2048) refuse("KEY_TOO_SHORT", `has ${bits} bits; make one with 2048`);
  if (bits > 8192) refuse("KEY_TOO_LONG", `has ${bits} bits; make one with 2048`);
};

const isOdd = (binary: string): boolean => binary.charCodeAt(binary.length - 1) % 2 === 1;

/** With an exponent of 1 anybody can sign; an even one, or 2, belongs to no RSA key. */
export const checkExponent = (exponent: string): void => {
  if (isOdd(exponent) && exponent !== "\x01") return;
  refuse("KEY_WEAK", "has a public exponent that is even or below 3; make a new key");
};

/** 3 · 5 · 7 · 11 · 13 · 17: small enough for a remainder without big integers. */
const SMALL_PRIMES = 255_255;

/** A modulus is the product of two large primes: one that is even, or all ones, can be taken apart by anybody. */
export const checkModulus = (modulus: string): void => {
  if (!isOdd(modulus)) refuse("KEY_WEAK", "has an even modulus; make a new key");
  let rest = 0;
  for (let at = 0; at < modulus.length; at += 1) rest = (rest * 256 + modulus.charCodeAt(at)) % SMALL_PRIMES;
  const factor = [3, 5, 7, 11, 13, 17].find((prime) => rest % prime === 0);
  if (factor) refuse("KEY_WEAK", `has a modulus that ${factor} divides; make a new key`);
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
