import type { DiagnoseKey, DiagnoseOptions, DiagnoseRequest, Diagnosis } from "./diagnose/diagnosis.js";
import { explainFailure } from "./diagnose/explain.js";
import type { KeyInput } from "./keys.js";

export type { DiagnoseKey, DiagnoseOptions, DiagnoseRequest, Diagnosis };

/**
 * Says why a signature does not verify: applies the public key to learn which digest was signed, then tries the usual
 * mistakes, the likeliest first, until one gives that digest. It costs some hundred hashes and never more than 2 MiB of
 * hashing, whatever was sent.
 *
 * @param keys the public key, or all keys of that Client-Id with their versions.
 * @throws {@link SignatureError} when a key cannot be read.
 */
export const diagnose = (
  request: DiagnoseRequest,
  keys: KeyInput | readonly DiagnoseKey[],
  options: DiagnoseOptions = {},
): Promise<Diagnosis> => explainFailure(request, keys, options);
