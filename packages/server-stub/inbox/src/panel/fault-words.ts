import { keysOf } from "../state/keys.js";
import type { FaultEffect, PlannedFault } from "../control/rows.js";

export type EffectKind = Exclude<keyof FaultEffect, "jitter">;

export const effectWords: Readonly<Record<EffectKind, string>> = {
  result: "Answer a result code",
  latency: "Answer late",
  lostResponse: "Lose the answer, after processing",
  reset: "Reset the connection, before processing",
  cutBody: "Break off in the middle of the answer",
  garbage: "Answer garbage",
  badSignature: "Sign the answer wrongly",
  unsigned: "Leave the answer unsigned",
  otherClient: "Sign the answer for another client",
  http: "Answer HTTP 503, before processing",
};

export const effectKinds = keysOf(effectWords);

/** The effect of a form's fields. */
export const effectOf = (kind: EffectKind, code: string, milliseconds: number): FaultEffect => {
  if (kind === "result") return { result: code };
  if (kind === "latency") return { latency: milliseconds };
  if (kind === "http") return { http: { status: 503 } };
  return { [kind]: true };
};

const effectSaid = ({ result, latency, jitter = 0, ...rest }: FaultEffect): string => {
  if (result !== undefined) return `Answer ${result}`;
  if (latency !== undefined) return `Answer ${latency}${jitter > 0 ? `–${latency + jitter}` : ""} ms late`;
  if (rest.http !== undefined) return `Answer HTTP ${rest.http.status}, before processing`;
  const kind = effectKinds.find((one) => Object.hasOwn(rest, one));
  return kind === undefined ? "Nothing" : effectWords[kind];
};

const often = ({ times, happened }: PlannedFault): string => {
  if (times === undefined) return `always, ${happened} so far`;
  return happened >= times ? `used up, ${happened} of ${times}` : `${happened} of ${times}`;
};

export const isUsedUp = ({ times, happened }: PlannedFault): boolean => times !== undefined && happened >= times;

/** A planned fault in words: what, and to whom and how often. */
export const faultWords = (fault: PlannedFault): { readonly what: string; readonly when: string } => {
  const { operation, requestId, probability } = fault;
  const parts = [
    operation ?? "all operations",
    ...(requestId === undefined ? [] : [`requestId ${requestId}`]),
    ...(probability === undefined || probability === 1 ? [] : [`${Math.round(probability * 100)} %`]),
    often(fault),
  ];
  return { what: effectSaid(fault.effect), when: parts.join(" · ") };
};
