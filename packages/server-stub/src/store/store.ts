import type { AttemptRecord } from "../model/attempt.js";
import type { Config } from "../model/config.js";
import type { Eventually } from "../model/eventually.js";
import type { FaultCount, PlannedFault } from "../model/fault.js";
import type { Delivery, MessageRecord } from "../model/message.js";
import type { Channel, Operation, SuperApp } from "../model/operation.js";
import type { Holding } from "./holding.js";

/** A row with its place in the namespace's one order. Sequences start at 1 and are never used twice, not even after a reset. */
export type Sequenced<T> = T & { readonly sequence: number };

/**
 * What is remembered of a namespace besides its rows. Immutable: a change makes a new object with a higher revision, so
 * that what is compiled from it can be cached by identity.
 */
export interface NamespaceState {
  readonly name: string;
  /** Grows with every change of config, faults or clock, with reset and with restore. */
  readonly revision: number;
  readonly config: Config;
  /** In the order of planning. Their counts are facts, not state: see {@link Store.faultCounts}. */
  readonly faults: readonly PlannedFault[];
  /** Virtual time minus real time, in ms. */
  readonly clockOffset: number;
  /** Random text, made with the namespace; masks of secrets are keyed with it. */
  readonly salt: string;
}

/** What a control call changes of a state. */
export interface StateChange<T> {
  readonly next: Partial<Pick<NamespaceState, "config" | "faults" | "clockOffset">>;
  /** Becomes a `control` event. */
  readonly event: ControlChange;
  readonly value: T;
}

export type ControlChange = "config" | "faults" | "clock" | "reset" | "snapshot" | "restore";

/** The answer that an idempotency key replays. */
export interface StoredAnswer {
  /** Virtual time in ms; older than the retention counts as forgotten. */
  readonly at: number;
  /** Digest of the request without its access token. */
  readonly fingerprint: string;
  readonly resultCode: string;
  readonly messageId?: string;
  /** The body that was answered, byte for byte. */
  readonly body: string;
  /** Until this real time the answer may still be amended, and a replay waits. */
  readonly pendingUntil?: number;
}

/** What an attempt needs to know. Everything is read, decided and written as one atomic step. */
export interface AttemptQuery {
  readonly namespace: string;
  /** Revision of the state that the query was made from; another one rejects with StaleRevisionError. */
  readonly revision: number;
  /** Real time in ms: the namespace was used. */
  readonly usedAt: number;
  /** Key of the stored answer (operation, client and requestId are in it), or none. */
  readonly key?: string;
  /** Sliding windows to count: hits of `key` later than `since` (virtual ms). */
  readonly counters: readonly { readonly key: string; readonly since: number }[];
  /** Ids of planned faults whose counts are needed. */
  readonly faults: readonly string[];
  /** Requests that are with other threads now (0 when left out): a store that shares its commits may wait for them. */
  readonly pendingSignatures?: number;
}

export interface Facts {
  readonly stored?: StoredAnswer;
  /** In the order of `query.counters`. */
  readonly counts: readonly number[];
  /** In the order of `query.faults`; undefined when the fault is gone. */
  readonly faults: readonly (FaultCount | undefined)[];
}

/** A hit of a sliding window; worthless after `until` (virtual ms). */
export interface CounterHit {
  readonly key: string;
  readonly at: number;
  readonly until: number;
}

export interface FaultDraw {
  readonly id: string;
  readonly happened: boolean;
}

/** What an attempt changes. `decide` is pure and synchronous, and may be called again when a transaction is retried. */
export interface Decision {
  readonly attempt?: AttemptRecord;
  /** Stored under `query.key`, in place of what was there. */
  readonly store?: StoredAnswer;
  readonly message?: MessageRecord;
  /** Real time in ms at which the message is due at the super app; without it no outbox entry is made. */
  readonly dueAt?: number;
  readonly hits?: readonly CounterHit[];
  readonly draws?: readonly FaultDraw[];
}

export interface Applied<D extends Decision> {
  readonly decision: D;
  /** Sequence of the attempt, and of the message that was taken with it; 0 when nothing was journalled. */
  readonly sequence: number;
}

/** Replaces the answer of an attempt that was stored as pending, and its journal row. */
export interface Amendment {
  readonly namespace: string;
  readonly sequence: number;
  readonly key: string;
  readonly store: StoredAnswer;
  readonly attempt: AttemptRecord;
}

export interface PageQuery {
  readonly limit: number;
  /** Sequence of the last row that was seen: only rows that come after it, in the order asked for. */
  readonly after?: number;
  /** Default `oldest`: which rows come first. */
  readonly order?: "oldest" | "newest";
  /** Default 4 MiB: a page ends there, but holds one row at least. */
  readonly bytes?: number;
  /** Whoever asked has gone: reading ends, and what the page holds is worth nothing. */
  readonly signal?: AbortSignal;
}

export interface MessageFilter {
  readonly requestId?: string;
  readonly messageId?: string;
  readonly channel?: Channel;
  readonly customerBelongsTo?: SuperApp;
  /** Words that ids or text contain, in whichever case. */
  readonly q?: string;
}

export interface AttemptFilter {
  readonly operation?: Operation;
  readonly requestId?: string;
  readonly q?: string;
}

/** In the order asked for. `next` is the sequence of the last row, and missing when nothing follows. */
export interface Page<T> {
  readonly rows: readonly Sequenced<T>[];
  readonly next?: number;
}

/**
 * Events are derived from the rows: an attempt with the message that was taken with it, a message whose delivery or whose
 * attempt has changed since (it gets a new sequence for that), a control change.
 */
export type StoreEvent =
  | {
      readonly type: "attempt";
      readonly sequence: number;
      readonly attempt: Sequenced<AttemptRecord>;
      readonly message?: Sequenced<MessageRecord>;
    }
  | {
      readonly type: "delivery";
      readonly sequence: number;
      readonly message: Sequenced<MessageRecord>;
      /** The attempt that took it, while it is kept. */
      readonly attempt?: Sequenced<AttemptRecord>;
    }
  | { readonly type: "control"; readonly sequence: number; readonly change: ControlChange; readonly at: number };

export interface EventPage {
  readonly events: readonly StoreEvent[];
  /** Sequence up to which everything is in `events` or before; where to go on. */
  readonly last: number;
  /** Rows after the asked sequence were already swept away, or it lies in the future: the reader has to start over. */
  readonly gap: boolean;
}

export interface NamespaceRow {
  readonly name: string;
  /** Real times in ms. */
  readonly createdAt: number;
  readonly lastUsedAt: number;
  readonly messages: number;
  readonly attempts: number;
  /** Of messages, attempts and answers. */
  readonly bytes: number;
  /** Rows that went because there were too many or they were too large, since the namespace was made. */
  readonly forgotten: { readonly messages: number; readonly attempts: number };
}

export interface SnapshotRow {
  readonly id: string;
  /** Virtual time in ms. */
  readonly at: number;
}

export interface PlatformKeyRecord {
  readonly keyVersion: string;
  /** PKCS#8, base64. */
  readonly privateKey: string;
  /** SubjectPublicKeyInfo, base64. */
  readonly publicKey: string;
}

/** Where messages go: a super app of a namespace; undefined for those that name none. */
export interface Destination {
  readonly namespace: string;
  readonly superApp: SuperApp | undefined;
}

export interface Claim {
  /** Real ms. */
  readonly now: number;
  /** Fewer are leased where they have to be read and are more than about 1 MiB together: others want their turn. */
  readonly limit: number;
  /** Milliseconds. */
  readonly lease: number;
  /** Leave these alone: they have enough to do. */
  readonly except: readonly Destination[];
}

export interface OutboxEntry {
  readonly namespace: string;
  readonly message: Sequenced<MessageRecord>;
  /** Attempts at the super app so far. */
  readonly attempts: number;
}

export interface OutboxOutcome {
  readonly delivery: Delivery;
  /** Real time in ms of the next attempt; without it the entry is done. */
  readonly retryAt?: number;
}

/** What a store keeps of one namespace at most, in bytes of what was sent and answered. */
export interface NamespaceBytes {
  readonly messages: number;
  readonly attempts: number;
  /** Answers that idempotency keys replay. */
  readonly answers: number;
}

/** Rows that went although nobody asked for it: there were too many, or they were too large. */
export interface Forgotten {
  readonly namespace: string;
  readonly messages: number;
  readonly attempts: number;
}

export interface SweepResult {
  /** How many namespaces were dropped. */
  readonly dropped: number;
  readonly forgotten: readonly Forgotten[];
  /** False when there may be something left that is to go: it was told to stop, or another replica is sweeping. */
  readonly isDone: boolean;
}

/** What a sweep keeps of one namespace. Everything counts rows, or virtual ms where it is a time. */
export interface SweepPlan {
  /** Real time: a namespace that was last used before it goes. Undefined: it stays. */
  readonly unusedSince?: number;
  readonly answersSince: number;
  readonly now: number;
  readonly messages: number;
  readonly attempts: number;
  readonly controls: number;
  readonly bytes: NamespaceBytes;
}

/** Of a store that can take messages. */
export interface StoreHealth {
  /** Whether all of its file has been read for damage since it was opened; of a store with a file alone. */
  readonly soundness?: "sound" | "checking" | "unknown" | undefined;
}

/** What is durable is durable before a promise resolves. What a lost store did is unknown: StoreLostError. */
export interface Store {
  readonly kind: "memory" | "sqlite" | "postgres";

  /** Opens and migrates. Called by every other method on its own; at start it turns a wrong URL into one clear line. */
  open(): Promise<void>;
  close(): Promise<void>;
  /** Resolves when messages can be taken now. @throws StoreLostError, StoreUnusableError saying why not */
  health(): Promise<StoreHealth>;

  /** The current state as far as this process knows, without waiting; undefined before {@link ensure}. */
  peek(namespace: string): NamespaceState | undefined;
  /** The current state; creates the namespace with `initial` at its first call. Marks it as used. */
  ensure(namespace: string, initial: Config, now: number): Eventually<NamespaceState>;
  /** Learns what other replicas have changed of the state, for those who are shown it. */
  refresh(namespace: string): Promise<void>;
  /** Changes the state atomically; `change` is pure, may run again, and what it throws rejects with nothing changed. */
  change<T>(namespace: string, at: number, change: (state: NamespaceState) => StateChange<T>): Promise<T>;

  /**
   * Rows become visible in the order of their sequences: whoever has read sequence n never finds a lower one later, also
   * when replicas write at the same time. Lists, events and cursors rely on it.
   */
  attempt<D extends Decision>(query: AttemptQuery, decide: (facts: Facts) => D): Promise<Applied<D>>;
  /** No effect when the key holds another messageId by now, or none. */
  amend(amendment: Amendment): Promise<void>;
  /** Counts in the order of `state.faults`. */
  faultCounts(namespace: string): Promise<readonly FaultCount[]>;

  messages(namespace: string, filter: MessageFilter, page: PageQuery): Promise<Page<MessageRecord>>;
  attempts(namespace: string, filter: AttemptFilter, page: PageQuery): Promise<Page<AttemptRecord>>;
  /** How far the deliveries of messages are, by messageId; those that are no longer kept are missing. */
  deliveries(namespace: string, messageIds: readonly string[]): Promise<ReadonlyMap<string, Delivery>>;
  /** As many as `limit` and about 1 MiB allow. `after` undefined: no events, only where the end is now. */
  events(namespace: string, after: number | undefined, limit: number): Promise<EventPage>;
  /** Calls `listener` after rows or state of a namespace have changed, in whichever replica. Calls may be merged. */
  watch(listener: (namespace: string) => void): () => void;

  namespaces(): Promise<readonly NamespaceRow[]>;
  /** Clears rows, counters, faults, outbox and clock; keeps config and snapshots. Sequences go on. */
  reset(namespace: string, at: number): Promise<void>;
  /** Of everything. Keeps the newest twenty. */
  snapshot(namespace: string, at: number): Promise<SnapshotRow>;
  /** Lets all snapshots of a namespace go. */
  dropSnapshots(namespace: string): Promise<void>;
  /** Undefined when there is no such snapshot. Sequences of rows come back, new ones stay higher than any before. */
  restore(namespace: string, id: string, at: number): Promise<SnapshotRow | undefined>;

  /** Leases up to `limit` entries that are due, so that nobody else gets them before `now + lease`. */
  claim(claim: Claim): Promise<readonly OutboxEntry[]>;
  /** When the next entry is due, in real ms. */
  nextDue(): Promise<number | undefined>;
  settle(entry: OutboxEntry, outcome: OutboxOutcome): Promise<void>;

  /** Made once, also across replicas; `make` is called only when there is none. */
  platformKey(make: () => Promise<PlatformKeyRecord>): Promise<PlatformKeyRecord>;
  /** Applies a plan to every namespace, or to some when it is told to stop. */
  sweep(plan: (state: NamespaceState) => SweepPlan, stop?: AbortSignal): Promise<SweepResult>;
  /** Bytes that everything takes, snapshots included. */
  usedBytes(): Promise<number>;
  /** Whether a namespace is so much over its byte limits that the next sweep should not wait. */
  isOverfull(namespace: string): boolean;
  /** What each namespace takes with its snapshots; a store may estimate how much of it they share. */
  holdings(): Promise<readonly Holding[]>;
  /** Lets a snapshot go; false when the namespace has no such one. */
  dropSnapshot(namespace: string, id: string): Promise<boolean>;
}
