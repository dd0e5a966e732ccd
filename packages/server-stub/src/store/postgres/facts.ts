import { hash } from "node:crypto";
import type { PoolClient } from "pg";
import type { FaultCount } from "../../model/fault.js";
import { storable } from "../storable.js";
import type { AttemptQuery, CounterHit, Decision, Facts, StoredAnswer } from "../store.js";
import { visible } from "./layers.js";

const unitSeparator = "\u001F";

/** 128 bits of SHA-256 as a UUID: keys of any length make rows of one length. */
export const digestOf = (key: string): string => {
  const hex = hash("sha256", storable(key), "hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
};

const digests = new WeakMap<AttemptQuery, string>();

/** Of the query's own key: asked for by each step of a batch. */
export const keyDigest = (query: AttemptQuery & { readonly key: string }): string => {
  let digest = digests.get(query);
  if (digest === undefined) {
    digest = digestOf(query.key);
    digests.set(query, digest);
  }
  return digest;
};

/** Whether an answer may be kept for it. */
export const hasKey = (query: AttemptQuery): query is AttemptQuery & { readonly key: string } =>
  query.key !== undefined;

const lockOf = (kind: string, namespace: string, key: string): bigint =>
  hash("sha256", `${kind}${namespace}${unitSeparator}${storable(key)}`, "buffer").readBigInt64BE();

/** The locks of a batch in one order for all replicas, so that no two wait for each other. */
export const locksOf = (queries: readonly AttemptQuery[]): string[] => {
  const locks = new Set<bigint>();
  for (const { namespace, key, counters, faults } of queries) {
    if (key !== undefined) locks.add(lockOf("k", namespace, key));
    for (const counter of counters) locks.add(lockOf("c", namespace, counter.key));
    for (const id of faults) locks.add(lockOf("f", namespace, id));
  }
  return [...locks].toSorted((left, right) => Number(left > right) - Number(left < right)).map(String);
};

export interface Standing {
  readonly generation: number;
  readonly revision: number;
  readonly faults: string;
}

/** Facts of a batch, which grow with the decisions that are made from them. */
export interface BatchFacts {
  readonly namespaces: ReadonlyMap<string, Standing>;
  of(query: AttemptQuery): Facts;
  note(query: AttemptQuery, decision: Decision): void;
}

interface AnswerFields {
  readonly name: string;
  readonly digest: string;
  readonly at: number;
  readonly fingerprint: string;
  readonly result_code: string;
  readonly message_id: string | null;
  readonly pending_until: number | null;
  readonly body: string;
}

interface CountFields {
  readonly name: string;
  readonly key: string;
  readonly since: number;
  readonly hits: number;
}

interface FaultFields {
  readonly name: string;
  readonly id: string;
  readonly drawn: number;
  readonly happened: number;
}

export const answerOf = (fields: Omit<AnswerFields, "name" | "digest">): StoredAnswer => ({
  at: fields.at,
  fingerprint: fields.fingerprint,
  resultCode: fields.result_code,
  body: fields.body,
  ...(fields.message_id === null ? {} : { messageId: fields.message_id }),
  ...(fields.pending_until === null ? {} : { pendingUntil: fields.pending_until }),
});

const readStandings = {
  name: "standings",
  text: "SELECT name, generation, revision, faults FROM namespace WHERE name = ANY($1::text[])",
};
/** Of the topmost layer that has one: a look for each key and layer, in whichever way the planner would rather join the tables. */
const readAnswers = {
  name: "answers_by_key",
  text:
    "SELECT asked.name, a.digest, a.at, a.fingerprint, a.result_code, a.message_id, a.pending_until, a.body " +
    "FROM unnest($1::text[], $2::uuid[]) AS asked (name, digest) JOIN namespace n ON n.name = asked.name " +
    `CROSS JOIN LATERAL ${visible("answer", "asked.digest")} a`,
};
const readCounts = {
  name: "counts",
  text:
    "SELECT asked.name, asked.key, asked.since, (SELECT count(*) FROM hit h WHERE h.generation = ANY(n.chain) AND h.key = asked.key AND h.at > asked.since) AS hits " +
    "FROM unnest($1::text[], $2::text[], $3::float8[]) AS asked (name, key, since) JOIN namespace n ON n.name = asked.name",
};
const readFaults = {
  name: "faults",
  text:
    "SELECT n.name, f.id, f.drawn, f.happened FROM fault_count f JOIN namespace n ON n.generation = f.generation " +
    "WHERE n.name = ANY($1::text[])",
};

/** The statements of {@link readFacts}. */
export const READS = [readStandings, readAnswers, readCounts, readFaults] as const;

const none = { rows: [] };
const idOf = (...parts: readonly (string | number)[]): string => parts.join(unitSeparator);

const readRows = async (client: PoolClient, queries: readonly AttemptQuery[]) => {
  const keyed = queries.filter(hasKey);
  const counters = queries.flatMap(({ namespace, counters: asked }) =>
    asked.map((counter) => ({ namespace, ...counter })),
  );
  const names = [...new Set(queries.map(({ namespace }) => namespace))];
  return Promise.all([
    client.query<Standing & { name: string }>({ ...readStandings, values: [names] }),
    keyed.length === 0
      ? none
      : client.query<AnswerFields>({
          ...readAnswers,
          values: [keyed.map(({ namespace }) => namespace), keyed.map(keyDigest)],
        }),
    counters.length === 0
      ? none
      : client.query<CountFields>({
          ...readCounts,
          values: [
            counters.map(({ namespace }) => namespace),
            counters.map(({ key }) => digestOf(key)),
            counters.map(({ since }) => since),
          ],
        }),
    queries.every(({ faults }) => faults.length === 0)
      ? none
      : client.query<FaultFields>({ ...readFaults, values: [names] }),
  ]);
};

/** Reads what a batch needs, in one round trip. The locks are held already. */
export const readFacts = async (client: PoolClient, queries: readonly AttemptQuery[]): Promise<BatchFacts> => {
  const [standings, answers, counts, draws] = await readRows(client, queries);
  const namespaces = new Map<string, Standing>(standings.rows.map((row) => [row.name, row]));
  const stored = new Map(answers.rows.map((row) => [idOf(row.name, row.digest), answerOf(row)]));
  const hits = new Map(counts.rows.map((row) => [idOf(row.name, row.key, row.since), row.hits]));
  const drawn = new Map<string, FaultCount>(
    draws.rows.map(({ name, id, drawn: count, happened }) => [idOf(name, id), { drawn: count, happened }]),
  );
  const fresh: (CounterHit & { namespace: string })[] = [];
  const planned = new Map<string, ReadonlySet<string>>();
  const plannedIn = (namespace: string): ReadonlySet<string> => {
    const known = planned.get(namespace);
    if (known !== undefined) return known;
    const faults: { readonly id: string }[] = JSON.parse(namespaces.get(namespace)?.faults ?? "[]");
    const ids = new Set(faults.map(({ id }) => id));
    planned.set(namespace, ids);
    return ids;
  };
  return {
    namespaces,
    of(query) {
      const { namespace, counters, faults } = query;
      const answer = hasKey(query) ? stored.get(idOf(namespace, keyDigest(query))) : undefined;
      return {
        ...(answer === undefined ? {} : { stored: answer }),
        counts: counters.map(
          (counter) =>
            (hits.get(idOf(namespace, digestOf(counter.key), counter.since)) ?? 0) +
            fresh.filter((hit) => hit.namespace === namespace && hit.key === counter.key && hit.at > counter.since)
              .length,
        ),
        faults: faults.map((id) => {
          if (!plannedIn(namespace).has(id)) return undefined;
          return drawn.get(idOf(namespace, id)) ?? { drawn: 0, happened: 0 };
        }),
      };
    },
    note(query, decision) {
      const { namespace } = query;
      if (hasKey(query) && decision.store !== undefined) stored.set(idOf(namespace, keyDigest(query)), decision.store);
      for (const hit of decision.hits ?? []) fresh.push({ namespace, ...hit });
      for (const { id, happened } of decision.draws ?? []) {
        const count = drawn.get(idOf(namespace, id)) ?? { drawn: 0, happened: 0 };
        drawn.set(idOf(namespace, id), { drawn: count.drawn + 1, happened: count.happened + Number(happened) });
      }
    },
  };
};
