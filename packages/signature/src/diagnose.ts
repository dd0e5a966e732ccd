import type { DiagnosisCause } from "./diagnose/cause.js";
import type { FirstDifference } from "./diagnose/difference.js";
import { explainFailure } from "./diagnose/explain.js";
import type { KeyInput } from "./keys.js";
import type { SignedMessage } from "./message.js";

/** A request (or response) as it arrived. */
export interface DiagnoseRequest extends SignedMessage {
  /** The value of the Signature header, untouched. */
  readonly signature?: string | undefined;
  /** The Host header, to find out whether it was signed. */
  readonly host?: string | undefined;
}

/** One of the keys that the signer may have used. */
export interface DiagnoseKey {
  readonly keyVersion?: string | undefined;
  readonly publicKey: KeyInput;
}

export interface Diagnosis {
  /** `none` when nothing is wrong. */
  readonly cause: DiagnosisCause;
  /** Every cause, where two mistakes came together; the first of them is `cause`. */
  readonly causes: readonly DiagnosisCause[];
  /** For humans: what is wrong, the mend and the place. Holds no key material and no content of the body. */
  readonly message: string;
  readonly firstDifference?: FirstDifference;
}

export interface DiagnoseOptions {
  /** Further deployment prefixes to try, such as `/gateway`. */
  readonly prefixes?: readonly string[] | undefined;
}

/**
 * Says why a signature does not verify: applies the public key to learn which digest was signed, then tries the usual
 * mistakes until one gives that digest. For development and support; it costs up to some thousand hashes.
 *
 * @param keys the public key, or all keys of that Client-Id with their versions.
 * @throws {@link SignatureError} when a key cannot be read.
 */
export const diagnose = (
  request: DiagnoseRequest,
  keys: KeyInput | readonly DiagnoseKey[],
  options: DiagnoseOptions = {},
): Promise<Diagnosis> => explainFailure(request, keys, options);
