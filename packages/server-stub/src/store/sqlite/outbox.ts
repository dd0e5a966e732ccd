import { SLICE_BYTES } from "../page.js";
import type { Claim, OutboxEntry, OutboxOutcome } from "../store.js";
import { liftMessage } from "./attempt.js";
import type { Connection } from "./connection.js";
import { rowAt } from "./layered.js";
import { bytesOf, messageOf } from "./listing.js";
import { generationOf, rowOf, sequenceOf } from "./row.js";

const due = "SELECT row, attempts FROM outbox WHERE due_at <= ? ORDER BY due_at, row LIMIT ?";

/** The exceptions are a JSON array of [first row, last row, super app or null]. */
const dueElsewhere =
  "SELECT row, attempts FROM outbox WHERE due_at <= ? AND NOT EXISTS (" +
  "SELECT 1 FROM json_each(?) AS busy WHERE row > busy.value ->> 0 AND row < busy.value ->> 1 AND super_app IS busy.value ->> 2) " +
  "ORDER BY due_at, row LIMIT ?";

const findDue = ({ sql, namespaces }: Connection, { now, limit, except }: Claim) => {
  const busy = except.flatMap(({ namespace, superApp = null }) => {
    const generation = namespaces.get(namespace)?.generation;
    return generation === undefined ? [] : [[rowOf(generation, 0), rowOf(generation + 1, 0), superApp]];
  });
  return busy.length === 0 ? sql(due).all(now, limit) : sql(dueElsewhere).all(now, JSON.stringify(busy), limit);
};

/** A lease is a due time in the future: whoever dies holding it loses it by the clock. */
export const claimDue = (connection: Connection, claim: Claim): OutboxEntry[] => {
  const { sql, namespaces } = connection;
  const live = new Map(namespaces.all().map((namespace) => [namespace.generation, namespace]));
  const claimed: OutboxEntry[] = [];
  let bytes = 0;
  for (const fields of findDue(connection, claim)) {
    const row = Number(fields["row"]);
    const namespace = live.get(generationOf(row));
    const message = namespace && rowAt(connection, namespace, { table: "message", sequence: sequenceOf(row) });
    if (namespace === undefined || message === undefined) {
      sql("DELETE FROM outbox WHERE row = ?").run(row);
      continue;
    }
    sql("UPDATE outbox SET due_at = ? WHERE row = ?").run(claim.now + claim.lease, row);
    claimed.push({
      namespace: namespace.state.name,
      message: messageOf(message),
      attempts: Number(fields["attempts"]),
    });
    bytes += bytesOf(message);
    if (bytes >= SLICE_BYTES) break;
  }
  return claimed;
};

export const nextDue = ({ sql }: Connection): number | undefined => {
  const first = sql("SELECT min(due_at) AS due FROM outbox").get()?.["due"];
  return typeof first === "number" ? first : undefined;
};

/** No effect when a reset, restore or sweep took the entry away meanwhile. */
export const settleEntry = (connection: Connection, entry: OutboxEntry, { delivery, retryAt }: OutboxOutcome): void => {
  const { sql, namespaces } = connection;
  const namespace = namespaces.get(entry.namespace);
  if (namespace === undefined) return;
  const { sequence, messageId } = entry.message;
  const row = rowOf(namespace.generation, sequence);
  if (sql("SELECT 1 FROM outbox WHERE row = ?").get(row) === undefined) return;
  const kept = rowAt(connection, namespace, { table: "message", sequence, columns: "row, message_id" });
  if (kept?.["message_id"] !== messageId) return;
  if (retryAt === undefined) sql("DELETE FROM outbox WHERE row = ?").run(row);
  else sql("UPDATE outbox SET due_at = ?, attempts = ? WHERE row = ?").run(retryAt, entry.attempts + 1, row);
  const changed = rowOf(namespace.generation, namespaces.nextSequence(namespace));
  liftMessage(connection, namespace, Number(kept["row"]));
  sql("UPDATE message SET delivery = ?, changed_row = ? WHERE row = ?").run(JSON.stringify(delivery), changed, row);
};

/** At start nobody else can hold a lease on this file: what a crash left in the air is due at once, and what waited for its retry. */
export const endLeases = ({ sql }: Connection, now: number): void => {
  sql("UPDATE outbox SET due_at = ? WHERE due_at > ?").run(now, now);
};
