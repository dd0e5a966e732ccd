import { resultOf } from "../model/results.js";
import { StaleRevisionError } from "../store/errors.js";
import type { Applied, AttemptQuery, NamespaceState } from "../store/store.js";
import { type Answered, type Case, decide, decideEarly } from "./decide.js";
import { happens, matchingFaults } from "./fault.js";
import { type Ground, type Reply, stateOf, virtualNow } from "./ground.js";
import { fingerprint, idempotencyKey } from "./idempotency.js";
import { counterQueries, countersOf } from "./limits.js";
import { promptResult } from "./promptness.js";
import { pseudonym } from "./pseudonym.js";
import { registryOf } from "./registry.js";
import { failureBody } from "./reply.js";

import type { Attempt, MessageRequest } from "./request.js";
import { subjectOf } from "./verdicts.js";
import type { FaultEffect } from "../model/fault.js";

/** Transport faults that happen to a request. */
export interface TransportFault {
  readonly id: string;
  readonly effect: FaultEffect;
  readonly seed: number;
}

/** Another change may come between looking and asking, but hardly this often in a row. */
const MOST_TRIES = 20;

/** Asks the store again with the state as it is now, when it has moved on meanwhile. */
const withState = async <T>(
  ground: Ground,
  namespace: string,
  ask: (state: NamespaceState) => T | Promise<T>,
): Promise<T> => {
  for (let tries = 1; ; tries += 1) {
    const state = await (tries === 1
      ? stateOf(ground, namespace)
      : ground.store.ensure(namespace, ground.initialConfig(), ground.now()));
    try {
      return await ask(state);
    } catch (error) {
      if (!(error instanceof StaleRevisionError) || tries === MOST_TRIES) throw error;
    }
  }
};

const caseOf = (ground: Ground, state: NamespaceState, attempt: Attempt, body: MessageRequest): Case => {
  const { operation } = attempt;
  const subject = subjectOf(attempt, body, registryOf(state.config), virtualNow(ground, state));
  const { user } = subject;
  const customer = user?.customerId ?? `user-${pseudonym(state.salt, body.accessToken)}`;
  return {
    attempt,
    body,
    subject,
    customer,
    counters: countersOf(attempt, subject, customer),
    faults: matchingFaults(state.faults, "result", operation, body.requestId),
    messageId: ground.newMessageId(),
    fingerprint: fingerprint(body),
    realNow: ground.now(),
  };
};

const NO_COUNTERS: AttemptQuery["counters"] = [];
const NO_FAULTS: AttemptQuery["faults"] = [];

const ask = (
  ground: Ground,
  state: NamespaceState,
  attempt: Attempt,
): Applied<Answered> | Promise<Applied<Answered>> => {
  const { body, stragglers } = attempt;
  const base = { namespace: state.name, revision: state.revision, usedAt: ground.now(), stragglers };
  if (!body) {
    const query = { ...base, counters: NO_COUNTERS, faults: NO_FAULTS };
    return ground.store.attempt(query, () => decideEarly(attempt, virtualNow(ground, state)));
  }
  const c = caseOf(ground, state, attempt, body);
  const query: AttemptQuery = {
    ...base,
    key: idempotencyKey(attempt.operation, attempt.clientId, body.requestId),
    counters: counterQueries(c.counters, c.subject.now),
    faults: c.faults.map(({ id }) => id),
  };
  return ground.store.attempt(query, (facts) => decide(c, facts));
};

/** The outcome is unknown, whatever the store did: the one answer that is true. */
export const unknownReply = ({ operation }: Pick<Attempt, "operation">): Reply => {
  const result = resultOf(operation, "UNKNOWN_EXCEPTION");
  return { body: failureBody(result), result };
};

/** Decides an attempt, keeps what follows from it, and says what to answer. Never rejects. */
export const process = async (ground: Ground, attempt: Attempt): Promise<Reply> => {
  try {
    for (;;) {
      const { decision, sequence } = await withState(ground, attempt.namespace, (state) => ask(ground, state, attempt));
      if (decision.retryAt !== undefined) {
        // Somebody else's answer to the same requestId is not final yet.
        await ground.sleep(20);
        continue;
      }
      if (decision.store?.pendingUntil === undefined) return decision;
      return await promptResult(ground, attempt, decision, sequence);
    }
  } catch (error) {
    ground.onStoreError(error);
    return unknownReply(attempt);
  }
};

/** Draws the transport faults that match, and says which of them happen. */
export const drawTransportFaults = (
  ground: Ground,
  { namespace, operation, requestId }: Pick<Attempt, "namespace" | "operation" | "requestId">,
): Promise<readonly TransportFault[]> =>
  withState(ground, namespace, async (state) => {
    const faults = matchingFaults(state.faults, "transport", operation, requestId);
    if (faults.length === 0) return [];
    const query = { namespace, revision: state.revision, usedAt: ground.now(), counters: NO_COUNTERS };
    const { decision } = await ground.store.attempt({ ...query, faults: faults.map(({ id }) => id) }, (facts) => {
      const drawn = faults.flatMap((fault, index) => {
        const happened = happens(fault, facts.faults[index]);
        return happened === undefined ? [] : [{ fault, happened }];
      });
      return {
        draws: drawn.map(({ fault, happened }) => ({ id: fault.id, happened })),
        happening: drawn.filter(({ happened }) => happened).map(({ fault }) => fault),
      };
    });
    return decision.happening;
  });
