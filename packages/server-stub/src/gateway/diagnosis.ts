import { hash } from "node:crypto";
import { type DiagnoseKey, type DiagnoseOptions, type Diagnosis, diagnose } from "@miniprogram-messages/signature";
import type { AttemptSignature } from "../model/attempt.js";
import type { Call } from "./call.js";
import { keptKey } from "./client-keys.js";
import { createDiagnosisBudget } from "./diagnosis-budget.js";

const LARGEST_DIAGNOSED = 64 << 10;
const budget = createDiagnosisBudget();

const TOO_MANY = "Signature: does not verify; not diagnosed: too many at once, ask POST /_stub/signature/diagnose";
const TOO_LARGE = "Signature: does not verify; not diagnosed: the body is larger than 65536 bytes";

const sha256 = (data: Uint8Array): string => hash("sha256", data);

/** Says what is wrong with a signature, hashing on this thread. */
export const diagnoseHere = (
  request: Parameters<typeof diagnose>[0],
  keys: readonly DiagnoseKey[],
  route: Pick<DiagnoseOptions, "hosts" | "uris"> = {},
): Promise<Diagnosis> => diagnose(request, keys, { ...route, sha256 });

/** Headers in which proxies report the path that they got. */
const URI_HEADERS = ["x-original-uri", "x-forwarded-uri", "x-original-url", "x-envoy-original-path", "x-rewrite-url"];

/** Where a request has come through, as far as its proxies say. */
const routeOf = ({ uri, header }: Call): Pick<DiagnoseOptions, "hosts" | "uris"> => {
  const prefix = header("x-forwarded-prefix") ?? header("x-script-name");
  const host = header("x-forwarded-host");
  return {
    uris: [
      ...(prefix === undefined ? [] : [prefix.replace(/\/+$/, "") + uri]),
      ...URI_HEADERS.flatMap((name) => header(name) ?? []),
    ],
    hosts: host === undefined ? [] : [host],
  };
};

/** What is wrong with a call's signature, or why nobody has looked. */
export const findCause = async (
  { call, namespace }: { readonly call: Call; readonly namespace: string },
  message: Parameters<typeof diagnose>[0],
  clientKeys: ReadonlyMap<string, string>,
): Promise<Diagnosis | string> => {
  if (message.body.length > LARGEST_DIAGNOSED) return TOO_LARGE;
  const request = { ...message, signature: call.header("signature"), host: call.header("host") };
  const diagnoseCall = async (): Promise<Diagnosis> => {
    const keysOfClient = [...clientKeys].map(async ([keyVersion, text]) => ({
      keyVersion,
      publicKey: await keptKey(text),
    }));
    return diagnoseHere(request, await Promise.all(keysOfClient), routeOf(call));
  };
  try {
    return (await budget.spend(namespace, diagnoseCall)) ?? TOO_MANY;
  } catch {
    return "Signature: does not verify";
  }
};

/** The diagnosis in the shape of the journal. */
export const toAttemptSignature = ({ cause, message, firstDifference }: Diagnosis): AttemptSignature => {
  if (!firstDifference) return { verified: false, cause, reason: message };
  const { offset, part, partOffset, expected, signed } = firstDifference;
  return {
    verified: false,
    cause,
    reason: message,
    firstDifference: {
      offset,
      part,
      partOffset,
      ...(expected !== undefined && { expected }),
      ...(signed !== undefined && { signed }),
    },
  };
};
