export { SignatureError, type SignatureErrorCode } from "./errors.js";
export { type HeaderFault, readSignatureHeader } from "./header-fault.js";
export { formatSignatureHeader, parseSignatureHeader, type SignatureHeader } from "./header.js";
export {
  importPrivateKey,
  importPublicKey,
  type KeyInput,
  keyToDer,
  type RsaKey,
  type Signer,
  type Verifier,
} from "./keys.js";
export { type SignedMessage, stringToSign } from "./message.js";
export { sign, verify } from "./sign.js";
export { parseTime } from "./time.js";
export type { DiagnosisCause } from "./diagnose/cause.js";
export { diagnose, type DiagnoseKey, type DiagnoseOptions, type DiagnoseRequest, type Diagnosis } from "./diagnose.js";
export type { FirstDifference, SignedPart } from "./diagnose/difference.js";
