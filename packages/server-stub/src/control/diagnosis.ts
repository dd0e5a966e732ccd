import { type DiagnoseKey, SignatureError, parseSignatureHeader, stringToSign } from "@miniprogram-messages/signature";
import type { SignatureDiagnosis, SignedRequest } from "../generated/control-routes.js";
import { diagnoseHere, toAttemptSignature } from "../gateway/diagnosis.js";
import { STALE, isStale } from "../gateway/signature.js";
import { registryOf } from "../platform/registry.js";
import type { ControlService } from "./service.js";
import { illegal } from "./refusal.js";

const failed = (
  resultCode: NonNullable<SignatureDiagnosis["resultCode"]>,
  cause: string,
  reason: string,
): SignatureDiagnosis => ({ verified: false, resultCode, cause, reason });

const RIGHT = new Set(["none", "missing-url-encoding"]);

const explain = async (
  request: SignedRequest,
  keys: readonly DiagnoseKey[],
  host: string,
): Promise<SignatureDiagnosis> => {
  const { method = "POST", uri, clientId, requestTime: time, signature, body } = request;
  const message = { method, uri, clientId, time, body };
  const text = new TextDecoder().decode(stringToSign(message));
  const diagnosis = await diagnoseHere({ ...message, signature, host }, keys);
  if (RIGHT.has(diagnosis.cause)) {
    return { verified: true, cause: diagnosis.cause, reason: diagnosis.message, stringToSign: text };
  }
  const resultCode = diagnosis.cause === "unknown-key-version" ? "KEY_NOT_FOUND" : "INVALID_SIGNATURE";
  return { ...toAttemptSignature(diagnosis), verified: false, resultCode, stringToSign: text };
};

/** Pasted with its host, a URI would look as if a prefix had been forgotten. */
const checkUri = ({ uri }: SignedRequest): void => {
  if (!uri.startsWith("/")) throw illegal("uri", "must be path and query alone, from the first slash on");
};

/**
 * Says what is wrong with a signed request, by its own key or by those that are seeded for its client.
 *
 * @param host under which the stub was asked: that of the signed request, as likely as not.
 */
export const diagnoseRequest = async (
  service: ControlService,
  request: SignedRequest,
  host: string,
): Promise<SignatureDiagnosis> => {
  const { namespace = "default", clientId, publicKey } = request;
  checkUri(request);
  try {
    if (publicKey !== undefined) return await explain(request, [{ publicKey }], host);
  } catch (error) {
    if (error instanceof SignatureError) throw illegal("publicKey", error.message);
    throw error;
  }
  const { config } = await service.enter(namespace);
  const { clients, tolerance } = registryOf(config);
  const keys = clients?.get(clientId);
  if (!keys)
    return failed("INVALID_CLIENT", "unknown-client", "Client-Id: is not seeded; seed it or give its publicKey");
  const diagnosis = await explain(
    request,
    [...keys].map(([keyVersion, key]) => ({ keyVersion, publicKey: key })),
    host,
  );
  // What the stub answers depends on more than the signature.
  const keyVersion = parseSignatureHeader(request.signature)?.keyVersion;
  if (keyVersion !== undefined && !keys.has(keyVersion)) {
    return { ...diagnosis, verified: false, resultCode: "KEY_NOT_FOUND" };
  }
  const { now } = await service.clock(namespace);
  if (!isStale(request.requestTime, tolerance, Date.parse(now))) return diagnosis;
  return diagnosis.verified ? failed("INVALID_SIGNATURE", "stale", STALE) : diagnosis;
};
