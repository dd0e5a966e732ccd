import type { Bytes } from "../bytes.js";
import { type RsaKey, importPublicKey } from "../keys.js";
import type { DiagnosisCause } from "./cause.js";
import type { DiagnoseKey } from "./diagnosis.js";
import { type Recovered, type Signed, recoverDigest } from "./recovered-digest.js";
import type { Sha256 } from "./sha256.js";

/** The key whose private half made a signature, and what it signed. */
export interface SigningKey {
  readonly key: RsaKey;
  /** Missing when the key cannot be exported: then only the runtime can tell. */
  readonly signed?: Signed;
  readonly causes: readonly DiagnosisCause[];
}

/** Keys under other versions than the one that was named: each costs as much as ten verifications. */
const MOST_OTHERS = 8;

/** Whoever made the signature, or the cause why it is none of these keys. */
export const findSigningKey = async (
  bytes: Bytes,
  keyVersion: string | undefined,
  keys: readonly DiagnoseKey[],
  sha256: Sha256,
): Promise<SigningKey | DiagnosisCause> => {
  // Without a keyVersion it is the latest that verifies, not any of them.
  const named = keyVersion ?? keys.at(-1)?.keyVersion;
  const isNamed = (key: DiagnoseKey): boolean => key.keyVersion === undefined || key.keyVersion === named;
  const others = keys.filter((key) => !isNamed(key)).slice(-MOST_OTHERS);
  const seen: Recovered[] = [];
  let unreadable: RsaKey | undefined;
  for (const candidate of [...keys.filter((key) => isNamed(key)), ...others]) {
    const key = await importPublicKey(candidate.publicKey);
    const recovered = await recoverDigest(bytes, key, sha256);
    if (typeof recovered === "object") {
      return { key, signed: recovered, causes: isNamed(candidate) ? [] : ["wrong-key-version"] };
    }
    if (recovered === "unreadable" && isNamed(candidate)) unreadable ??= key;
    seen.push(recovered);
  }
  if (unreadable) return { key: unreadable, causes: [] };
  if (!keys.some((key) => isNamed(key))) return "unknown-key-version";
  return seen.every((recovered) => recovered === "wrong-length") ? "signature-malformed" : "wrong-key";
};
