import { isMisuse } from "../model/errors.js";
import { isPending } from "../model/eventually.js";
import type { HttpFault } from "../model/fault.js";
import { OPERATIONS, type Operation } from "../model/operation.js";
import { resultOf } from "../model/results.js";
import { type Reply, stateOf, virtualNow } from "../platform/dependencies.js";
import { definitionOf } from "../platform/operations/index.js";
import { processAttempt, unknownReply } from "../platform/platform.js";
import { failureBody } from "../platform/reply.js";
import type { Attempt } from "../platform/request.js";
import type { Answer, Call } from "./call.js";
import { type JudgedRequest, toAttempt } from "./judge.js";
import { shortId } from "./mask.js";
import { peek, readJson } from "./parameters.js";
import { PATHS } from "./target.js";
import { type Signing, createTransportLayer } from "./transport-fault.js";
import type { Gateway, RequestContext } from "./request-context.js";
import { performance } from "../model/real-time.js";

const JSON_HEADERS = { "content-type": "application/json; charset=UTF-8" };
const GARBAGE = Uint8Array.from({ length: 64 }, (_, index) => (index * 151 + 0xc3) & 0xff);

const linkTo = (successor: Operation, prefix: string): string =>
  `<${encodeURI(prefix).replaceAll(/[<>;]/g, encodeURIComponent)}${PATHS[successor]}>; rel="successor-version"`;

const headersOf = (operation: Operation, prefix: string): Readonly<Record<string, string>> => {
  const { deprecation } = definitionOf(operation);
  if (!deprecation) return JSON_HEADERS;
  const { since, successor } = deprecation;
  return { ...JSON_HEADERS, deprecation: since, link: linkTo(successor, prefix) };
};

/** The envelope for a call that belongs to no operation; it leaves no row. Every operation lists these codes. */
export const answerWithout = (code: "INVALID_API" | "ACCESS_DENIED"): Answer => ({
  headers: JSON_HEADERS,
  body: failureBody(resultOf(OPERATIONS[0], code)),
});

/** ISO 8601, to the second. */
const responseTime = (now: number): string => `${new Date(now).toISOString().slice(0, 19)}Z`;

/** A Client-Id that did not ask. */
const OTHER_CLIENT = "another-client";

const signHeaders = async (
  context: RequestContext,
  answer: string,
  signing: Signing,
): Promise<Record<string, string>> => {
  const { gateway, call, namespace } = context;
  const clientId = signing === "other-client" ? OTHER_CLIENT : (call.header("client-id") ?? "");
  // A wrong signature is a right one over other bytes.
  const body = signing === "wrong" ? `${answer} ` : answer;
  const time = responseTime(virtualNow(gateway.dependencies, await stateOf(gateway.dependencies, namespace)));
  const signature = await gateway.key.signatureOf({ method: call.method, uri: call.uri, clientId, time, body });
  return { signature, "client-id": clientId, "response-time": time };
};

const proxyAnswer = ({ status, retryAfter }: HttpFault): Answer => ({
  status,
  headers: {
    "content-type": "text/plain; charset=utf-8",
    ...(retryAfter !== undefined && { "retry-after": String(retryAfter) }),
  },
  body: `${status} by a planned fault\n`,
});

const answerRequest = async (context: RequestContext): Promise<Answer & { readonly reply: Reply }> => {
  const { gateway, operation, prefix } = context;
  const transport = createTransportLayer(context);
  let isVerified = false;
  const take = (judged: JudgedRequest): Attempt => {
    ({ isVerified } = judged);
    return judged.attempt;
  };
  const reply = await processAttempt(gateway.dependencies, context, (state) => {
    const applied = transport.apply(state);
    const judged = isPending(applied)
      ? applied.then((disturbed) => toAttempt(context, disturbed, state))
      : toAttempt(context, applied, state);
    return isPending(judged) ? judged.then(take) : take(judged);
  });
  const isTaken = reply.result.resultStatus === "S" || reply.result.resultStatus === "A";
  if (isTaken && !isVerified && context.call.header("signature") !== undefined) gateway.onUnproven(context.namespace);
  const { http, signing, garbage, damage } = transport.outcome();
  if (http && !damage) return { reply, ...proxyAnswer(http) };
  const headers = headersOf(operation, prefix);
  const isSigned = signing === "right" ? isVerified : signing !== "none";
  return {
    reply,
    headers: isSigned ? { ...headers, ...(await signHeaders(context, reply.body, signing)) } : headers,
    body: garbage ? GARBAGE : reply.body,
    ...(damage && { damage }),
  };
};

/** Where a call goes. */
export interface Destination {
  readonly namespace: string;
  readonly operation: Operation;
  readonly prefix: string;
}

/** Answers a call at an operation: transport faults, signature, parameters, then the platform. Never rejects. */
export const answerOperation = async (gateway: Gateway, call: Call, destination: Destination): Promise<Answer> => {
  const started = performance.now();
  const { namespace, operation, prefix } = destination;
  const report = ({ result }: Reply): void =>
    gateway.onAnswer(operation, result.resultCode, (performance.now() - started) / 1000);
  try {
    const reading = readJson(call.body);
    const requestId = shortId(peek(reading, "requestId"));
    const answer = await answerRequest({ gateway, call, namespace, operation, prefix, reading, requestId });
    report(answer.reply);
    return answer;
  } catch (error) {
    gateway.dependencies.onStoreError(error);
    const reply = unknownReply({ operation });
    report(reply);
    return { headers: headersOf(operation, prefix), body: reply.body, ...(isMisuse(error) && { misuse: error }) };
  }
};
