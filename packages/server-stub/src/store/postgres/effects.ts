import type { PoolClient } from "pg";
import { storable } from "../storable.js";
import type { AttemptQuery, Decision } from "../store.js";
import { digestOf, hasKey, keyDigest, type Standing } from "./facts.js";
import { lockInOrder, lockRows } from "./lock-order.js";

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
    UPDATE progress p SET sequence = p.sequence + t.rows, last_used_at = greatest(p.last_used_at, t.used_at),
      message_rows = p.message_rows + t.message_rows, message_bytes = p.message_bytes + t.message_bytes,
      attempt_rows = p.attempt_rows + t.attempt_rows, attempt_bytes = p.attempt_bytes + t.attempt_bytes,
      answer_bytes = p.answer_bytes + t.answer_bytes,
      layer_bytes = p.layer_bytes + t.message_bytes + t.attempt_bytes + t.answer_bytes
    FROM (
      SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::float8[], $28::bigint[], $29::bigint[], $30::bigint[], $31::bigint[], $32::bigint[])
        AS t (generation, rows, used_at, message_rows, message_bytes, attempt_rows, attempt_bytes, answer_bytes)
    ) t
    WHERE p.top = t.generation
    RETURNING p.top AS generation, p.sequence - t.rows AS base, p.message_bytes, p.attempt_bytes
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
    INSERT INTO outbox (top, sequence, due_at, attempts)
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
  SELECT generation, base, message_bytes, attempt_bytes FROM taken`,
};

/** What a namespace has moved on from does not change any more: nothing is counted there. The rows of `progress` are locked by then. */
const current = "JOIN progress p ON p.top = r.generation";

const writeHits = {
  name: "write_hits",
  text:
    "INSERT INTO hit (generation, key, at, until) SELECT r.* FROM unnest($1::bigint[], $2::text[], $3::float8[], $4::float8[]) " +
    `AS r (generation, key, at, until) ${current}`,
};
const writeDraws = {
  name: "write_draws",
  text:
    "INSERT INTO fault_count (generation, id, drawn, happened) SELECT r.* FROM unnest($1::bigint[], $2::text[], $3::bigint[], $4::bigint[]) " +
    `AS r (generation, id, drawn, happened) ${current} ` +
    "ON CONFLICT (generation, id) DO UPDATE SET drawn = fault_count.drawn + excluded.drawn, happened = fault_count.happened + excluded.happened",
};

/** The statements of {@link writeEffects}. */
export const WRITES = [lockRows, writeRows, writeHits, writeDraws] as const;

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

interface Size {
  messageRows: number;
  messageBytes: number;
  attemptRows: number;
  attemptBytes: number;
  answerBytes: number;
}

/** How much each namespace grows, in the order of {@link takenOf}. Answers that are replaced count twice until the next sweep. */
const sizeColumns = (effects: readonly Effect[], rows: readonly (readonly unknown[][])[]): unknown[][] => {
  const [attempts = [], messages = [], answers = []] = rows;
  const sizes = new Map<unknown, Size>();
  for (const { standing } of effects) {
    sizes.set(standing.generation, {
      messageRows: 0,
      messageBytes: 0,
      attemptRows: 0,
      attemptBytes: 0,
      answerBytes: 0,
    });
  }
  const add = (
    table: readonly unknown[][],
    texts: readonly unknown[] | undefined,
    note: (size: Size, bytes: number) => void,
  ) => {
    for (const [index, generation] of (table[0] ?? []).entries()) {
      const size = sizes.get(generation);
      const text = texts?.[index];
      if (size && typeof text === "string") note(size, Buffer.byteLength(text));
    }
  };
  add(attempts, attempts[4], (size, bytes) => {
    size.attemptRows += 1;
    size.attemptBytes += bytes;
  });
  add(messages, messages[7], (size, bytes) => {
    size.messageRows += 1;
    size.messageBytes += bytes;
  });
  add(answers, answers[7], (size, bytes) => {
    size.answerBytes += bytes;
  });
  return columns(
    [...sizes.values()].map((size) => [
      size.messageRows,
      size.messageBytes,
      size.attemptRows,
      size.attemptBytes,
      size.answerBytes,
    ]),
    5,
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
    if (store === undefined || !hasKey(query)) continue;
    const digest = keyDigest(query);
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

/** Where the rows of a generation begin, and how large it is with them. */
export interface Written {
  readonly generation: number;
  readonly base: number;
  readonly message_bytes: number;
  readonly attempt_bytes: number;
}

/** Sends the effects of a batch; answers for each generation that still exists. */
export const writeEffects = (client: PoolClient, effects: readonly Effect[]): Promise<ReadonlyMap<number, Written>> => {
  const attempts = attemptColumns(effects);
  const messages = messageColumns(effects);
  const answers = answerColumns(effects);
  const values = [
    ...takenOf(effects),
    ...attempts,
    ...messages,
    ...dueColumns(effects),
    ...answers,
    ...sizeColumns(effects, [attempts, messages, answers]),
  ];
  const names = new Set(effects.map(({ query }) => query.namespace));
  const locked = names.size < 2 ? undefined : lockInOrder(client, names);
  const written = client.query<Written>({ ...writeRows, values });
  const hits = hitColumns(effects);
  const draws = drawColumns(effects);
  const sent: Promise<unknown>[] = [];
  if (hits[0]?.length !== 0) sent.push(client.query({ ...writeHits, values: hits }));
  if (draws[0]?.length !== 0) sent.push(client.query({ ...writeDraws, values: draws }));
  // What fails first tells why; all that comes after it says that it was too late.
  return Promise.all([locked, written, ...sent]).then(
    ([, { rows }]) => new Map(rows.map((row) => [row.generation, row])),
  );
};
