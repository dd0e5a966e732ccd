import type { Fields } from "../../model/fields.js";
import type { Forgotten, NamespaceState, SweepPlan, SweepResult } from "../store.js";
import type { Connection } from "./connection.js";
import { walkRows } from "./layered.js";
import { dropSnapshots } from "./lifecycle.js";
import { mergeLayers } from "./merge-layers.js";
import type { Namespace } from "./namespaces.js";
import { generationOf, rowOf, sequenceOf } from "./row.js";
import {
  type Range,
  chunk,
  rangeOf,
  removeAnswers,
  removeAttempts,
  removeControls,
  removeHits,
  removeMessages,
  untilNone,
} from "./removal.js";
import { type Counted, SIZED } from "./tally.js";

/** The row up to which there are more than `keep` control rows; the lowest row of the range when there are not. */
const cutOff = ({ sql }: Connection, { low, high }: Range, keep: number): number => {
  const row = sql("SELECT row FROM control WHERE row > ? AND row < ? ORDER BY row DESC LIMIT 1 OFFSET ?").get(
    low,
    high,
    keep,
  );
  return Number(row?.["row"] ?? low);
};

/** What to take from the old end of a table, and up to which sequence. */
interface Cut {
  readonly rows: number;
  readonly bytes: number;
  readonly floor: number;
}

/** Looks at one chunk of the oldest rows; `isSpare` decides, given what was cut before. */
const cutOldest = (
  connection: Connection,
  namespace: Namespace,
  table: Counted,
  isSpare: (fields: Fields, before: Cut) => boolean,
): Cut => {
  const columns = `row, octet_length(${SIZED[table]}) AS bytes${table === "answer" ? ", at" : ""}`;
  let cut: Cut = { rows: 0, bytes: 0, floor: namespace.tally[table].floor };
  const walk = { table, columns, low: 0, high: namespace.sequence + 1 };
  for (const fields of walkRows(connection, namespace, walk)) {
    if (cut.rows === chunk || !isSpare(fields, cut)) break;
    const floor = sequenceOf(Number(fields["row"]));
    cut = { rows: cut.rows + 1, bytes: cut.bytes + Number(fields["bytes"]), floor };
  }
  return cut;
};

interface Keep {
  readonly rows: number;
  readonly bytes: number;
  /** Of answers: older ones go. */
  readonly since?: number;
}

/** Forgets one chunk of what is too much or too old, and returns how many rows went. */
const trim = (
  connection: Connection,
  namespace: Namespace,
  table: Counted,
  { rows, bytes, since = 0 }: Keep,
): number => {
  const { namespaces } = connection;
  const count = namespace.tally[table];
  if (table !== "answer" && count.rows <= rows && count.bytes <= bytes) return 0;
  const cut = cutOldest(
    connection,
    namespace,
    table,
    (fields, before) =>
      count.rows - before.rows > rows || count.bytes - before.bytes > bytes || Number(fields["at"]) < since,
  );
  if (cut.rows === 0) return 0;
  Object.assign(count, { rows: count.rows - cut.rows, bytes: count.bytes - cut.bytes, floor: cut.floor });
  if (table === "message") namespace.tally.forgotten.messages += cut.rows;
  if (table === "attempt") {
    namespace.tally.forgotten.attempts += cut.rows;
    // Events are derived from attempts: whoever reads from before the cut has to start over.
    namespaces.markSwept(namespace, cut.floor);
  }
  namespaces.countAgain(namespace);
  return cut.rows;
};

/** Removes what the namespace has forgotten, from the layers that are its own. */
const purge = async (connection: Connection, namespace: Namespace, stop: AbortSignal | undefined): Promise<void> => {
  const { namespaces } = connection;
  const removals = [
    ["message", removeMessages],
    ["attempt", removeAttempts],
    ["answer", (on: Connection, range: Range) => removeAnswers(on, range, Number.POSITIVE_INFINITY)],
  ] as const;
  for (const [table, remove] of removals) {
    // The layers may be others after each turn.
    await untilNone(connection, stop, () => {
      const own = namespace.chain.slice(0, namespaces.layers.owned(namespace.chain));
      for (const generation of own) {
        const removed = remove(connection, {
          low: rowOf(generation, 0),
          high: rowOf(generation, namespace.tally[table].floor + 1),
        });
        if (removed > 0) return removed;
      }
      return 0;
    });
  }
};

const trimControls = async (
  connection: Connection,
  namespace: Namespace,
  keep: number,
  stop: AbortSignal | undefined,
): Promise<void> => {
  const { commits, namespaces } = connection;
  const range = rangeOf(namespace.generation);
  const row = await commits.run(() => {
    const cut = cutOff(connection, range, keep);
    if (cut > range.low && generationOf(cut) === namespace.generation) namespaces.markSwept(namespace, sequenceOf(cut));
    return cut;
  });
  if (row > range.low) {
    await untilNone(connection, stop, () => removeControls(connection, { low: range.low, high: row + 1 }));
  }
};

const sweepRows = async (
  connection: Connection,
  namespace: Namespace,
  plan: SweepPlan,
  stop: AbortSignal | undefined,
): Promise<Forgotten> => {
  const { namespaces } = connection;
  const { name } = namespace.state;
  const before = { ...namespace.tally.forgotten };
  const keeps: readonly (readonly [Counted, Keep])[] = [
    ["message", { rows: plan.messages, bytes: plan.bytes.messages }],
    ["attempt", { rows: plan.attempts, bytes: plan.bytes.attempts }],
    ["answer", { rows: Number.POSITIVE_INFINITY, bytes: plan.bytes.answers, since: plan.answersSince }],
  ];
  // Whoever was dropped meanwhile, or read anew after a loss, is left to the next sweep.
  const ifKnown = (work: () => number) => () => (namespaces.get(name) === namespace ? work() : 0);
  for (const [table, keep] of keeps) {
    await untilNone(
      connection,
      stop,
      ifKnown(() => trim(connection, namespace, table, keep)),
    );
  }
  await trimControls(connection, namespace, plan.controls, stop);
  await purge(connection, namespace, stop);
  await untilNone(
    connection,
    stop,
    ifKnown(() => removeHits(connection, namespace.generation, plan.now)),
  );
  const { messages, attempts } = namespace.tally.forgotten;
  return { namespace: name, messages: messages - before.messages, attempts: attempts - before.attempts };
};

/** Rows of reset, restored and dropped namespaces. */
const removeDropped = async (connection: Connection, stop: AbortSignal | undefined): Promise<void> => {
  const { sql, commits } = connection;
  const dropped = await commits.run(() => sql("SELECT generation FROM dropped").all());
  for (const fields of dropped) {
    const generation = Number(fields["generation"]);
    const range = rangeOf(generation);
    await untilNone(connection, stop, () => removeMessages(connection, range));
    await untilNone(connection, stop, () => removeAttempts(connection, range));
    await untilNone(connection, stop, () => removeControls(connection, range));
    await untilNone(connection, stop, () => removeAnswers(connection, range, Number.POSITIVE_INFINITY));
    await untilNone(connection, stop, () => removeHits(connection, generation, Number.MAX_SAFE_INTEGER));
    if (stop?.aborted) return;
    await commits.run(() => {
      sql("DELETE FROM fault_count WHERE generation = ?").run(generation);
      sql("DELETE FROM kept_outbox WHERE row > ? AND row < ?").run(range.low, range.high);
      sql("DELETE FROM dropped WHERE generation = ?").run(generation);
    });
  }
};

const dropIfUnused = (connection: Connection, namespace: Namespace, { unusedSince }: SweepPlan): boolean => {
  const { namespaces } = connection;
  const { name } = namespace.state;
  if (unusedSince === undefined || namespace.lastUsedAt >= unusedSince || namespaces.get(name) !== namespace)
    return false;
  dropSnapshots(connection, name, 0);
  namespaces.remove(namespace);
  return true;
};

/** Pages without anything that stay in the file: they are used again before it grows. */
const sparePages = 1000;
const pagesAtOnce = 250;

/** Takes free pages off the end of the file, which is as long as before until the log is moved into it. Returns whether there were any. */
const shrink = async (connection: Connection, stop: AbortSignal | undefined): Promise<boolean> => {
  const { database } = connection;
  const spare = connection.isCrowded() ? 0 : sparePages;
  const free = (): number => Number(database.prepare("PRAGMA freelist_count").get()?.["freelist_count"]);
  let isShorter = false;
  await untilNone(connection, stop, () => {
    const before = free();
    if (before <= spare) return 0;
    database.exec(`PRAGMA incremental_vacuum(${pagesAtOnce})`);
    const freed = before - free();
    isShorter ||= freed > 0;
    return freed;
  });
  return isShorter;
};

/** See `Store.sweep`. Works in small transactions, between which requests go on. */
export const sweepStore = async (
  connection: Connection,
  planOf: (state: NamespaceState) => SweepPlan,
  stop?: AbortSignal,
): Promise<SweepResult> => {
  const { namespaces, commits } = connection;
  let dropped = 0;
  const forgotten: Forgotten[] = [];
  const all = await commits.run(() => namespaces.all());
  for (const namespace of all) {
    if (stop?.aborted) return { dropped, forgotten };
    const plan = planOf(namespace.state);
    if (await commits.run(() => dropIfUnused(connection, namespace, plan))) dropped += 1;
    else forgotten.push(await sweepRows(connection, namespace, plan, stop));
  }
  await removeDropped(connection, stop);
  await mergeLayers(connection, stop);
  const isShorter = await shrink(connection, stop);
  if (connection.isCrowded()) connection.settleRoom();
  else if (isShorter) connection.room.shortenLog(connection.database);
  return { dropped, forgotten: forgotten.filter(({ messages, attempts }) => messages + attempts > 0) };
};
