import type { Eventually } from "../../model/eventually.js";
import type { Config } from "../../model/config.js";
import type { FaultCount } from "../../model/fault.js";
import type {
  Amendment,
  Applied,
  AttemptFilter,
  AttemptQuery,
  Claim,
  Decision,
  Facts,
  MessageFilter,
  NamespaceRow,
  NamespaceState,
  OutboxEntry,
  OutboxOutcome,
  PageQuery,
  PlatformKeyRecord,
  SnapshotRow,
  StateChange,
  Store,
  StoreHealth,
  SweepPlan,
  SweepResult,
} from "../store.js";
import type { Holding } from "../holding.js";
import { isOverfull } from "../limits.js";
import { amendAnswer } from "./amend.js";
import { describeUrl, readSchema, readUnknown } from "./address.js";
import { findDeliveries } from "./deliveries.js";
import type { Written } from "./effects.js";
import { changeState, resetNamespace } from "./lifecycle.js";
import { dropAllSnapshots, dropSnapshot, restoreSnapshot, takeSnapshot } from "./snapshots.js";
import { listEvents } from "./events.js";
import { readHoldings } from "./holdings.js";
import { listAttempts, listMessages } from "./listing.js";
import { type Opened, openParts } from "./opened.js";
import { claimDue, nextDue, settleEntry } from "./outbox.js";
import { countRows, faultCounts, keepPlatformKey, usedBytes } from "./reading.js";
import { proveTaking } from "./prove-taking.js";
import { sweepStore } from "./sweep.js";

export interface PostgresStoreOptions {
  /** `postgres://user:password@host:port/database` */
  readonly url: string;
  /** Schema that holds the tables; stubs with different schemas do not see each other. */
  readonly schema?: string;
  /** Told what somebody should know, and what keeps the store from nothing. */
  readonly onNotice?: (text: string) => void;
}

/** One database for any number of replicas. Every promise resolves after its COMMIT. */
export class PostgresStore implements Store {
  readonly kind = "postgres";
  readonly #url: string;
  readonly #schema: string;
  readonly #watchers = new Set<(namespace: string) => void>();
  /** As of the last write of this replica. */
  readonly #sizes = new Map<string, Written>();
  #opened: Opened | undefined;
  #opening: Promise<Opened> | undefined;

  constructor({ url, schema = readSchema(url), onNotice }: PostgresStoreOptions) {
    this.#url = url;
    this.#schema = schema;
    for (const notice of readUnknown(url)) onNotice?.(`store ${describeUrl(url)}: ${notice}`);
  }

  async open(): Promise<void> {
    await this.#open();
  }

  async close(): Promise<void> {
    const opened = this.#opened ?? (await this.#opening?.catch(() => undefined));
    this.#opened = undefined;
    this.#opening = undefined;
    if (opened === undefined) return;
    await opened.batches.drain();
    await opened.merger.close();
    await opened.notices.close();
    this.#watchers.clear();
    await opened.pool.end();
  }

  async health(): Promise<StoreHealth> {
    const { pool, refused } = await this.#open();
    await proveTaking(pool, refused);
    return {};
  }

  peek(namespace: string): NamespaceState | undefined {
    return this.#opened?.states.peek(namespace);
  }

  ensure(namespace: string, initial: Config, now: number): Eventually<NamespaceState> {
    const states = this.#opened?.states;
    const known = states?.peek(namespace);
    if (states === undefined || known === undefined) return this.#ensure(namespace, initial, now);
    states.use(namespace, now);
    return known;
  }

  async refresh(namespace: string): Promise<void> {
    await (await this.#open()).states.reload(namespace);
  }

  async change<T>(namespace: string, at: number, change: (state: NamespaceState) => StateChange<T>): Promise<T> {
    const { pool } = await this.#open();
    const { state, value } = await changeState(pool, namespace, at, change);
    this.#learn(state);
    return value;
  }

  async attempt<D extends Decision>(query: AttemptQuery, decide: (facts: Facts) => D): Promise<Applied<D>> {
    const { batches } = this.#opened ?? (await this.#open());
    return batches.attempt(query, decide);
  }

  async amend(amendment: Amendment): Promise<void> {
    const { pool } = await this.#open();
    await amendAnswer(pool, amendment);
    this.#changed([amendment.namespace]);
  }

  async faultCounts(namespace: string): Promise<readonly FaultCount[]> {
    return faultCounts((await this.#open()).pool, namespace);
  }

  async messages(namespace: string, filter: MessageFilter, page: PageQuery) {
    return listMessages((await this.#open()).pool, namespace, filter, page);
  }

  async attempts(namespace: string, filter: AttemptFilter, page: PageQuery) {
    return listAttempts((await this.#open()).pool, namespace, filter, page);
  }

  async deliveries(namespace: string, messageIds: readonly string[]) {
    return findDeliveries((await this.#open()).pool, namespace, messageIds);
  }

  async events(namespace: string, after: number | undefined, limit: number) {
    return listEvents((await this.#open()).pool, namespace, after, limit);
  }

  watch(listener: (namespace: string) => void): () => void {
    this.#watchers.add(listener);
    return () => this.#watchers.delete(listener);
  }

  async namespaces(): Promise<readonly NamespaceRow[]> {
    return countRows((await this.#open()).pool);
  }

  async reset(namespace: string, at: number): Promise<void> {
    this.#learn(await resetNamespace((await this.#open()).pool, namespace, at));
  }

  async snapshot(namespace: string, at: number): Promise<SnapshotRow> {
    const { pool, merger } = await this.#open();
    const { row, layers } = await takeSnapshot(pool, namespace, at);
    this.#changed([namespace]);
    await merger.tell(namespace, layers);
    return row;
  }

  async restore(namespace: string, id: string, at: number): Promise<SnapshotRow | undefined> {
    const restored = await restoreSnapshot((await this.#open()).pool, namespace, id, at);
    if (restored !== undefined) this.#learn(restored.state);
    return restored?.row;
  }

  async claim(claim: Claim): Promise<readonly OutboxEntry[]> {
    const { pool, states } = await this.#open();
    const entries = await claimDue(pool, claim);
    // Whoever delivers goes by the configuration: it has to be at least as new as the message.
    for (const name of new Set(entries.map(({ namespace }) => namespace))) await states.reload(name);
    return entries;
  }

  async nextDue(): Promise<number | undefined> {
    return nextDue((await this.#open()).pool);
  }

  async settle(entry: OutboxEntry, outcome: OutboxOutcome): Promise<void> {
    if (await settleEntry((await this.#open()).pool, entry, outcome)) this.#changed([entry.namespace]);
  }

  async platformKey(make: () => Promise<PlatformKeyRecord>): Promise<PlatformKeyRecord> {
    return keepPlatformKey((await this.#open()).pool, make);
  }

  async sweep(plan: (state: NamespaceState) => SweepPlan, stop?: AbortSignal): Promise<SweepResult> {
    const { pool, states, notices, merger } = await this.#open();
    const { dropped, forgotten, isDone } = await merger.aside(() => sweepStore(pool, plan, stop));
    this.#sizes.clear();
    for (const name of dropped) states.forget(name);
    notices.tellState(dropped);
    this.#wake(dropped);
    return { dropped: dropped.length, forgotten, isDone };
  }

  async usedBytes(): Promise<number> {
    return usedBytes((await this.#open()).pool);
  }

  isOverfull(namespace: string): boolean {
    const size = this.#sizes.get(namespace);
    return size !== undefined && isOverfull(this.kind, size.message_bytes, size.attempt_bytes);
  }

  async dropSnapshots(namespace: string): Promise<void> {
    await dropAllSnapshots((await this.#open()).pool, namespace);
    this.#changed([namespace]);
  }

  async holdings(): Promise<readonly Holding[]> {
    return readHoldings((await this.#open()).pool);
  }

  async dropSnapshot(namespace: string, id: string): Promise<boolean> {
    return dropSnapshot((await this.#open()).pool, namespace, id);
  }

  async #ensure(namespace: string, initial: Config, now: number): Promise<NamespaceState> {
    const { states } = await this.#open();
    const state = await states.ensure(namespace, initial, now);
    states.use(namespace, now);
    return state;
  }

  #learn(state: NamespaceState): void {
    this.#opened?.states.put(state);
    this.#opened?.notices.tellState([state.name]);
    this.#wake([state.name]);
  }

  #changed(names: Iterable<string>): void {
    this.#opened?.notices.tell(names);
    this.#wake(names);
  }

  #wake(names: Iterable<string>): void {
    for (const name of names) for (const watcher of this.#watchers) watcher(name);
  }

  #open(): Promise<Opened> {
    this.#opening ??= this.#connect().catch((error: unknown) => {
      this.#opening = undefined;
      throw error;
    });
    return this.#opening;
  }

  async #connect(): Promise<Opened> {
    this.#opened = await openParts(
      { url: this.#url, schema: this.#schema },
      {
        sized: (name, size) => this.#sizes.set(name, size),
        committed: (names) => this.#changed(names),
        wake: (names) => this.#wake(names),
      },
    );
    return this.#opened;
  }
}
