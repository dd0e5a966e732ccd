import type { Bytes } from "../bytes.js";
import { parseSignatureHeader } from "../header.js";
import { type KeyInput, type RsaKey, importPublicKey } from "../keys.js";
import { stringToSign } from "../message.js";
import { decodeSignature, verify } from "../sign.js";
import type { DiagnoseKey, DiagnoseOptions, DiagnoseRequest, Diagnosis } from "../diagnose.js";
import { CAUSE_TEXTS, type DiagnosisCause, type Variant } from "./cause.js";
import { type FirstDifference, describeDifference, firstDifference } from "./difference.js";
import { type Recovered, recoverDigest, sha256Hex } from "./recovered-digest.js";
import { type Matches, searchSigned } from "./search.js";

interface Received {
  readonly bytes: Bytes;
  readonly base64: string;
  readonly causes: DiagnosisCause[];
}

interface SigningKey {
  readonly key: RsaKey;
  readonly recovered: Recovered;
  readonly causes: DiagnosisCause[];
}

const report = (
  causes: readonly DiagnosisCause[],
  variants: readonly Variant[] = [],
  difference?: FirstDifference,
): Diagnosis => {
  const how = variants.map((variant) => `${variant.cause}: ${variant.how}`).join("; ");
  const sentences = [
    ...causes.map((cause) => `${cause}: ${CAUSE_TEXTS[cause]}`),
    ...(how ? [`Found by trying: ${how}.`] : []),
    ...(difference ? [describeDifference(difference)] : []),
  ];
  return {
    cause: causes[0] ?? "none",
    causes,
    message: sentences.join(" "),
    ...(difference ? { firstDifference: difference } : {}),
  };
};

/** Undoes what may have happened to the base64 on its way. */
const repair = (signature: string): Received | undefined => {
  const causes: DiagnosisCause[] = [];
  let base64 = signature;
  if (base64.includes("%")) {
    causes.push("double-url-encoding");
    try {
      while (base64.includes("%")) base64 = decodeURIComponent(base64);
    } catch {
      return undefined;
    }
  }
  if (base64.includes(" ")) {
    causes.push("form-decoded-plus");
    base64 = base64.replaceAll(" ", "+");
  }
  const bytes = decodeSignature(base64);
  return bytes && { bytes, base64, causes };
};

const isKeyList = (keys: KeyInput | readonly DiagnoseKey[]): keys is readonly DiagnoseKey[] => Array.isArray(keys);

const findSigningKey = async (
  bytes: Bytes,
  keyVersion: string | undefined,
  keys: readonly DiagnoseKey[],
): Promise<SigningKey | DiagnosisCause> => {
  const isNamed = (key: DiagnoseKey): boolean =>
    keyVersion === undefined || key.keyVersion === undefined || key.keyVersion === keyVersion;
  const ordered = [...keys.filter(isNamed), ...keys.filter((key) => !isNamed(key))];
  const seen: Recovered[] = [];
  let unreadable: RsaKey | undefined;
  for (const candidate of ordered) {
    const key = await importPublicKey(candidate.publicKey);
    const recovered = await recoverDigest(bytes, key);
    const causes: DiagnosisCause[] = isNamed(candidate) ? [] : ["wrong-key-version"];
    if (typeof recovered === "object" || recovered === "wrong-hash") return { key, recovered, causes };
    if (recovered === "unreadable" && isNamed(candidate)) unreadable ??= key;
    seen.push(recovered);
  }
  if (unreadable) return { key: unreadable, recovered: "unreadable", causes: [] };
  if (!keys.some(isNamed)) return "unknown-key-version";
  return seen.every((recovered) => recovered === "wrong-length") ? "signature-malformed" : "wrong-key";
};

const isRaw = (header: string, base64: string): boolean => !header.includes("%") && /[+/=]/.test(base64);

const matcher = ({ key, recovered }: SigningKey, { base64 }: Received): Matches =>
  typeof recovered === "object"
    ? async (candidate) => (await sha256Hex(stringToSign(candidate))) === recovered.digest
    : (candidate) => verify(candidate, base64, key);

const explainContent = async (
  request: DiagnoseRequest,
  prefixes: readonly string[],
  { recovered, causes }: SigningKey,
  matches: Matches,
): Promise<Diagnosis> => {
  const found = await searchSigned(request, { host: request.host, prefixes }, matches);
  if (!found) return report([typeof recovered === "object" ? "content-changed" : "unknown", ...causes]);
  const contentCauses = new Set(found.variants.map(({ cause }) => cause));
  return report([...contentCauses, ...causes], found.variants, firstDifference(request, found.message));
};

/** Finds the cause; {@link diagnose} is its public face. */
export const explainFailure = async (
  request: DiagnoseRequest,
  keys: KeyInput | readonly DiagnoseKey[],
  { prefixes = [] }: DiagnoseOptions,
): Promise<Diagnosis> => {
  if (!request.signature) return report(["header-missing"]);
  const header = parseSignatureHeader(request.signature);
  if (!header) return report(["header-malformed"]);
  const received = repair(header.signature);
  if (!received) return report(["signature-malformed"]);

  const list = isKeyList(keys) ? keys : [{ publicKey: keys }];
  const signer = await findSigningKey(received.bytes, header.keyVersion, list);
  if (typeof signer === "string") return report([...received.causes, signer]);
  const causes = [...received.causes, ...signer.causes];
  if (signer.recovered === "wrong-hash") return report(["wrong-hash", ...causes]);

  const matches = matcher(signer, received);
  if (!(await matches(request))) return explainContent(request, prefixes, { ...signer, causes }, matches);
  if (causes.length > 0) return report(causes);
  return report([isRaw(request.signature, received.base64) ? "missing-url-encoding" : "none"]);
};
