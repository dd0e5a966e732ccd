import { type HeaderFault, parseTime, readSignatureHeader, verify } from "@miniprogram-messages/signature";
import type { Eventually } from "../model/eventually.js";
import type { AttemptSignature } from "../model/attempt.js";
import type { StatesOf } from "../model/state.js";
import type { Registry } from "../platform/registry.js";
import type { EarlyVerdict } from "../platform/request.js";
import type { Call } from "./call.js";
import { clientKey } from "./client-keys.js";
import { findCause, toAttemptSignature } from "./diagnosis.js";

/** What the signature step found. `verified`: the request is known to be its client's, so its answer is signed. */
export interface SignatureFinding {
  readonly verified: boolean;
  readonly early?: EarlyVerdict;
  readonly signature?: AttemptSignature;
}

const SKIPPED: SignatureFinding = { verified: false };
const VERIFIED: SignatureFinding = { verified: true, signature: { verified: true } };

type SignatureState = StatesOf<"signature">;

/** The code of each state: everything but an unknown client or key is INVALID_SIGNATURE. */
const codeOf = (state: SignatureState): string => {
  if (state === "client-unknown") return "INVALID_CLIENT";
  return state === "key-version-unknown" ? "KEY_NOT_FOUND" : "INVALID_SIGNATURE";
};

const refuse = (state: SignatureState, cause: string, reason: string): SignatureFinding => ({
  verified: false,
  early: { state, code: codeOf(state), detail: reason },
  signature: { verified: false, cause, reason },
});

/** Whether a Request-Time is too far from the virtual clock; never without a tolerance. */
export const isStale = (requestTime: string, tolerance: number | undefined, now: number): boolean => {
  if (tolerance === undefined) return false;
  const time = parseTime(requestTime);
  return time === undefined || Math.abs(time - now) > tolerance;
};

const latestOf = (clientKeys: ReadonlyMap<string, string>): string | undefined => [...clientKeys.values()].at(-1);

/** A call, and the namespace it goes to. */
interface Signed {
  readonly call: Call;
  readonly namespace: string;
}

interface SentSignature {
  readonly clientId: string;
  readonly time: string;
  readonly keyVersion?: string | undefined;
  readonly signature: string;
}

export const STALE = "Request-Time: is too far from the virtual clock";

const FAULTS: Readonly<Record<HeaderFault["fault"], (part: string) => string>> = {
  "header-malformed": (part) =>
    `Signature: must be algorithm=RSA256, keyVersion=<version>, signature=<url-encoded base64>${part && ` (see ${part})`}`,
  "doubled-part": (part) => `Signature: ${part} must stand there once`,
  "other-algorithm": (part) => `Signature: the algorithm must be RSA256, not ${part}`,
};

const readHeaders = (call: Call, header: string): SentSignature | SignatureFinding => {
  const clientId = call.header("client-id");
  const time = call.header("request-time");
  if (!clientId) return refuse("signature-part-missing", "header-missing", "Client-Id: is required with a signature");
  if (!time) return refuse("signature-part-missing", "header-missing", "Request-Time: is required with a signature");
  const parsed = readSignatureHeader(header);
  if (!("fault" in parsed)) return { clientId, time, ...parsed };
  return refuse("signature-header-malformed", parsed.fault, FAULTS[parsed.fault](parsed.part));
};

/** The key that the header names, or why there is none. */
const findKey = (
  { keyVersion, time }: SentSignature,
  clientKeys: ReadonlyMap<string, string>,
  isTooOld: (time: string) => boolean,
): string | SignatureFinding => {
  const publicKey = keyVersion === undefined ? latestOf(clientKeys) : clientKeys.get(keyVersion);
  if (publicKey === undefined) return refuse("key-version-unknown", "unknown-key-version", "keyVersion: is not seeded");
  if (!isTooOld(time)) return publicKey;
  return refuse("request-time-stale", "stale", STALE);
};

const verifyWith = async (
  signed: Signed,
  sent: SentSignature,
  publicKey: string,
  clientKeys: ReadonlyMap<string, string>,
): Promise<SignatureFinding> => {
  const { call } = signed;
  // Its bytes are gone: the size is what is wrong with it, and nothing was proven.
  if (call.body === "too-large") return SKIPPED;
  const message = { method: call.method, uri: call.uri, clientId: sent.clientId, time: sent.time, body: call.body };
  const { verifier } = await clientKey(publicKey);
  if (await verify(message, sent.signature, verifier)) return VERIFIED;
  const diagnosis = await findCause(signed, message, clientKeys);
  if (typeof diagnosis === "string") return refuse("signature-wrong", "unknown", diagnosis);
  const early = { state: "signature-wrong", code: "INVALID_SIGNATURE", detail: diagnosis.message } as const;
  return { verified: false, early, signature: toAttemptSignature(diagnosis) };
};

/** The signature step: policy, headers, client, key, time, signature. `now` is virtual. */
export const checkSignature = (signed: Signed, registry: Registry, now: number): Eventually<SignatureFinding> => {
  const { call } = signed;
  const { clients, tolerance } = registry;
  const header = call.header("signature");
  if (registry.signature === "off" || (registry.signature === "optional" && header === undefined)) return SKIPPED;
  if (header === undefined) return refuse("signature-missing", "header-missing", "Signature: is required");
  const sent = readHeaders(call, header);
  if ("verified" in sent) return sent;
  // Nobody is seeded, so everybody is accepted; but nothing was proven either.
  if (!clients) return SKIPPED;
  const clientKeys = clients.get(sent.clientId);
  if (!clientKeys) return refuse("client-unknown", "unknown-client", "Client-Id: is not seeded");
  const publicKey = findKey(sent, clientKeys, (time) => isStale(time, tolerance, now));
  return typeof publicKey === "string" ? verifyWith(signed, sent, publicKey, clientKeys) : publicKey;
};
