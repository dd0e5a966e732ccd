import { type Bytes, utf8 } from "../bytes.js";
import { type HeaderFault, readSignatureHeader } from "../header-fault.js";
import type { KeyInput } from "../keys.js";
import { type SignedMessage, stringToSign } from "../message.js";
import { verifyBytes } from "../sign.js";
import { candidateBytes } from "./candidate.js";
import type { DiagnosisCause } from "./cause.js";
import { type DiagnoseKey, type DiagnoseOptions, type DiagnoseRequest, type Diagnosis, report } from "./diagnosis.js";
import { firstDifference } from "./difference.js";
import { type Received, receive } from "./received.js";
import { type Matches, searchSigned } from "./search.js";
import { type Sha256, fromHex, sha256OfWebCrypto } from "./sha256.js";
import { type SigningKey, findSigningKey } from "./signing-key.js";

const isKeyList = (keys: KeyInput | readonly DiagnoseKey[]): keys is readonly DiagnoseKey[] => Array.isArray(keys);

const reportFault = ({ fault, part }: HeaderFault): Diagnosis =>
  report([fault], { detail: part ? `it is about ${part}` : undefined });

const matcherOf = ({ key, signed }: SigningKey, bytes: Bytes, sha256: Sha256): Matches => {
  if (!signed) return (candidate) => verifyBytes(candidateBytes(candidate), bytes, key);
  const { isSigned = () => false } = signed;
  return (candidate) => {
    const digest = sha256(candidateBytes(candidate));
    return typeof digest === "string" ? isSigned(digest) : digest.then(isSigned);
  };
};

/** Whether somebody hashed the string first, and signed the hash, as bytes or as hex, with a function that hashes again. */
const isHashedTwice = async (request: SignedMessage, { signed }: SigningKey, sha256: Sha256): Promise<boolean> => {
  const digest = await sha256(stringToSign(request));
  for (const bytes of [fromHex(digest), utf8(digest), utf8(digest.toUpperCase())]) {
    if (await signed?.isSigned?.(await sha256(bytes))) return true;
  }
  return false;
};

const explainContent = async (
  request: DiagnoseRequest,
  { prefixes = [], uris = [], hosts = [] }: DiagnoseOptions,
  { signed, causes }: SigningKey,
  matches: Matches,
): Promise<Diagnosis> => {
  const { detail } = signed ?? {};
  const route = { hosts: request.host ? [request.host, ...hosts] : hosts, prefixes, uris };
  const found = await searchSigned(request, route, matches);
  if (found) {
    const contentCauses = new Set(found.variants.map(({ cause }) => cause));
    const difference = firstDifference(request, found.message);
    return report([...contentCauses, ...causes], { variants: found.variants, difference });
  }
  // What is wrong with the way of signing says more than that nothing else was found.
  if (causes.length > 0 && detail) return report(causes, { detail });
  return report([signed ? "content-changed" : "unknown", ...causes]);
};

const isRaw = (header: string): boolean => !header.includes("%") && /signature=[^,]*[+/=]/i.test(header);

const explainSignature = async (
  request: DiagnoseRequest,
  received: Received,
  signer: SigningKey,
  options: DiagnoseOptions,
): Promise<Diagnosis> => {
  const { sha256 = sha256OfWebCrypto } = options;
  const { signed } = signer;
  const causes: readonly DiagnosisCause[] = [...(signed?.causes ?? []), ...received.causes, ...signer.causes];
  const detail = signed?.detail;
  if (signed && !signed.isSigned) return report(causes, { detail });
  const matches = matcherOf(signer, received.bytes, sha256);
  if (await matches(request)) {
    if (causes.length > 0) return report(causes, { detail });
    return report([isRaw(request.signature ?? "") ? "missing-url-encoding" : "none"]);
  }
  if (await isHashedTwice(request, signer, sha256)) return report(["hashed-twice", ...causes]);
  return explainContent(request, options, { ...signer, causes }, matches);
};

/** Finds the cause; {@link diagnose} is its public face. */
export const explainFailure = async (
  request: DiagnoseRequest,
  keys: KeyInput | readonly DiagnoseKey[],
  options: DiagnoseOptions,
): Promise<Diagnosis> => {
  if (!request.signature) return report(["header-missing"]);
  const header = readSignatureHeader(request.signature);
  if ("fault" in header) return reportFault(header);
  const received = receive(header.signature);
  if (!received) return report(["signature-malformed"]);
  const list = isKeyList(keys) ? keys : [{ publicKey: keys }];
  const { sha256 = sha256OfWebCrypto } = options;
  const signer = await findSigningKey(received.bytes, header.keyVersion, list, sha256);
  if (typeof signer === "string") return report([...received.causes, signer]);
  return explainSignature(request, received, signer, options);
};
