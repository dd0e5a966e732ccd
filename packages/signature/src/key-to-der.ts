import { type Bytes, fromBinary } from "./bytes.js";
import { derOf, withName } from "./key-forms.js";

// This entry has a class of its own to those who `require`: compare with the one that comes from here.
export { SignatureError } from "./errors.js";

/**
 * A key in the form that other libraries take: PKCS#8 of a private one, SPKI of a public one, as DER, from whatever form it came
 * in, and judged as `importPrivateKey` and `importPublicKey` judge it.
 *
 * @param half which of the two is wanted.
 * @param name how error messages call the key.
 * @throws {@link SignatureError} with a `KEY_…` code; no message ever holds key material.
 */
export const keyToDer = (input: string | Uint8Array, half: "private" | "public", name = `${half} key`): Bytes => {
  try {
    return fromBinary(derOf(input, half === "private"));
  } catch (error) {
    throw withName(error, name);
  }
};
