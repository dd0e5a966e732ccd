import type { Recipient, Rendering } from "../model/attempt.js";
import type { PlannedFault } from "../model/fault.js";
import type { MessageRecord } from "../model/message.js";
import type { Result } from "../model/operation.js";
import { isResultCode, resultOf } from "../model/results.js";
import { STATES, type State } from "../model/state.js";
import type { CounterHit, Decision, Facts, FaultDraw, StoredAnswer } from "../store/store.js";
import { happens } from "./fault.js";
import { journalRow } from "./journal.js";
import { type Counter, checkLimits, hitsOf } from "./limits.js";
import { failureBody, takenBody } from "./reply.js";
import { render, renderingNotes, reportRendering } from "./rendering.js";
import type { Attempt, MessageRequest } from "./request.js";
import { definitionOf } from "./operations/index.js";
import { type RegistryLookup, type Verdict, checkRegistries } from "./verdicts.js";

/** Everything a decision depends on besides the facts. Nothing in here changes while the store may call again. */
export interface DecisionInput {
  readonly attempt: Attempt;
  readonly body: MessageRequest;
  readonly lookup: RegistryLookup;
  /** Customer id, or the pseudonym of the access token. */
  readonly customer: string;
  readonly counters: readonly Counter[];
  /** Planned `result` faults that match, in the order of the query. */
  readonly faults: readonly PlannedFault[];
  readonly messageId: string;
  readonly fingerprint: string;
  readonly realNow: number;
  /** Whether a replay waits for an answer that is not final yet. */
  readonly isPatient: boolean;
}

export interface Answered extends Decision {
  readonly body: string;
  readonly result: Result;
  /** The stored answer may still be amended: come back at this real time at the latest. */
  readonly retryAt?: number;
}

/** How long an answer waits for the webhook super app before it is ACCEPT, in ms. */
export const SUPER_APP_WAIT = 1000;

const TRIGGER = "stub-";

const isStored = ({ lookup }: DecisionInput, result: Result, state: State): boolean =>
  definitionOf(lookup.operation).isStored(result, STATES[state]);

const storedAnswer = (input: DecisionInput, result: Result, body: string, messageId?: string): StoredAnswer => ({
  at: input.lookup.now,
  fingerprint: input.fingerprint,
  resultCode: result.resultCode,
  ...(messageId !== undefined && { messageId }),
  body,
});

interface Extras {
  readonly draws?: readonly FaultDraw[];
  readonly hits?: readonly CounterHit[];
  readonly faults?: readonly string[];
}

/** Whom the request is for; undefined for a token that is not seeded where others are. */
const recipientOf = ({ lookup, body, customer }: DecisionInput): Recipient | undefined => {
  const { registry, user, channel } = lookup;
  if (registry.users && !user) return undefined;
  const { customerBelongsTo = user?.customerBelongsTo } = body;
  return { customerId: customer, ...(customerBelongsTo !== undefined && { customerBelongsTo }), channel };
};

const refuse = (input: DecisionInput, { state, code, detail }: Verdict, extras: Extras = {}): Answered => {
  const result = resultOf(input.lookup.operation, code, detail);
  const body = failureBody(result);
  const { faults = [], ...effects } = extras;
  const rendering = reportRendering(input.lookup.template, input.body.templates);
  return {
    body,
    result,
    attempt: journalRow(input.attempt, {
      at: input.lookup.now,
      state,
      result,
      body,
      detail,
      faults,
      rendering,
      recipient: recipientOf(input),
    }),
    ...(isStored(input, result, state) && { store: storedAnswer(input, result, body) }),
    ...effects,
  };
};

const messageOf = (
  { lookup, body, customer, messageId }: DecisionInput,
  rendering: readonly Rendering[] | undefined,
): MessageRecord => {
  const { operation, template, channel, now, user, registry } = lookup;
  const { requestId, templateCode, appId, extendInfo, customerBelongsTo = user?.customerBelongsTo } = body;
  return {
    at: now,
    messageId,
    requestId,
    operation,
    channel,
    ...(customerBelongsTo !== undefined && { customerBelongsTo }),
    customerId: customer,
    ...(appId !== undefined && { appId }),
    templateCode,
    ...render(channel, template, body),
    ...(typeof extendInfo === "string" && { extendInfo }),
    ...renderingNotes(rendering, body.templates),
    delivery: registry.isWebhook ? { status: "queued" } : { status: "delivered", at: now },
  };
};

const take = (
  input: DecisionInput,
  state: State,
  code: string,
  extras: Extras & { readonly detail?: string } = {},
): Answered => {
  const { attempt, lookup, messageId } = input;
  const { operation, registry, template, now } = lookup;
  const { isWebhook, extendInfoSpelling: spelling } = registry;
  const { faults = [], detail, ...effects } = extras;
  // What waits for the super app says S only once that has answered; until then its answer is A and may be amended.
  const isPending = isWebhook && definitionOf(operation).waitsForSuperApp && code === "SUCCESS";
  const result = resultOf(operation, isPending ? "ACCEPT" : code);
  const body = takenBody(operation, result, messageId, { extendInfo: input.body.extendInfo, spelling });
  const rendering = reportRendering(template, input.body.templates);
  const answer = storedAnswer(input, result, body, messageId);
  const row = { at: now, state, result, body, detail };
  const isKept = state !== "result-asked-for" && isStored(input, result, state);
  return {
    body,
    result,
    attempt: journalRow(attempt, { ...row, messageId, faults, rendering, recipient: recipientOf(input) }),
    message: messageOf(input, rendering),
    ...(isKept && { store: isPending ? { ...answer, pendingUntil: input.realNow + SUPER_APP_WAIT } : answer }),
    ...(isWebhook && { dueAt: input.realNow }),
    ...effects,
  };
};

const decideTrigger = (input: DecisionInput): Answered | undefined => {
  const { accessToken } = input.body;
  if (!accessToken.startsWith(TRIGGER)) return undefined;
  const code = accessToken.slice(TRIGGER.length);
  if (code === "SUCCESS" || !isResultCode(input.lookup.operation, code)) return undefined;
  const detail = "accessToken: asks for this result";
  if (code === "ACCEPT") return take(input, "result-asked-for", code, { detail });
  const { store: _, ...answered } = refuse(input, { state: "result-asked-for", code, detail });
  return answered;
};

const replayed = (input: DecisionInput, stored: StoredAnswer): Answered => {
  const { operation, now } = input.lookup;
  const detail =
    input.fingerprint === stored.fingerprint ? "stored result" : "stored result, though the content differs";
  const result = storedResult(operation, stored);
  const { body, messageId } = stored;
  const row = {
    at: now,
    state: "replayed",
    result,
    body,
    detail,
    messageId,
    replay: true,
    recipient: recipientOf(input),
  } as const;
  return { body, result, attempt: journalRow(input.attempt, row) };
};

/** Only PARAM_ILLEGAL has a message that is not in the table; it follows the documented one in the stored body. */
const storedResult = (operation: RegistryLookup["operation"], { resultCode, body }: StoredAnswer): Result => {
  const result = resultOf(operation, resultCode);
  if (resultCode !== "PARAM_ILLEGAL") return result;
  const message = /"resultMessage":("(?:[^"\\]|\\.)*")/.exec(body)?.[1];
  return message === undefined ? result : { ...result, resultMessage: String(JSON.parse(message)) };
};

const decideReplay = (input: DecisionInput, { stored }: Facts): Answered | undefined => {
  const { registry, now } = input.lookup;
  if (!stored || now - stored.at >= registry.retention) return undefined;
  const differs = input.fingerprint !== stored.fingerprint;
  if (differs && registry.refusesMismatch) {
    const detail = "requestId: was used with other content";
    return refuse(input, { state: "content-differs", code: "REPEAT_REQ_INCONSISTENT", detail });
  }
  if (input.isPatient && stored.pendingUntil !== undefined && stored.pendingUntil > input.realNow) {
    const result = resultOf(input.lookup.operation, stored.resultCode);
    return { body: stored.body, result, retryAt: stored.pendingUntil };
  }
  return replayed(input, stored);
};

/** Draws the matching faults one after the other until one happens. */
const drawFault = (
  input: DecisionInput,
  facts: Facts,
): { readonly fault?: PlannedFault; readonly draws: readonly FaultDraw[] } => {
  const draws: FaultDraw[] = [];
  for (const [index, fault] of input.faults.entries()) {
    const happened = happens(fault, facts.faults[index]);
    if (happened === undefined) continue;
    draws.push({ id: fault.id, happened });
    if (happened) return { fault, draws };
  }
  return { draws };
};

/**
 * The platform's decision: pure and synchronous, so that any store can run it inside of its transaction. The order of
 * verdicts from the trigger on; what comes before is the gateway's.
 */
export const decide = (input: DecisionInput, facts: Facts): Answered => {
  const early = decideTrigger(input) ?? decideReplay(input, facts);
  if (early) return early;
  const refused = checkRegistries(input.lookup) ?? checkLimits(input.lookup, input.counters, facts.counts);
  if (refused) return refuse(input, refused);
  const { fault, draws } = drawFault(input, facts);
  const code = fault?.effect.result ?? "SUCCESS";
  const isTaken = code === "SUCCESS" || code === "ACCEPT";
  const hits = hitsOf(input.counters, input.lookup.now, isTaken);
  const extras = { ...(draws.length > 0 && { draws }), ...(hits.length > 0 && { hits }) };
  if (!fault) return take(input, "taken", code, extras);
  const faults = [fault.id];
  const detail = "result: planned fault";
  return isTaken
    ? take(input, "result-planned", code, { ...extras, faults, detail })
    : refuse(input, { state: "result-planned", code, detail }, { ...extras, faults });
};

/** An attempt that the gateway has judged already: it is journalled and changes nothing else. */
export const decideEarly = (attempt: Attempt, now: number): Answered => {
  const { early = { state: "parameter-illegal", code: "PARAM_ILLEGAL" } as const, operation } = attempt;
  const result = resultOf(operation, early.code, early.detail);
  const body = failureBody(result);
  const row = { at: now, state: early.state, result, body, detail: early.detail };
  return { body, result, attempt: journalRow(attempt, row) };
};
