import type { Pool, PoolClient } from "pg";
import { StaleRevisionError } from "../errors.js";
import type { Applied, AttemptQuery, Decision, Facts } from "../store.js";
import { assertCommitted, beginOn, connect, explain } from "./connection.js";
import { isLoss, isUndone, lost } from "./failure.js";
import { writeEffects, type Effect, type Written } from "./effects.js";
import type { Refused } from "./refused.js";
import { locksOf, readFacts } from "./facts.js";
import { lockInOrder } from "./lock-order.js";
import { performance, setImmediate, setTimeout } from "../../model/real-time.js";

interface Waiting {
  readonly since: number;
  readonly query: AttemptQuery;
  readonly decide: (facts: Facts) => Decision;
  readonly resolve: (sequence: number, decision: Decision) => void;
  readonly reject: (error: unknown) => void;
}

export interface Batches {
  attempt<D extends Decision>(query: AttemptQuery, decide: (facts: Facts) => D): Promise<Applied<D>>;
  /** Resolves when nothing is under way. */
  drain(): Promise<void>;
}

export interface BatchHooks {
  /** How large the namespace is now. */
  readonly sized: (namespace: string, size: Written) => void;
  readonly committed: (namespaces: ReadonlySet<string>) => void;
  /** The namespace is not what the attempt was prepared for; resolves once this replica knows better. */
  readonly stale: (namespace: string) => Promise<unknown>;
  readonly refused: Refused;
}

/** Batches under way at a time: while one waits for the disk of the database, the next reads and decides. */
const lanes = 2;
const longestBatch = 64;

/**
 * So many have to wait before another batch goes beside one that is under way: a batch is six statements and a COMMIT, whether it
 * carries one attempt or many, and who waits for the one under way comes with all others.
 */
const worthALane = 16;

/** After so long, in ms, the one under way is held up by something, and nobody waits for it any more. */
const heldUp = 25;

/**
 * Every row is found by its key. A plan that was made while the tables were empty would read them from end to end, and a
 * connection keeps its plans until somebody has analysed the tables: a minute in which each batch reads more than the last.
 */
const byKey = "SET LOCAL enable_seqscan = 'off'";

/** Longest time for an attempt to wait for the database, in ms: a client gives up after ten seconds. */
const patience = 5000;

/** A batch that failed within this time broke on a connection that was dead already; a frozen database takes longer. */
const quick = 1000;

/** Of a batch. */
const mostTries = 3;

const watchPause = 500;

const patient = { query_timeout: patience };
const commitBatch = { text: "COMMIT", ...patient };
const lockAll = {
  name: "locks",
  text: "SELECT pg_advisory_xact_lock(key) FROM unnest($1::bigint[]) AS key",
  ...patient,
};

interface Run {
  readonly client: PoolClient;
  readonly begin: string;
  /** Not the first one: it holds its namespaces still before it looks, where others only do so to write. */
  readonly isRetry: boolean;
  /** Prepared for another state of the namespace. */
  readonly stale: Waiting[];
}

const decideAll = async (
  { client, begin, isRetry, stale }: Run,
  batch: readonly Waiting[],
): Promise<[Waiting, Effect][]> => {
  const queries = batch.map(({ query }) => query);
  const locks = locksOf(queries);
  const [, , , facts] = await Promise.all([
    client.query({ ...patient, text: begin }),
    locks.length === 0 ? undefined : client.query({ ...lockAll, values: [locks] }),
    isRetry ? lockInOrder(client, new Set(queries.map(({ namespace }) => namespace))) : undefined,
    readFacts(client, queries),
  ]);
  const rows = new Map<number, number>();
  const effects: [Waiting, Effect][] = [];
  for (const waiting of batch) {
    const { query } = waiting;
    const standing = facts.namespaces.get(query.namespace);
    if (standing === undefined || standing.revision !== query.revision) {
      stale.push(waiting);
      continue;
    }
    try {
      const decision = waiting.decide(facts.of(query));
      facts.note(query, decision);
      const writes = decision.attempt !== undefined || decision.message !== undefined;
      const nth = writes ? (rows.get(standing.generation) ?? 0) + 1 : 0;
      if (writes) rows.set(standing.generation, nth);
      effects.push([waiting, { query, decision, standing, nth }]);
    } catch (error) {
      waiting.reject(error);
    }
  }
  return effects;
};

const isEmpty = ({ decision: { hits = [], draws = [], store }, nth }: Effect): boolean =>
  nth === 0 && store === undefined && hits.length === 0 && draws.length === 0;

interface Committed {
  /** Names of namespaces with new rows. */
  readonly changed: ReadonlySet<string>;
  /** Of namespaces that have moved on since this looked: nothing of these was written. */
  readonly moved: readonly Waiting[];
}

/** Writes and commits. */
const commitAll = async (
  client: PoolClient,
  effects: readonly [Waiting, Effect][],
  sized: BatchHooks["sized"],
): Promise<Committed> => {
  const moved: Waiting[] = [];
  const changed = new Set<string>();
  const written = effects.map(([, effect]) => effect).filter((effect) => !isEmpty(effect));
  const [bases, end] = await Promise.all([
    written.length === 0 ? new Map<number, Written>() : writeEffects(client, written),
    client.query(commitBatch),
  ]);
  assertCommitted(end);
  for (const [, { standing, query }] of effects) {
    const size = bases.get(standing.generation);
    if (size) sized(query.namespace, size);
  }
  for (const [waiting, effect] of effects) {
    const base = bases.get(effect.standing.generation)?.base;
    if (isEmpty(effect)) waiting.resolve(0, effect.decision);
    else if (base === undefined) moved.push(waiting);
    else waiting.resolve(effect.nth === 0 ? 0 : base + effect.nth, effect.decision);
    if (base !== undefined && effect.nth > 0) changed.add(effect.query.namespace);
  }
  return { changed, moved };
};

/**
 * Attempts that arrive while others are under way go to the database together: two round trips and one COMMIT for all of
 * them. Advisory locks on their idempotency keys and counters order them among replicas.
 */
export const createBatches = (pool: Pool, { committed, sized, stale: learn, refused }: BatchHooks): Batches => {
  const queue: Waiting[] = [];
  const idle = new Set<() => void>();
  let running = 0;

  const rejectStale = (stale: readonly Waiting[]): void => {
    for (const { query, reject } of stale) {
      void learn(query.namespace).then(() => reject(new StaleRevisionError(query.namespace)), reject);
    }
  };

  const runOn = async (
    run: Run,
    batch: readonly Waiting[],
    decided: (effects: readonly Effect[]) => void,
  ): Promise<readonly Waiting[]> => {
    const effects = await decideAll(run, batch);
    decided(effects.map(([, effect]) => effect));
    const { changed, moved } = await commitAll(run.client, effects, sized);
    rejectStale(run.stale);
    if (changed.size > 0) {
      refused.end();
      committed(changed);
    }
    return moved;
  };

  const refuse = async (
    batch: readonly Waiting[],
    failure: unknown,
    decided: readonly Effect[] = [],
  ): Promise<void> => {
    if (isLoss(failure)) refused.note(decided);
    const reason = await explain(pool, failure);
    for (const { reject } of batch) reject(reason);
  };

  /**
   * Returns what is to be tried again: all of it when the connection broke at once, before anything was written, or PostgreSQL has
   * undone it; and whatever a snapshot or another change has moved on meanwhile, which one after the other might do for ever.
   */
  const tryRun = async (batch: readonly Waiting[], nth: number): Promise<readonly Waiting[]> => {
    let client: PoolClient | undefined;
    let failure: unknown;
    let moved: readonly Waiting[] = [];
    let decided: readonly Effect[] | undefined;
    const started = performance.now();
    try {
      client = await connect(pool);
      const run = { client, begin: `${beginOn(pool)}; ${byKey}`, isRetry: nth > 1, stale: [] };
      moved = await runOn(run, batch, (effects) => {
        decided = effects;
      });
    } catch (error) {
      failure = lost(error);
    }
    client?.release(failure !== undefined);
    const isLast = nth === mostTries;
    if (isLast) rejectStale(moved);
    if (failure === undefined) return isLast ? [] : moved;
    const isUnkept = isUndone(failure) || (decided === undefined && performance.now() - started < quick);
    if (isUnkept && !isLast) return batch;
    await refuse(batch, failure, decided);
    return [];
  };

  const run = async (batch: readonly Waiting[]): Promise<void> => {
    let left = batch;
    for (let nth = 1; left.length > 0; nth += 1) left = await tryRun(left, nth);
  };

  /** What nobody has taken for too long is given up: whatever holds the lanes up, it must not pile up behind them. */
  const giveUp = (): void => {
    const since = performance.now() - patience;
    const late = queue.findIndex((waiting) => waiting.since > since);
    for (const { reject } of queue.splice(0, late === -1 ? queue.length : late)) reject(lost(undefined));
    watching = queue.length === 0 ? undefined : setTimeout(giveUp, watchPause).unref();
  };
  let watching: NodeJS.Timeout | undefined;

  let late: NodeJS.Timeout | undefined;

  const pump = (least = worthALane): void => {
    while (running < lanes && queue.length >= (running === 0 ? 1 : least)) {
      running += 1;
      void run(queue.splice(0, longestBatch)).finally(() => {
        running -= 1;
        pump();
        if (running === 0) for (const resolve of idle) resolve();
      });
    }
  };

  return {
    attempt: <D extends Decision>(query: AttemptQuery, decide: (facts: Facts) => D) =>
      new Promise<Applied<D>>((resolve, reject) => {
        let decision: D | undefined;
        queue.push({
          since: performance.now(),
          query,
          decide: (facts) => {
            decision = decide(facts);
            return decision;
          },
          resolve: (sequence) => {
            if (decision !== undefined) resolve({ decision, sequence });
          },
          reject,
        });
        // The rest of this turn's attempts come along.
        if (queue.length === 1 || queue.length === worthALane) setImmediate(() => pump());
        late ??= setTimeout(() => {
          late = undefined;
          pump(1);
        }, heldUp).unref();
        watching ??= setTimeout(giveUp, watchPause).unref();
      }),
    drain: () =>
      new Promise((resolve) => {
        if (running === 0 && queue.length === 0) resolve();
        else idle.add(resolve);
      }),
  };
};
