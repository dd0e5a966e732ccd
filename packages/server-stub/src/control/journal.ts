import type { Attempt } from "../generated/control-routes.js";
import type { AttemptRecord } from "../model/attempt.js";
import type { Delivery } from "../model/message.js";
import type { OutcomeStatus } from "../model/outcome.js";
import { buildPage } from "../store/page.js";
import { readSlices } from "../store/read-slices.js";
import type { AttemptFilter, PageQuery, Sequenced, Store } from "../store/store.js";
import { presentAttempt } from "./present.js";

const NONE: ReadonlyMap<string, Delivery> = new Map();

/** Journal rows as the control API shows them, with what has become of their messages by now. */
export const presentAttempts = async (
  store: Store,
  namespace: string,
  rows: readonly Sequenced<AttemptRecord>[],
): Promise<Attempt[]> => {
  const messageIds = rows.flatMap(({ messageId = [] }) => messageId);
  const deliveries = messageIds.length === 0 ? NONE : await store.deliveries(namespace, messageIds);
  return rows.map((row) =>
    presentAttempt(row, row.messageId === undefined ? undefined : deliveries.get(row.messageId)),
  );
};

/** Rows that one call looks at for those of an outcome: what has become of a message is in no index. */
const MOST_SEARCHED = 20_000;

/** What to list of a journal. */
export interface JournalQuery {
  readonly filter: AttemptFilter;
  readonly outcome?: OutcomeStatus;
  readonly page: PageQuery;
}

export interface AttemptPage {
  readonly attempts: Attempt[];
  readonly next?: string;
}

const pageOf = (attempts: readonly Attempt[], next: number | undefined): AttemptPage =>
  next === undefined ? { attempts: [...attempts] } : { attempts: [...attempts], next: String(next) };

/** A page of the journal; one of an outcome may be short though there is more. */
export const listAttempts = async (
  store: Store,
  namespace: string,
  { filter, outcome, page }: JournalQuery,
): Promise<AttemptPage> => {
  if (outcome === undefined) {
    const { rows, next } = await store.attempts(namespace, filter, page);
    return pageOf(await presentAttempts(store, namespace, rows), next);
  }
  const found = buildPage<Attempt>(page);
  let searched = 0;
  const read = (slice: PageQuery) => store.attempts(namespace, filter, slice);
  for await (const { rows, next } of readSlices(namespace, read, page)) {
    for (const attempt of await presentAttempts(store, namespace, rows)) {
      if (attempt.outcome.status !== outcome) continue;
      if (found.add(attempt, Buffer.byteLength(JSON.stringify(attempt)))) continue;
      const full = found.page();
      return pageOf(full.rows, full.next);
    }
    searched += rows.length;
    const { rows: attempts } = found.page();
    if (attempts.length === page.limit || searched >= MOST_SEARCHED) return pageOf(attempts, next);
  }
  return pageOf(found.page().rows, undefined);
};
