import { isResultCode, resultOf } from "../model/results.js";
import type { Operation } from "../model/operation.js";
import { draw } from "../platform/fault.js";
import { type Ground, stateOf, virtualNow } from "../platform/ground.js";
import { type TransportFault, drawTransportFaults, process, unknownReply } from "../platform/platform.js";
import { registryOf } from "../platform/registry.js";
import { failureBody } from "../platform/reply.js";
import type { Attempt, EarlyVerdict } from "../platform/request.js";
import type { Answer, Call, Damage } from "./call.js";
import { maskRequest } from "./mask.js";
import { type Reading, judgeParameters, peek, readJson } from "./parameters.js";
import type { PlatformKey } from "./platform-key.js";
import { type SignatureFinding, checkSignature } from "./signature.js";
import { PATHS, type Target } from "./target.js";

/** What the gateway needs beside the platform's ground. */
export interface Gateway {
  readonly ground: Ground;
  readonly key: PlatformKey;
  /** Told of every answered attempt. */
  readonly onAnswer: (operation: Operation, resultCode: string, seconds: number) => void;
}

const JSON_HEADERS = { "content-type": "application/json; charset=UTF-8" };
const DEPRECATED_SINCE = "@1704067200";
const GARBAGE = Uint8Array.from({ length: 64 }, (_, index) => (index * 151 + 0xc3) & 0xff);

const headersOf = (operation: Operation, { prefix }: Target): Record<string, string> =>
  operation === "sendMessage"
    ? JSON_HEADERS
    : {
        ...JSON_HEADERS,
        deprecation: DEPRECATED_SINCE,
        link: `<${encodeURI(prefix).replaceAll(/[<>;]/g, encodeURIComponent)}${PATHS.sendMessage}>; rel="successor-version"`,
      };

/** A call that no operation can be told of: it answers, and leaves no row. */
export const answerInvalidApi = (): Answer => ({
  headers: JSON_HEADERS,
  body: failureBody(resultOf("sendMessage", "INVALID_API")),
});

/** The envelope for a caller that may not talk to this stub at all. */
export const answerDenied = (): Answer => ({
  headers: JSON_HEADERS,
  body: failureBody(resultOf("sendMessage", "ACCESS_DENIED")),
});

interface Faults {
  readonly ids: readonly string[];
  readonly latency: number;
  readonly damage: Damage | undefined;
  readonly garbage: boolean;
  readonly badSignature: boolean;
}

const NO_FAULTS: Faults = { ids: [], latency: 0, damage: undefined, garbage: false, badSignature: false };

const jitterOf = ({ seed, effect }: TransportFault, now: number): number =>
  effect.jitter === undefined ? 0 : Math.floor(draw(seed, now) * (effect.jitter + 1));

const combine = (faults: readonly TransportFault[], now: number): Faults => {
  const has = (kind: "reset" | "lostResponse" | "cutBody" | "garbage" | "badSignature"): boolean =>
    faults.some(({ effect }) => effect[kind] === true);
  const damage = has("reset") ? "reset" : has("lostResponse") ? "lost" : has("cutBody") ? "cut" : undefined;
  const latency = faults.reduce((sum, fault) => sum + (fault.effect.latency ?? 0) + jitterOf(fault, now), 0);
  const ids = faults.map(({ id }) => id);
  return { ids, latency, damage, garbage: has("garbage"), badSignature: has("badSignature") };
};

const transportFaults = async (
  { ground }: Gateway,
  namespace: string,
  operation: Operation,
  requestId: string,
): Promise<Faults> => {
  const state = await stateOf(ground, namespace);
  if (!state.faults.some(({ effect }) => effect.result === undefined)) return NO_FAULTS;
  const faults = await drawTransportFaults(ground, namespace, operation, requestId);
  return faults.length === 0 ? NO_FAULTS : combine(faults, ground.now());
};

interface Judged {
  readonly attempt: Attempt;
  readonly finding: SignatureFinding;
}

const isVerdict = (judged: ReturnType<typeof judgeParameters>): judged is EarlyVerdict => "step" in judged;

/** Steps from signature to parameters. */
const judge = async (
  { ground }: Gateway,
  call: Call,
  namespace: string,
  operation: Operation,
  reading: Reading,
): Promise<{ readonly finding: SignatureFinding; readonly judged: ReturnType<typeof judgeParameters> }> => {
  const state = await stateOf(ground, namespace);
  const registry = registryOf(state.config);
  const finding = await checkSignature(call, registry, virtualNow(ground, state));
  if (finding.early) return { finding, judged: finding.early };
  if (registry.inactive.has(operation)) {
    return { finding, judged: { step: "parameters", code: "INVALID_API", detail: "operation: is not active" } };
  }
  return { finding, judged: judgeParameters(operation, call.header("content-type"), reading) };
};

const attemptOf = async (
  gateway: Gateway,
  call: Call,
  namespace: string,
  operation: Operation,
  reading: Reading,
  faults: Faults,
): Promise<Judged> => {
  const { finding, judged } =
    faults.damage === "reset"
      ? { finding: { verified: false }, judged: RESET }
      : call.method === "POST"
        ? await judge(gateway, call, namespace, operation, reading)
        : { finding: { verified: false }, judged: WRONG_METHOD };
  const early = isVerdict(judged);
  const base = {
    namespace,
    operation,
    requestId: peek(reading, "requestId"),
    clientId: call.header("client-id") || peek(reading, "authClientId"),
    request: maskRequest(call, reading.text, early ? undefined : judged),
    ...(finding.signature && { signature: finding.signature }),
    ...(faults.ids.length > 0 && { faults: faults.ids }),
    ...(faults.damage && { lost: true }),
  };
  return { finding, attempt: early ? { ...base, early: judged } : { ...base, body: judged } };
};

const RESET: EarlyVerdict = { step: "transport", code: "UNKNOWN_EXCEPTION", detail: "reset: planned fault" };
const WRONG_METHOD: EarlyVerdict = { step: "parameters", code: "METHOD_NOT_SUPPORTED", detail: "method: must be POST" };

/** ISO 8601, to the second. */
const responseTime = (now: number): string => `${new Date(now).toISOString().slice(0, 19)}Z`;

const signHeaders = async (
  { ground, key }: Gateway,
  call: Call,
  namespace: string,
  body: string,
  isWrong: boolean,
): Promise<Record<string, string>> => {
  const clientId = call.header("client-id") ?? "";
  const time = responseTime(virtualNow(ground, await stateOf(ground, namespace)));
  const signed = isWrong ? `${body} ` : body;
  const signature = await key.signatureOf({ method: call.method, uri: call.uri, clientId, time, body: signed });
  return { signature, "client-id": clientId, "response-time": time };
};

/** Answers a call at an operation: transport faults, signature, parameters, then the platform. Never rejects. */
export const answerOperation = async (
  gateway: Gateway,
  call: Call,
  target: Target,
  namespace: string,
  operation: Operation,
): Promise<Answer> => {
  const started = performance.now();
  const reading = readJson(call.body);
  const headers = headersOf(operation, target);
  try {
    const faults = await transportFaults(gateway, namespace, operation, peek(reading, "requestId"));
    if (faults.latency > 0) await gateway.ground.sleep(faults.latency);
    const { attempt, finding } = await attemptOf(gateway, call, namespace, operation, reading, faults);
    const { body, result } = await process(gateway.ground, attempt);
    gateway.onAnswer(operation, result.resultCode, (performance.now() - started) / 1000);
    const signing =
      finding.verified || faults.badSignature
        ? await signHeaders(gateway, call, namespace, body, faults.badSignature)
        : undefined;
    return {
      headers: signing ? { ...headers, ...signing } : headers,
      body: faults.garbage ? GARBAGE : body,
      ...(faults.damage && { damage: faults.damage }),
    };
  } catch (error) {
    gateway.ground.onStoreError(error);
    const { body, result } = unknownReply({ operation });
    gateway.onAnswer(operation, result.resultCode, (performance.now() - started) / 1000);
    return { headers, body };
  }
};

/** Whether a code may be planned for an operation, or for any when none is named. */
export const isPlannable = (code: string, operation: Operation | undefined): boolean =>
  operation ? isResultCode(operation, code) : isResultCode("sendMessage", code) || isResultCode("sendInbox", code);
