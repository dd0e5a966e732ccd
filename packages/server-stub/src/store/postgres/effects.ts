import type { PoolClient } from "pg";
import { storable } from "../storable.js";
import type { AttemptQuery, Decision } from "../store.js";
import { digestOf, type Standing } from "./facts.js";

/** A decision that is about to be written. */
export interface Effect {
  readonly query: AttemptQuery;
  readonly decision: Decision;
  readonly standing: Standing;
  /** Endpoint among the rows that its namespace gets in this batch, from 1; 0 when it gets none. */
  readonly nth: number;
}

/**
 * One statement takes the sequences and writes all rows. The row of `progress` stays locked until COMMIT: whoever sees a
 * sequence sees everything before it as well, which is what makes cursors and events complete.
 */
const writeRows = {
  name: "write_rows",
  text: `
  WITH taken AS (
    UPDATE progress p SET sequence = p.sequence + t.rows, last_used_at = greatest(p.last_used_at, t.used_at)
    FROM (
      SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::float8[]) AS t (generation, rows, used_at) ORDER BY generation
    ) t
    WHERE p.generation = t.generation
    RETURNING p.generation, p.sequence - t.rows AS base
  ), attempts AS (
    INSERT INTO attempt (generation, sequence, request_id, operation, data)
    SELECT t.generation, t.base + r.nth, r.request_id, r.operation, r.data
    FROM unnest($4::bigint[], $5::bigint[], $6::text[], $7::text[], $8::text[])
      AS r (generation, nth, request_id, operation, data) JOIN taken t USING (generation)
  ), messages AS (
    INSERT INTO message (generation, sequence, message_id, request_id, channel, super_app, delivery, data)
    SELECT t.generation, t.base + r.nth, r.message_id, r.request_id, r.channel, r.super_app, r.delivery, r.data
    FROM unnest($9::bigint[], $10::bigint[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[])
      AS r (generation, nth, message_id, request_id, channel, super_app, delivery, data) JOIN taken t USING (generation)
  ), due AS (
    INSERT INTO outbox (generation, sequence, due_at, attempts)
    SELECT t.generation, t.base + r.nth, r.due_at, 0
    FROM unnest($17::bigint[], $18::bigint[], $19::float8[]) AS r (generation, nth, due_at) JOIN taken t USING (generation)
  ), answers AS (
    INSERT INTO answer (generation, digest, at, fingerprint, result_code, message_id, pending_until, body)
    SELECT t.generation, r.digest, r.at, r.fingerprint, r.result_code, r.message_id, r.pending_until, r.body
    FROM unnest($20::bigint[], $21::uuid[], $22::float8[], $23::text[], $24::text[], $25::text[], $26::float8[], $27::text[])
      AS r (generation, digest, at, fingerprint, result_code, message_id, pending_until, body) JOIN taken t USING (generation)
    ON CONFLICT (generation, digest) DO UPDATE SET at = excluded.at, fingerprint = excluded.fingerprint,
      result_code = excluded.result_code, message_id = excluded.message_id, pending_until = excluded.pending_until,
      body = excluded.body
  )
  SELECT generation, base FROM taken`,
};

const writeHits = {
  name: "write_hits",
  text: "INSERT INTO hit (generation, key, at, until) SELECT * FROM unnest($1::bigint[], $2::text[], $3::float8[], $4::float8[])",
};
const writeDraws = {
  name: "write_draws",
  text:
    "INSERT INTO fault_count (generation, id, drawn, happened) SELECT * FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::bigint[]) " +
    "ON CONFLICT (generation, id) DO UPDATE SET drawn = fault_count.drawn + excluded.drawn, happened = fault_count.happened + excluded.happened",
};

/** Rows as one array per column. */
const columns = (rows: readonly (readonly unknown[])[], count: number): unknown[][] =>
  Array.from({ length: count }, (_, index) => rows.map((row) => row[index]));

const takenOf = (effects: readonly Effect[]): unknown[][] => {
  const taken = new Map<number, { rows: number; usedAt: number }>();
  for (const { query, standing, nth } of effects) {
    const known = taken.get(standing.generation) ?? { rows: 0, usedAt: 0 };
    taken.set(standing.generation, {
      rows: Math.max(known.rows, nth),
      usedAt: Math.max(known.usedAt, query.usedAt),
    });
  }
  return columns(
    [...taken].map(([generation, { rows, usedAt }]) => [generation, rows, usedAt]),
    3,
  );
};

const attemptColumns = (effects: readonly Effect[]): unknown[][] =>
  columns(
    effects.flatMap(({ decision: { attempt }, standing, nth }) =>
      attempt === undefined
        ? []
        : [[standing.generation, nth, storable(attempt.requestId), attempt.operation, JSON.stringify(attempt)]],
    ),
    5,
  );

const messageColumns = (effects: readonly Effect[]): unknown[][] =>
  columns(
    effects.flatMap(({ decision: { message }, standing, nth }) => {
      if (message === undefined) return [];
      const { delivery, ...rest } = message;
      const { messageId, requestId, channel, customerBelongsTo = null } = message;
      const texts = [messageId, storable(requestId), channel, customerBelongsTo];
      return [[standing.generation, nth, ...texts, JSON.stringify(delivery), JSON.stringify(rest)]];
    }),
    8,
  );

const dueColumns = (effects: readonly Effect[]): unknown[][] =>
  columns(
    effects.flatMap(({ decision: { dueAt, message }, standing, nth }) =>
      dueAt === undefined || message === undefined ? [] : [[standing.generation, nth, dueAt]],
    ),
    3,
  );

/** Of several answers under one key the last one counts; a statement may touch each row once only. */
const answerColumns = (effects: readonly Effect[]): unknown[][] => {
  const rows = new Map<string, unknown[]>();
  for (const {
    query,
    decision: { store },
    standing,
  } of effects) {
    if (store === undefined || query.key === undefined) continue;
    const digest = digestOf(query.key);
    const texts = [
      store.fingerprint,
      store.resultCode,
      store.messageId ?? null,
      store.pendingUntil ?? null,
      store.body,
    ];
    rows.set(`${standing.generation} ${digest}`, [standing.generation, digest, store.at, ...texts]);
  }
  return columns([...rows.values()], 8);
};

const hitColumns = (effects: readonly Effect[]): unknown[][] =>
  columns(
    effects.flatMap(({ decision: { hits = [] }, standing }) =>
      hits.map(({ key, at, until }) => [standing.generation, digestOf(key), at, until]),
    ),
    4,
  );

const drawColumns = (effects: readonly Effect[]): unknown[][] => {
  const rows = new Map<string, [number, string, number, number]>();
  for (const {
    decision: { draws = [] },
    standing,
  } of effects) {
    for (const { id, happened } of draws) {
      const [, , drawn, before] = rows.get(`${standing.generation} ${id}`) ?? [0, id, 0, 0];
      rows.set(`${standing.generation} ${id}`, [standing.generation, id, drawn + 1, before + Number(happened)]);
    }
  }
  return columns([...rows.values()], 4);
};

/** Sends the effects of a batch; answers the sequence before the first row of each generation that still exists. */
export const writeEffects = (client: PoolClient, effects: readonly Effect[]): Promise<ReadonlyMap<number, number>> => {
  const values = [takenOf, attemptColumns, messageColumns, dueColumns, answerColumns].flatMap((of) => of(effects));
  const written = client.query<{ generation: number; base: number }>({ ...writeRows, values });
  const hits = hitColumns(effects);
  const draws = drawColumns(effects);
  const sent: Promise<unknown>[] = [];
  if (hits[0]?.length !== 0) sent.push(client.query({ ...writeHits, values: hits }));
  if (draws[0]?.length !== 0) sent.push(client.query({ ...writeDraws, values: draws }));
  return Promise.all([written, ...sent]).then(
    ([{ rows }]) => new Map(rows.map(({ generation, base }) => [generation, base])),
  );
};
