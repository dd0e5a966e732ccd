/** Bits of a modulus: one with fewer can be factored, with more one verification keeps a server busy. */
export const SHORTEST = 2048;
export const LONGEST = 8192;

const SMALL_PRIMES = [2, 3, 5, 7, 11, 13, 17];

/** Their product: small enough for a remainder without big integers. */
const PRODUCT = 510_510;

/** The smallest of a few primes that divides a modulus, which is the product of two large ones; of a binary string. */
export const smallFactor = (modulus: string): number | undefined => {
  let rest = 0;
  for (let at = 0; at < modulus.length; at += 1) rest = (rest * 256 + modulus.charCodeAt(at)) % PRODUCT;
  return SMALL_PRIMES.find((prime) => rest % prime === 0);
};
