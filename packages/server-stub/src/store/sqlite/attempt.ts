import { StaleRevisionError } from "../errors.js";
import { storable } from "../storable.js";
import type { Amendment, Applied, AttemptQuery, Decision, Facts, StoredAnswer } from "../store.js";
import type { Connection } from "./connection.js";
import { rowAt, sequencesOf } from "./layered.js";
import { keyHash, requestHash } from "./lookup-table.js";
import type { Namespace } from "./namespaces.js";
import { removeLookup } from "./removal.js";
import { rowOf, sequenceOf } from "./row.js";
import type { Counted } from "./tally.js";

interface AnswerRow {
  readonly row: number;
  readonly answer: StoredAnswer;
}

const tallyUp = ({ tally }: Namespace, table: Counted, rows: number, bytes: number): void => {
  tally[table].rows += rows;
  tally[table].bytes += bytes;
};

const answerOf = (fields: Readonly<Record<string, unknown>>): StoredAnswer => {
  const messageId = fields["message_id"];
  const pendingUntil = fields["pending_until"];
  return {
    at: Number(fields["at"]),
    fingerprint: String(fields["fingerprint"]),
    resultCode: String(fields["result_code"]),
    body: String(fields["body"]),
    ...(typeof messageId === "string" ? { messageId } : {}),
    ...(typeof pendingUntil === "number" ? { pendingUntil } : {}),
  };
};

/** An idempotency key as it is kept and looked for. */
interface Key {
  readonly text: string;
  readonly hash: number;
}

const keyOf = (plain: string): Key => {
  const text = storable(plain);
  return { text, hash: keyHash(text) };
};

const findAnswer = (connection: Connection, namespace: Namespace, { text, hash }: Key): AnswerRow | undefined => {
  const candidates = sequencesOf(connection, namespace, hash);
  // It may be of this transaction.
  if (candidates.length > 0) connection.rows.flush();
  for (const sequence of candidates) {
    const fields = rowAt(connection, namespace, { table: "answer", sequence });
    if (fields?.["key"] === text) return { row: Number(fields["row"]), answer: answerOf(fields) };
  }
  return undefined;
};

const factsOf = (
  { sql }: Connection,
  { generation, chain, state }: Namespace,
  query: AttemptQuery,
  stored: StoredAnswer | undefined,
): Facts => ({
  ...(stored === undefined ? {} : { stored }),
  counts: query.counters.map(({ key: plain, since }) => {
    const key = storable(plain);
    const count = sql("SELECT count(*) AS hits FROM hit WHERE generation = ? AND key = ? AND at > ?");
    return chain.reduce((sum, layer) => sum + Number(count.get(layer, key, since)?.["hits"]), 0);
  }),
  faults: query.faults.map((id) => {
    if (!state.faults.some((fault) => fault.id === id)) return undefined;
    const count = sql("SELECT drawn, happened FROM fault_count WHERE generation = ? AND id = ?").get(generation, id);
    return { drawn: Number(count?.["drawn"] ?? 0), happened: Number(count?.["happened"] ?? 0) };
  }),
});

const answerValues = (row: number, key: string, answer: StoredAnswer) =>
  [
    row,
    answer.at,
    key,
    answer.fingerprint,
    answer.resultCode,
    answer.messageId ?? null,
    answer.pendingUntil ?? null,
    answer.body,
  ] as const;

interface Place {
  readonly row: number;
  /** As it is kept. */
  readonly requestId: string;
}

const writeMessage = (
  { sql, rows }: Connection,
  namespace: Namespace,
  { row, requestId }: Place,
  { message, dueAt }: Decision,
): void => {
  if (message === undefined) return;
  const { delivery, ...rest } = message;
  const data = JSON.stringify(rest);
  const bytes = Buffer.byteLength(data);
  tallyUp(namespace, "message", 1, bytes);
  const superApp = message.customerBelongsTo ?? null;
  rows.message([row, message.messageId, requestId, message.channel, superApp, JSON.stringify(delivery), data], bytes);
  if (dueAt !== undefined) {
    sql("INSERT INTO outbox (row, due_at, attempts, super_app) VALUES (?, ?, 0, ?)").run(row, dueAt, superApp);
  }
};

const writeAttempt = (
  { rows }: Connection,
  namespace: Namespace,
  { row, requestId }: Place,
  { attempt }: Decision,
): void => {
  if (attempt === undefined) return;
  const data = JSON.stringify(attempt);
  const bytes = Buffer.byteLength(data);
  tallyUp(namespace, "attempt", 1, bytes);
  rows.attempt([row, requestId, attempt.operation, data], bytes);
};

const writeCounts = ({ sql }: Connection, { generation }: Namespace, { hits, draws }: Decision): void => {
  for (const { key: plain, at, until } of hits ?? []) {
    sql(
      "INSERT INTO hit (generation, key, at, nth, until) " +
        "SELECT :generation, :key, :at, coalesce(max(nth), 0) + 1, :until FROM hit WHERE generation = :generation AND key = :key AND at = :at",
    ).run({ generation, key: storable(plain), at, until });
  }
  for (const { id, happened } of draws ?? []) {
    sql(
      "INSERT INTO fault_count (generation, id, drawn, happened) VALUES (?, ?, 1, ?) " +
        "ON CONFLICT (generation, id) DO UPDATE SET drawn = drawn + 1, happened = happened + excluded.happened",
    ).run(generation, id, happened ? 1 : 0);
  }
};

/** Writes the rows of a decision under one sequence; 0 when there is nothing to write. */
const writeRows = (connection: Connection, namespace: Namespace, decision: Decision, key: Key | undefined): number => {
  const journalled = decision.attempt !== undefined || decision.message !== undefined;
  if (!journalled && decision.store === undefined) return 0;
  const sequence = connection.namespaces.nextSequence(namespace);
  const row = rowOf(namespace.generation, sequence);
  const plain = decision.attempt?.requestId ?? decision.message?.requestId ?? "";
  const place = { row, requestId: storable(plain) };
  writeAttempt(connection, namespace, place, decision);
  writeMessage(connection, namespace, place, decision);
  if (plain !== "") connection.lookups.add({ hash: requestHash(place.requestId), row });
  if (decision.store !== undefined && key !== undefined) {
    const bytes = Buffer.byteLength(decision.store.body);
    connection.rows.answer(answerValues(row, key.text, decision.store), bytes);
    connection.lookups.add({ hash: key.hash, row });
    tallyUp(namespace, "answer", 1, bytes);
  }
  return journalled ? sequence : 0;
};

/** What lies under a snapshot stays there, and a row without size hides it: the newer answer is found first, but a sweep would count both. */
const replaceAnswer = (
  connection: Connection,
  namespace: Namespace,
  { hash }: Key,
  { row: found, answer }: AnswerRow,
): void => {
  const { sql } = connection;
  const sequence = sequenceOf(found);
  const row = rowOf(namespace.generation, sequence);
  const isBelow = namespace.chain
    .slice(1)
    .some((generation) => sql("SELECT 1 FROM answer WHERE row = ?").get(rowOf(generation, sequence)) !== undefined);
  if (isBelow) {
    sql(
      "INSERT OR REPLACE INTO answer (row, at, key, fingerprint, result_code, body) SELECT ?, at, key, '', '', '' FROM answer WHERE row = ?",
    ).run(row, found);
  } else {
    sql("DELETE FROM answer WHERE row = ?").run(row);
    removeLookup(connection, hash, row);
  }
  tallyUp(namespace, "answer", isBelow ? 0 : -1, -Buffer.byteLength(answer.body));
};

/** Reads the facts, lets `decide` decide and adds the effects to the transaction of this turn. */
export const applyAttempt = <D extends Decision>(
  connection: Connection,
  query: AttemptQuery,
  decide: (facts: Facts) => D,
): Applied<D> => {
  const namespace = connection.namespaces.require(query.namespace);
  if (namespace.state.revision !== query.revision) throw new StaleRevisionError(query.namespace);
  const key = query.key === undefined ? undefined : keyOf(query.key);
  const found = key && findAnswer(connection, namespace, key);
  const decision = decide(factsOf(connection, namespace, query, found?.answer));
  connection.namespaces.use(namespace, query.usedAt);
  if (key !== undefined && found !== undefined && decision.store !== undefined)
    replaceAnswer(connection, namespace, key, found);
  const sequence = writeRows(connection, namespace, decision, key);
  writeCounts(connection, namespace, decision);
  return { decision, sequence };
};

/** Puts a message into the layer that may be changed, unless it is there already. */
export const liftMessage = ({ sql }: Connection, { generation }: Namespace, row: number): number => {
  const own = rowOf(generation, sequenceOf(row));
  const columns = "message_id, request_id, channel, super_app, delivery, data";
  if (own !== row)
    sql(`INSERT INTO message (row, ${columns}) SELECT ?, ${columns} FROM message WHERE row = ?`).run(own, row);
  return own;
};

const amendAttempt = (connection: Connection, namespace: Namespace, { sequence, attempt }: Amendment): void => {
  const before = rowAt(connection, namespace, { table: "attempt", sequence });
  if (before === undefined) return;
  const row = rowOf(namespace.generation, sequence);
  const data = JSON.stringify(attempt);
  tallyUp(namespace, "attempt", 0, Buffer.byteLength(data) - Buffer.byteLength(String(before["data"])));
  connection
    .sql("INSERT OR REPLACE INTO attempt (row, request_id, operation, data) VALUES (?, ?, ?, ?)")
    .run(row, storable(attempt.requestId), attempt.operation, data);
};

/** See {@link Amendment}. */
export const applyAmendment = (connection: Connection, amendment: Amendment): void => {
  const { sql, namespaces } = connection;
  const namespace = namespaces.get(amendment.namespace);
  if (namespace === undefined) return;
  const { store, sequence } = amendment;
  const key = keyOf(amendment.key);
  const found = findAnswer(connection, namespace, key);
  if (found === undefined || found.answer.messageId !== store.messageId) return;
  // The same sequence, so that it is found by what leads to the one below.
  sql(
    "INSERT OR REPLACE INTO answer (row, at, key, fingerprint, result_code, message_id, pending_until, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
  ).run(...answerValues(rowOf(namespace.generation, sequenceOf(found.row)), key.text, store));
  tallyUp(namespace, "answer", 0, Buffer.byteLength(store.body) - Buffer.byteLength(found.answer.body));
  amendAttempt(connection, namespace, amendment);
  const changed = rowOf(namespace.generation, namespaces.nextSequence(namespace));
  const message = rowAt(connection, namespace, { table: "message", sequence });
  if (message === undefined) return;
  const row = liftMessage(connection, namespace, Number(message["row"]));
  sql("UPDATE message SET changed_row = ? WHERE row = ?").run(changed, row);
};
