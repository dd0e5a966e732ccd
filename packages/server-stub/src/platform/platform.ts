import { isMisuse } from "../model/errors.js";
import { type Eventually, isPending } from "../model/eventually.js";
import { resultOf } from "../model/results.js";
import { StaleRevisionError } from "../store/errors.js";
import type { Applied, AttemptQuery, NamespaceState } from "../store/store.js";
import { type Answered, type DecisionInput, SUPER_APP_WAIT, decide, decideEarly } from "./decide.js";
import { happens, matchingFaults } from "./fault.js";
import { type Dependencies, type Reply, stateOf, virtualNow } from "./dependencies.js";
import { fingerprint, idempotencyKey } from "./idempotency.js";
import { counterQueries, countersOf } from "./limits.js";
import { waitForSuperApp } from "./super-app-wait.js";
import { pseudonym, tokenPseudonym } from "./pseudonym.js";
import { registryOf } from "./registry.js";
import { failureBody } from "./reply.js";

import type { Attempt, MessageRequest } from "./request.js";
import { lookUp } from "./verdicts.js";
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
  dependencies: Dependencies,
  namespace: string,
  ask: (state: NamespaceState) => T | Promise<T>,
): Promise<T> => {
  for (let tries = 1; ; tries += 1) {
    const found =
      tries === 1
        ? stateOf(dependencies, namespace)
        : dependencies.store.ensure(namespace, dependencies.initialConfig(), dependencies.now());
    const state = isPending(found) ? await found : found;
    try {
      return await ask(state);
    } catch (error) {
      if (!(error instanceof StaleRevisionError) || tries === MOST_TRIES) throw error;
    }
  }
};

const decisionInput = (
  dependencies: Dependencies,
  state: NamespaceState,
  attempt: Attempt,
  { body, isPatient }: { readonly body: MessageRequest; readonly isPatient: boolean },
): DecisionInput => {
  const { operation } = attempt;
  const { config, salt } = state;
  const lookup = lookUp(attempt, body, { registry: registryOf(config), salt, now: virtualNow(dependencies, state) });
  const { user } = lookup;
  const customer = user?.customerId ?? `user-${(attempt.unmasks ? tokenPseudonym : pseudonym)(salt, body.accessToken)}`;
  return {
    attempt,
    body,
    lookup,
    customer,
    counters: countersOf(attempt, lookup, customer),
    faults: matchingFaults(state.faults, "result", operation, body.requestId),
    messageId: dependencies.newMessageId(),
    fingerprint: fingerprint(body),
    realNow: dependencies.now(),
    isPatient,
  };
};

const NO_COUNTERS: AttemptQuery["counters"] = [];
const NO_FAULTS: AttemptQuery["faults"] = [];

const ask = (
  dependencies: Dependencies,
  state: NamespaceState,
  attempt: Attempt,
  isPatient: boolean,
): Promise<Applied<Answered>> => {
  const { body, pendingSignatures } = attempt;
  const base = { namespace: state.name, revision: state.revision, usedAt: dependencies.now(), pendingSignatures };
  if (!body) {
    const query = { ...base, counters: NO_COUNTERS, faults: NO_FAULTS };
    const now = virtualNow(dependencies, state);
    return dependencies.store.attempt(query, () => decideEarly(attempt, now));
  }
  const input = decisionInput(dependencies, state, attempt, { body, isPatient });
  const query: AttemptQuery = {
    ...base,
    key: idempotencyKey(attempt.operation, attempt.clientId, body.requestId),
    counters: counterQueries(input.counters, input.lookup.now),
    faults: input.faults.map(({ id }) => id),
  };
  return dependencies.store.attempt(query, (facts) => decide(input, facts));
};

/** The outcome is unknown, whatever the store did: the one answer that is true. */
export const unknownReply = ({ operation }: Pick<Endpoint, "operation">): Reply => {
  const result = resultOf(operation, "UNKNOWN_EXCEPTION");
  return { body: failureBody(result), result };
};

/** Where an attempt goes. */
export type Endpoint = Pick<Attempt, "namespace" | "operation">;

/** Longest time that a replay waits for the answer that it is to give, in ms: who gave it may be gone, or its clock ahead. */
const LONGEST_WAIT = 2 * SUPER_APP_WAIT;

/**
 * Decides an attempt, keeps what follows from it, and says what to answer. Rejects with a caller's misuse alone.
 *
 * @param judge makes the attempt from the state of the namespace; called again when the state has moved on meanwhile, since
 *   another replica may have changed what signature and parameters are judged by.
 */
export const processAttempt = async (
  dependencies: Dependencies,
  endpoint: Endpoint,
  judge: (state: NamespaceState) => Eventually<Attempt>,
): Promise<Reply> => {
  const started = dependencies.now();
  let judged: { readonly state: NamespaceState; readonly attempt: Attempt } | undefined;
  const judgeAnew = (state: NamespaceState): Eventually<Attempt> => {
    const keep = (attempt: Attempt): Attempt => {
      judged = { state, attempt };
      return attempt;
    };
    const found = judge(state);
    return isPending(found) ? found.then(keep) : keep(found);
  };
  try {
    for (;;) {
      const isPatient = dependencies.now() - started < LONGEST_WAIT;
      const { decision, sequence, attempt } = await withState(dependencies, endpoint.namespace, async (state) => {
        const found = judged?.state === state ? judged.attempt : judgeAnew(state);
        const current = isPending(found) ? await found : found;
        const applied = await ask(dependencies, state, current, isPatient);
        return { attempt: current, decision: applied.decision, sequence: applied.sequence };
      });
      if (decision.retryAt !== undefined) {
        // Somebody else's answer to the same requestId is not final yet.
        await dependencies.sleep(20);
        continue;
      }
      if (decision.store?.pendingUntil === undefined) return decision;
      return await waitForSuperApp(dependencies, attempt, decision, sequence);
    }
  } catch (error) {
    if (isMisuse(error)) throw error;
    dependencies.onStoreError(error);
    return unknownReply(endpoint);
  }
};

/** Draws the transport faults that match, and says which of them happen. */
export const drawTransportFaults = (
  dependencies: Dependencies,
  { namespace, operation, requestId }: Pick<Attempt, "namespace" | "operation" | "requestId">,
): Promise<readonly TransportFault[]> =>
  withState(dependencies, namespace, async (state) => {
    const faults = matchingFaults(state.faults, "transport", operation, requestId);
    if (faults.length === 0) return [];
    const query = { namespace, revision: state.revision, usedAt: dependencies.now(), counters: NO_COUNTERS };
    const { decision } = await dependencies.store.attempt({ ...query, faults: faults.map(({ id }) => id) }, (facts) => {
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
