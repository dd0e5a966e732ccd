import { namespaceAddress } from "../control/address.js";
import { call } from "../control/call.js";
import type { Attempt, AttemptList, Message, MessageList } from "../control/rows.js";

/** Rows that are fetched at once, newest first. */
export const WINDOW = 200;

/** Rows of a list that stay in the page; what is older is fetched again when somebody scrolls there. */
const MOST_KEPT = 2000;

/** What the server is to look for; the other filters apply to what is loaded. */
export type Query = {
  readonly search: string;
  readonly channel: string;
  readonly superApp: string;
  readonly operation: string;
  readonly outcome: string;
};

/** The newest rows of a list, oldest first, and whether there are older ones. */
export type Rows<Row> = { readonly rows: readonly Row[]; readonly older: boolean };

export const noRows = { rows: [], older: false } as const;

const listAddress = (namespace: string, list: string, parameters: Readonly<Record<string, string>>): string => {
  const query = new URLSearchParams({ order: "newest", limit: String(WINDOW) });
  for (const [name, value] of Object.entries(parameters)) if (value !== "") query.set(name, value);
  return `${namespaceAddress(namespace, list)}?${query.toString()}`;
};

const cursorOf = (before: number | undefined): string => (before === undefined ? "" : String(before));

/** Messages before a sequence, or the newest ones. */
export const readMessages = async (namespace: string, query: Query, before?: number): Promise<Rows<Message>> => {
  const { messages, next } = await call<MessageList>(
    listAddress(namespace, "messages", {
      q: query.search.trim(),
      channel: query.channel,
      customerBelongsTo: query.superApp,
      cursor: cursorOf(before),
    }),
  );
  return { rows: messages.toReversed(), older: next !== undefined };
};

/** Attempts before a sequence, or the newest ones. */
export const readAttempts = async (namespace: string, query: Query, before?: number): Promise<Rows<Attempt>> => {
  const rows: Attempt[] = [];
  let cursor = cursorOf(before);
  // A page may hold fewer rows than asked for, or none, while older ones match.
  for (;;) {
    const { attempts, next } = await call<AttemptList>(
      listAddress(namespace, "journal", {
        q: query.search.trim(),
        operation: query.operation,
        outcome: query.outcome,
        cursor,
      }),
    );
    rows.push(...attempts);
    if (next === undefined) return { rows: rows.toReversed(), older: false };
    if (rows.length >= WINDOW / 4) return { rows: rows.toReversed(), older: true };
    cursor = next;
  }
};

/** Lets go of the oldest rows of a list that has grown long. */
export const trim = <Row>({ rows, older }: Rows<Row>): Rows<Row> =>
  rows.length <= MOST_KEPT ? { rows, older } : { rows: rows.slice(-MOST_KEPT / 2), older: true };
