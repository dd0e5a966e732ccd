import { StaleRevisionError } from "../errors.js";
import { storable } from "../storable.js";
import type { Amendment, Applied, AttemptQuery, Decision, Facts, StoredAnswer } from "../store.js";
import type { Connection } from "./connection.js";
import { findRows, keyHash, requestHash } from "./lookup-table.js";
import type { Namespace } from "./namespaces.js";
import { rowOf } from "./row.js";

interface AnswerRow {
  readonly row: number;
  readonly answer: StoredAnswer;
}

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

const findAnswer = ({ sql, lookups }: Connection, generation: number, plain: string): AnswerRow | undefined => {
  const key = storable(plain);
  for (const row of findRows(sql, lookups, keyHash(key), generation)) {
    const fields = sql("SELECT * FROM answer WHERE row = ?").get(row);
    if (fields !== undefined && fields["key"] === key) return { row, answer: answerOf(fields) };
  }
  return undefined;
};

const factsOf = (
  { sql }: Connection,
  { generation, state }: Namespace,
  query: AttemptQuery,
  stored: StoredAnswer | undefined,
): Facts => ({
  ...(stored === undefined ? {} : { stored }),
  counts: query.counters.map(({ key, since }) =>
    Number(
      sql("SELECT count(*) AS hits FROM hit WHERE generation = ? AND key = ? AND at > ?").get(
        generation,
        storable(key),
        since,
      )?.["hits"],
    ),
  ),
  faults: query.faults.map((id) => {
    if (!state.faults.some((fault) => fault.id === id)) return undefined;
    const count = sql("SELECT drawn, happened FROM fault_count WHERE generation = ? AND id = ?").get(generation, id);
    return { drawn: Number(count?.["drawn"] ?? 0), happened: Number(count?.["happened"] ?? 0) };
  }),
});

const writeAnswer = ({ sql, lookups }: Connection, row: number, plain: string, answer: StoredAnswer): void => {
  const key = storable(plain);
  sql(
    "INSERT INTO answer (row, at, key, fingerprint, result_code, message_id, pending_until, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
  ).run(
    row,
    answer.at,
    key,
    answer.fingerprint,
    answer.resultCode,
    answer.messageId ?? null,
    answer.pendingUntil ?? null,
    answer.body,
  );
  lookups.add({ hash: keyHash(key), row });
};

const writeMessage = ({ sql }: Connection, row: number, { message, dueAt }: Decision): void => {
  if (message === undefined) return;
  const { delivery, ...rest } = message;
  sql(
    "INSERT INTO message (row, message_id, request_id, channel, super_app, delivery, data) VALUES (?, ?, ?, ?, ?, ?, ?)",
  ).run(
    row,
    message.messageId,
    storable(message.requestId),
    message.channel,
    message.customerBelongsTo ?? null,
    JSON.stringify(delivery),
    JSON.stringify(rest),
  );
  if (dueAt !== undefined) sql("INSERT INTO outbox (row, due_at, attempts) VALUES (?, ?, 0)").run(row, dueAt);
};

const writeAttempt = ({ sql, lookups }: Connection, row: number, { attempt, message }: Decision): void => {
  const plain = attempt?.requestId ?? message?.requestId ?? "";
  const requestId = storable(plain);
  if (attempt !== undefined) {
    sql("INSERT INTO attempt (row, request_id, operation, data) VALUES (?, ?, ?, ?)").run(
      row,
      requestId,
      attempt.operation,
      JSON.stringify(attempt),
    );
  }
  if (plain !== "") lookups.add({ hash: requestHash(requestId), row });
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
const writeRows = (
  connection: Connection,
  namespace: Namespace,
  decision: Decision,
  key: string | undefined,
): number => {
  const journalled = decision.attempt !== undefined || decision.message !== undefined;
  if (!journalled && decision.store === undefined) return 0;
  const sequence = connection.namespaces.nextSequence(namespace);
  const row = rowOf(namespace.generation, sequence);
  writeAttempt(connection, row, decision);
  writeMessage(connection, row, decision);
  if (decision.store !== undefined && key !== undefined) writeAnswer(connection, row, key, decision.store);
  return journalled ? sequence : 0;
};

/** Reads the facts, lets `decide` decide and writes the effects, all inside the transaction of this turn. */
export const applyAttempt = <D extends Decision>(
  connection: Connection,
  query: AttemptQuery,
  decide: (facts: Facts) => D,
): Applied<D> => {
  const namespace = connection.namespaces.require(query.namespace);
  if (namespace.state.revision !== query.revision) throw new StaleRevisionError(query.namespace);
  const found = query.key === undefined ? undefined : findAnswer(connection, namespace.generation, query.key);
  const decision = decide(factsOf(connection, namespace, query, found?.answer));
  connection.namespaces.use(namespace, query.usedAt);
  if (found !== undefined && decision.store !== undefined) {
    connection.sql("DELETE FROM answer WHERE row = ?").run(found.row);
  }
  const sequence = writeRows(connection, namespace, decision, query.key);
  writeCounts(connection, namespace, decision);
  return { decision, sequence };
};

/** See {@link Amendment}. */
export const applyAmendment = (connection: Connection, amendment: Amendment): void => {
  const namespace = connection.namespaces.get(amendment.namespace);
  if (namespace === undefined) return;
  const found = findAnswer(connection, namespace.generation, amendment.key);
  if (found === undefined || found.answer.messageId !== amendment.store.messageId) return;
  const { sql } = connection;
  sql(
    "UPDATE answer SET at = ?, fingerprint = ?, result_code = ?, message_id = ?, pending_until = ?, body = ? WHERE row = ?",
  ).run(
    amendment.store.at,
    amendment.store.fingerprint,
    amendment.store.resultCode,
    amendment.store.messageId ?? null,
    amendment.store.pendingUntil ?? null,
    amendment.store.body,
    found.row,
  );
  const row = rowOf(namespace.generation, amendment.sequence);
  const changed = rowOf(namespace.generation, connection.namespaces.nextSequence(namespace));
  sql("UPDATE attempt SET data = ? WHERE row = ?").run(JSON.stringify(amendment.attempt), row);
  sql("UPDATE message SET changed_row = ? WHERE row = ?").run(changed, row);
};
