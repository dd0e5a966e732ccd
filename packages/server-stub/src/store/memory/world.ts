import type { AttemptRecord } from "../../model/attempt.js";
import type { FaultCount } from "../../model/fault.js";
import type { MessageRecord } from "../../model/message.js";
import type { ControlChange, NamespaceState, SnapshotRow, StoredAnswer } from "../store.js";
import { RowLog } from "./row-log.js";

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
  readonly answers: Map<string, StoredAnswer>;
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
}

const MEBI = 1 << 20;
const contentSize = (row: MessageRecord): number => 300 + JSON.stringify(row.content).length;
const attemptSize = (row: AttemptRecord): number => 500 + row.request.body.length + row.response.body.length;

export const emptyRows = (): Rows => ({
  messages: new RowLog({ rows: 100_000, size: 128 * MEBI }, contentSize),
  attempts: new RowLog({ rows: 50_000, size: 64 * MEBI }, attemptSize),
  controls: new RowLog({ rows: 1000, size: MEBI }, () => 50),
  deliveries: new RowLog({ rows: 100_000, size: 16 * MEBI }, () => 30),
  answers: new Map(),
  counters: new Map(),
  faultCounts: new Map(),
  outbox: new Map(),
});

/** Rows are immutable, so a copy of the containers is a copy of everything. */
export const copyRows = (rows: Rows): Rows => ({
  messages: rows.messages.copy(),
  attempts: rows.attempts.copy(),
  controls: rows.controls.copy(),
  deliveries: rows.deliveries.copy(),
  answers: new Map(rows.answers),
  counters: new Map([...rows.counters].map(([key, hits]) => [key, [...hits]])),
  faultCounts: new Map(rows.faultCounts),
  outbox: new Map(rows.outbox),
});
