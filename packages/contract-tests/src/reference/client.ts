import { setTimeout as wait } from "node:timers/promises";
import {
  clientOf,
  type CallOptions,
  type ClientFactory,
  type ClientOptions,
  type Outcome,
} from "../engine/client-context.js";
import { type JsonObject, textOf, codePoints } from "../spec/json.js";
import type { Operation } from "../spec/operation.js";
import { readPrivateKey, readPublicKey } from "../signing/keys.js";
import { receive, type Received } from "./client-answer.js";
import { attemptOnce } from "./client-attempt.js";
import { defaultClientRules, type ClientRules } from "./client-rules.js";
import type { Identity, Sending } from "./client-sending.js";
import { issuesOf, type Issue } from "./validate.js";

/** Refused before the network; names what is illegal. */
export class InvalidReferenceRequest extends Error {
  readonly code = "INVALID_REQUEST";
  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[]) {
    super(issues.map(({ field, rule }) => `${field}: ${rule}`).join("; "));
    this.issues = issues;
  }
}

/** A second client, small: what the client laws are tried on, and what client mutants change. */
export const createReferenceClient =
  (changed: Partial<ClientRules> = {}): ClientFactory =>
  (options) => {
    const rules = { ...defaultClientRules, ...changed };
    const identity = identityOf(options, rules);
    const call =
      (operation: Operation) =>
      (request: JsonObject, callOptions: CallOptions = {}): Promise<Outcome> =>
        send({ operation, request, rules, identity, options: { ...options, ...callOptions } });
    return clientOf(call);
  };

const identityOf = (options: ClientOptions, rules: ClientRules): Identity => {
  const key = <Key>(name: string, text: string | undefined, read: (text: string) => Key): Key | undefined => {
    try {
      return text === undefined ? undefined : read(text);
    } catch (error) {
      throw new Error(rules.namesBadKey ? `${name} cannot be read` : "something is wrong", { cause: error });
    }
  };
  return {
    clientId: options.clientId,
    keyVersion: options.keyVersion,
    privateKey: key("privateKey", options.privateKey, readPrivateKey),
    platformKey:
      options.verify === "off" ? undefined : key("platformPublicKey", options.platformPublicKey, readPublicKey),
  };
};

const send = async (sending: Sending): Promise<Outcome> => {
  const { operation, request, rules, options } = sending;
  const issues = issuesOf(operation.request, request, { lengthOf: codePoints, allowsUnknown: true });
  if (rules.validates && issues.length > 0) throw new InvalidReferenceRequest(issues);
  const frozen = rules.body(request);
  // What a real client does before its first byte leaves: import keys, sign. A body taken late shows here.
  await Promise.resolve();
  const body = rules.freezesBody ? frozen : rules.body(request);
  const ends = performance.now() + (options.deadline ?? 30_000);
  const { received, attempts } = await attemptUntilDone(sending, body, ends);
  return outcomeOf(received, { request, rules, attempts });
};

const attemptUntilDone = async (
  sending: Sending,
  body: string,
  ends: number,
): Promise<{ received: Received; attempts: number }> => {
  const { rules, options, request } = sending;
  const most = 1 + (options.maxRetries ?? rules.maxRetries);
  for (let attempts = 1; ; attempts += 1) {
    options.onEvent?.(rules.event({ type: "attempt", attempt: attempts }, request));
    const left = ends - performance.now();
    const received = await attemptOnce(
      sending,
      { body: rules.bodyOfAttempt(body, attempts), attempt: attempts, left },
      receive,
    );
    const pause = rules.retryAfter(received.retryAfter);
    const cut = rules.keepsDeadline && performance.now() + pause >= ends;
    if (attempts >= most || cut || !rules.retries(received.verdict, sending.operation)) return { received, attempts };
    await wait(Math.min(pause, 2000));
  }
};

const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

const outcomeOf = (
  { verdict, answer, resultMessage }: Received,
  { request, rules, attempts }: { request: JsonObject; rules: ClientRules; attempts: number },
): Outcome => {
  return {
    ...verdict,
    requestId: textOf(request["requestId"]),
    resultCode: rules.codeOf(verdict.resultCode),
    resultMessage: rules.messageOf(resultMessage),
    messageId: text(rules.messageIdOf(answer)),
    extendInfo: text(rules.extendInfoOf(answer)),
    attempts: rules.countsAttempts(attempts),
  };
};
