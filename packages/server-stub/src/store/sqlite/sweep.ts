import type { Forgotten, NamespaceState, SweepPlan, SweepResult } from "../store.js";
import type { Connection } from "./connection.js";
import { dropSnapshots } from "./lifecycle.js";
import { mergeLayers } from "./merge-layers.js";
import type { Namespace } from "./namespaces.js";
import { type HitPlace, purgeHits, purgeRows } from "./purge.js";
import {
  rangeOf,
  removeAnswers,
  removeAttempts,
  removeControls,
  removeCounts,
  removeHits,
  removeKept,
  removeMessages,
  untilNone,
} from "./removal.js";
import { sweptLayers } from "./swept-layers.js";
import type { Counted } from "./tally.js";
import { type Keep, trim, trimControls } from "./trim.js";

interface Planned {
  readonly namespace: Namespace;
  readonly plan: SweepPlan;
  /** The real time of the plan: each snapshot has a clock of its own. */
  readonly now: number;
}

const sweepRows = async (
  connection: Connection,
  { namespace, plan, now }: Planned,
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
  const whileKnown = (work: () => number) =>
    untilNone(connection, stop, () => (namespaces.get(name) === namespace ? work() : 0));
  for (const [table, keep] of keeps) await whileKnown(() => trim(connection, namespace, table, keep));
  let control = 0;
  await whileKnown(() => {
    control = trimControls(connection, namespace, plan.controls);
    return 0;
  });
  // The layers may be others after each turn.
  const layers = () => sweptLayers(namespaces, namespace, { now, control });
  await whileKnown(() => purgeRows(connection, layers()));
  let place: HitPlace | undefined;
  await whileKnown(() => {
    place = purgeHits(connection, layers(), place);
    return place === undefined ? 0 : 1;
  });
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
    await untilNone(connection, stop, () => removeAnswers(connection, range));
    await untilNone(connection, stop, () => removeHits(connection, generation));
    await untilNone(connection, stop, () => removeKept(connection, range));
    if (stop?.aborted) return;
    await commits.run(() => {
      removeCounts(connection, generation);
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
    if (stop?.aborted) return { dropped, forgotten, isDone: false };
    const { state } = namespace;
    const plan = planOf(state);
    const planned = { namespace, plan, now: plan.now - state.clockOffset };
    if (await commits.run(() => dropIfUnused(connection, namespace, plan))) dropped += 1;
    else forgotten.push(await sweepRows(connection, planned, stop));
  }
  await removeDropped(connection, stop);
  await mergeLayers(connection, stop);
  const isShorter = await shrink(connection, stop);
  if (connection.isCrowded()) connection.settleRoom();
  else if (isShorter) connection.room.shortenLog(connection.database);
  return {
    dropped,
    forgotten: forgotten.filter(({ messages, attempts }) => messages + attempts > 0),
    isDone: stop?.aborted !== true,
  };
};
