import type { AttemptRecord } from "../model/attempt.js";
import type { MessageContent, MessageRecord } from "../model/message.js";
import { buildPage } from "./page.js";
import { readSlices } from "./read-slices.js";
import type { Page, PageQuery } from "./store.js";

type Texts = readonly (string | undefined)[];

const contentTexts = (content: MessageContent): Texts => {
  if (!("header" in content)) return Object.values(content);
  const { header, body } = content;
  return [header.appName, header.target.path, body.title, body.content, body.target.path];
};

/** What a search looks at in a message: its ids, and what the user reads. */
export const messageTexts = (row: MessageRecord): Texts => [
  row.messageId,
  row.requestId,
  row.customerId,
  row.customerBelongsTo,
  row.appId,
  row.templateCode,
  row.language,
  row.delivery.reason,
  ...contentTexts(row.content),
];

/** The same of an attempt: its ids, its result and what was sent. */
export const attemptTexts = (row: AttemptRecord): Texts => [
  row.requestId,
  row.messageId,
  row.clientId,
  row.result.resultCode,
  row.result.resultMessage,
  row.detail,
  row.request.body,
];

export interface Search<T> {
  readonly namespace: string;
  /** Words, parted by white space; all of them have to occur, in whichever case. */
  readonly q: string;
  readonly texts: (row: T) => Texts;
  /** One page without the words; it must give others their turn. */
  readonly read: (page: PageQuery) => Promise<Page<T>>;
}

/** Rows with all words, read slice after slice, so that a search of a full namespace keeps nobody else waiting. */
export const searchPage = async <T>({ namespace, q, texts, read }: Search<T>, query: PageQuery): Promise<Page<T>> => {
  const words = q.toLowerCase().split(/\s+/u).filter(Boolean);
  if (words.length === 0) return read(query);
  const found = buildPage<T>(query);
  for await (const { rows } of readSlices(namespace, read, query)) {
    for (const row of rows) {
      const text = texts(row).join("\n").toLowerCase();
      if (!words.every((word) => text.includes(word))) continue;
      if (!found.add(row, Buffer.byteLength(JSON.stringify(row)))) return found.page();
    }
  }
  return found.page();
};

/** With the words of a filter, if it has any. */
export const searched = <T>(
  { q, ...search }: Omit<Search<T>, "q"> & { readonly q: string | undefined },
  page: PageQuery,
) => (q === undefined ? search.read(page) : searchPage({ q, ...search }, page));
