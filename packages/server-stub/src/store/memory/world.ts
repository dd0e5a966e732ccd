import type { AttemptRecord, Rendering } from "../../model/attempt.js";
import type { FaultCount } from "../../model/fault.js";
import type { MessageContent, MessageRecord } from "../../model/message.js";
import type { ControlChange, NamespaceState, SnapshotRow } from "../store.js";
import { BYTE_LIMITS, ROW_LIMITS } from "../limits.js";
import { AnswerLog } from "./answer-log.js";
import { RowLog } from "./row-log.js";
import { copyMap } from "../../model/slices.js";

export interface OutboxRow {
  readonly sequence: number;
  readonly dueAt: number;
  readonly attempts: number;
}

export interface ControlRecord {
  readonly change: ControlChange;
  readonly at: number;
}

/** All rows of a namespace. */
export interface Rows {
  readonly messages: RowLog<MessageRecord>;
  readonly attempts: RowLog<AttemptRecord>;
  readonly controls: RowLog<ControlRecord>;
  /** Changes of a delivery, each with the sequence of its message. */
  readonly deliveries: RowLog<{ readonly message: number }>;
  readonly answers: AnswerLog;
  /** Virtual times of the hits, with the time at which they are worthless. */
  readonly counters: Map<string, { at: number; until: number }[]>;
  readonly faultCounts: Map<string, FaultCount>;
  readonly outbox: Map<string, OutboxRow>;
}

export interface Snapshot extends SnapshotRow {
  readonly state: NamespaceState;
  readonly rows: Rows;
}

export interface World {
  state: NamespaceState;
  rows: Rows;
  sequence: number;
  readonly createdAt: number;
  lastUsedAt: number;
  readonly snapshots: Snapshot[];
  /** Rows that went because there were too many or they were too large, since the world was made. */
  readonly forgotten: { messages: number; attempts: number };
  /** How many of the rows that the logs let go are in `forgotten`. */
  counted: { messages: number; attempts: number };
  /** There while its rows are copied: whoever changes them waits until it is over. */
  copying: Promise<unknown> | undefined;
}

const MEBI = 1 << 20;

const sum = (texts: Iterable<string | undefined>): number => {
  let length = 0;
  for (const text of texts) length += text?.length ?? 0;
  return length;
};

const contentSize = (content: MessageContent): number => {
  if ("header" in content)
    return sum([content.header.target.path, content.body.title, content.body.target.path, content.body.content]);
  return "linkUrl" in content ? sum([content.title, content.content, content.linkUrl]) : content.content.length;
};

const messageSize = (row: MessageRecord): number =>
  600 + row.language.length + (row.extendInfo?.length ?? 0) + contentSize(row.content);

const namesOf = ({ missing, extra, empty }: Rendering): number => sum(missing) + sum(extra) + sum(empty);

const attemptSize = ({ requestId, clientId, request, response, rendering = [] }: AttemptRecord): number =>
  800 +
  sum([requestId, clientId, request.uri, request.body, response.body, ...Object.values(request.headers)]) +
  rendering.reduce((size, report) => size + namesOf(report), 0);

export const emptyRows = (): Rows => ({
  messages: new RowLog({ rows: ROW_LIMITS.messages, size: BYTE_LIMITS.memory.messages }, messageSize),
  attempts: new RowLog({ rows: ROW_LIMITS.attempts, size: BYTE_LIMITS.memory.attempts }, attemptSize),
  controls: new RowLog({ rows: ROW_LIMITS.controls, size: MEBI }, () => 50),
  deliveries: new RowLog({ rows: ROW_LIMITS.messages, size: 16 * MEBI }, () => 30),
  answers: new AnswerLog(),
  counters: new Map(),
  faultCounts: new Map(),
  outbox: new Map(),
});

export const bytesOf = ({ messages, attempts, answers }: Rows): number => messages.size + attempts.size + answers.size;

/**
 * Rows are immutable, so a copy of the containers is a copy of everything. The lists go at once, which is a matter of microseconds;
 * what has to be put into a table one by one goes in slices, and must stand still until then.
 */
export const copyRows = async (rows: Rows): Promise<Rows> => ({
  messages: rows.messages.copy(),
  attempts: rows.attempts.copy(),
  controls: rows.controls.copy(),
  deliveries: rows.deliveries.copy(),
  answers: await rows.answers.copy(),
  counters: await copyMap(rows.counters, (hits) => [...hits]),
  faultCounts: new Map(rows.faultCounts),
  outbox: await copyMap(rows.outbox),
});
