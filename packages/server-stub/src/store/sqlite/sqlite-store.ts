import type { Eventually } from "../../model/eventually.js";
import type { DatabaseSync } from "node:sqlite";
import type { Config } from "../../model/config.js";
import type { FaultCount } from "../../model/fault.js";
import { isFullStore } from "../errors.js";
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
import { isOverfull } from "../limits.js";
import { applyAmendment, applyAttempt } from "./attempt.js";
import type { Connection } from "./connection.js";
import { inTurn } from "../../model/turns.js";
import { findDeliveries } from "./deliveries.js";
import {
  changeState,
  dropSnapshot,
  dropSnapshots,
  resetNamespace,
  restoreSnapshot,
  takeSnapshot,
} from "./lifecycle.js";
import { listEvents } from "./events.js";
import { readHoldings } from "./holdings.js";
import { listAttempts, listMessages } from "./listing.js";
import type { OpeningOptions } from "./open-database.js";
import { type Opened, openConnected } from "./opened.js";
import { claimDue, nextDue, settleEntry } from "./outbox.js";
import { insist, tryWriting } from "./probe.js";
import { countRows, faultCounts, readSetting, usedBytes, writeSetting } from "./reading.js";
import { sweepStore } from "./sweep.js";

export interface SqliteStoreOptions extends Partial<OpeningOptions> {
  /** Path of the file; it and its folder are made when they are missing. */
  readonly file: string;
  /** @internal For tests: runs inside each transaction, just before COMMIT. */
  readonly beforeCommit?: (database: DatabaseSync) => void;
  /** @internal Length of a run of the lookup table; see lookup.ts. */
  readonly lookupRun?: number;
}

/** One file, one process. Every promise resolves after its COMMIT, with `synchronous = FULL`. */
export class SqliteStore implements Store {
  readonly kind = "sqlite";
  readonly #options: SqliteStoreOptions;
  readonly #watchers = new Set<(namespace: string) => void>();
  #opened: Opened | undefined;
  #opening: Promise<Opened> | undefined;
  #platformKey: Promise<PlatformKeyRecord> | undefined;

  constructor(options: SqliteStoreOptions) {
    this.#options = options;
  }

  async open(): Promise<void> {
    await this.#open();
  }

  async close(): Promise<void> {
    const opened = this.#opened ?? (await this.#opening?.catch(() => undefined));
    this.#opened = undefined;
    this.#opening = undefined;
    if (opened === undefined) return;
    opened.closing.abort();
    await opened.connection.commits.drain();
    this.#watchers.clear();
    opened.check.stop();
    opened.close();
  }

  async health(): Promise<StoreHealth> {
    const { connection, check } = this.#opened ?? (await this.#open());
    insist(connection);
    await tryWriting(connection);
    return { soundness: check.soundness() };
  }

  peek(namespace: string): NamespaceState | undefined {
    return this.#opened?.connection.namespaces.peek(namespace);
  }

  ensure(namespace: string, initial: Config, now: number): Eventually<NamespaceState> {
    const namespaces = this.#opened?.connection.namespaces;
    const known = namespaces?.get(namespace);
    if (namespaces !== undefined && known !== undefined) {
      namespaces.use(known, now);
      return known.state;
    }
    return this.#take((connection) => {
      const found = connection.namespaces.get(namespace) ?? connection.namespaces.create(namespace, initial, now);
      connection.namespaces.use(found, now);
      return found.state;
    });
  }

  async refresh(): Promise<void> {}

  change<T>(namespace: string, at: number, change: (state: NamespaceState) => StateChange<T>): Promise<T> {
    return this.#take((connection) => changeState(connection, namespace, at, change));
  }

  attempt<D extends Decision>(query: AttemptQuery, decide: (facts: Facts) => D): Promise<Applied<D>> {
    const add = ({ connection }: Opened): Promise<Applied<D>> => {
      const lack = connection.lackOfRoom();
      if (lack) return Promise.reject(lack);
      return connection.commits.add(() => applyAttempt(connection, query, decide), query.pendingSignatures ?? 0);
    };
    return this.#opened ? add(this.#opened) : this.#open().then(add);
  }

  amend(amendment: Amendment): Promise<void> {
    return this.#take((connection) => applyAmendment(connection, amendment));
  }

  faultCounts(namespace: string): Promise<readonly FaultCount[]> {
    return this.#run((connection) => faultCounts(connection, connection.namespaces.require(namespace)));
  }

  async messages(namespace: string, filter: MessageFilter, page: PageQuery) {
    return listMessages((await this.#open()).connection, namespace, filter, page);
  }

  async attempts(namespace: string, filter: AttemptFilter, page: PageQuery) {
    return listAttempts((await this.#open()).connection, namespace, filter, page);
  }

  deliveries(namespace: string, messageIds: readonly string[]) {
    return inTurn(namespace, () =>
      this.#run((connection) => findDeliveries(connection, connection.namespaces.require(namespace), messageIds)),
    );
  }

  events(namespace: string, after: number | undefined, limit: number) {
    return inTurn(namespace, () =>
      this.#run((connection) => listEvents(connection, connection.namespaces.require(namespace), after, limit)),
    );
  }

  watch(listener: (namespace: string) => void): () => void {
    this.#watchers.add(listener);
    return () => this.#watchers.delete(listener);
  }

  namespaces(): Promise<readonly NamespaceRow[]> {
    return this.#run((connection) => connection.namespaces.all().map(countRows));
  }

  reset(namespace: string, at: number): Promise<void> {
    return this.#free(() => this.#run((connection) => resetNamespace(connection, namespace, at)));
  }

  snapshot(namespace: string, at: number): Promise<SnapshotRow> {
    return this.#take((connection) => takeSnapshot(connection, namespace, at));
  }

  async dropSnapshots(namespace: string): Promise<void> {
    await this.#free(() => this.#run((connection) => dropSnapshots(connection, namespace, 0)));
    for (const watcher of this.#watchers) watcher(namespace);
  }

  restore(namespace: string, id: string, at: number): Promise<SnapshotRow | undefined> {
    return this.#take((connection) => restoreSnapshot(connection, namespace, id, at));
  }

  claim(claim: Claim): Promise<readonly OutboxEntry[]> {
    return this.#take((connection) => claimDue(connection, claim));
  }

  nextDue(): Promise<number | undefined> {
    return this.#run(nextDue);
  }

  settle(entry: OutboxEntry, outcome: OutboxOutcome): Promise<void> {
    return this.#take((connection) => settleEntry(connection, entry, outcome));
  }

  platformKey(make: () => Promise<PlatformKeyRecord>): Promise<PlatformKeyRecord> {
    this.#platformKey ??= this.#makePlatformKey(make).catch((error: unknown) => {
      this.#platformKey = undefined;
      throw error;
    });
    return this.#platformKey;
  }

  async sweep(plan: (state: NamespaceState) => SweepPlan, stop?: AbortSignal): Promise<SweepResult> {
    const { connection } = await this.#open();
    return this.#free(() => sweepStore(connection, plan, stop));
  }

  usedBytes(): Promise<number> {
    return this.#run(usedBytes);
  }

  isOverfull(namespace: string): boolean {
    if (this.#opened?.connection.isCrowded()) return true;
    const tally = this.#opened?.connection.namespaces.get(namespace)?.tally;
    return tally !== undefined && isOverfull(this.kind, tally.message.bytes, tally.attempt.bytes);
  }

  async holdings() {
    return readHoldings((await this.#open()).connection);
  }

  dropSnapshot(namespace: string, id: string): Promise<boolean> {
    return this.#free(() => this.#run((connection) => dropSnapshot(connection, namespace, id)));
  }

  async #makePlatformKey(make: () => Promise<PlatformKeyRecord>): Promise<PlatformKeyRecord> {
    const kept = await this.#run((connection) => readSetting(connection, "platform_key"));
    if (kept !== undefined) return JSON.parse(kept);
    const made = await make();
    await this.#run((connection) => writeSetting(connection, "platform_key", JSON.stringify(made)));
    return made;
  }

  async #run<T>(work: (connection: Connection) => T): Promise<T> {
    const { connection } = this.#opened ?? (await this.#open());
    return connection.commits.run(() => work(connection));
  }

  /** For work that needs room, and frees none. */
  async #take<T>(work: (connection: Connection) => T): Promise<T> {
    insist((this.#opened ?? (await this.#open())).connection);
    return this.#run(work);
  }

  /** For work that frees room: what it needs itself may come out of the reserve. */
  async #free<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const connection = this.#opened?.connection;
      if (!isFullStore(error) || connection === undefined) throw error;
      connection.room.shortenLog(connection.database);
      connection.room.spend();
      return work();
    }
  }

  #open(): Promise<Opened> {
    this.#opening ??= this.#connect().catch((error: unknown) => {
      this.#opening = undefined;
      throw error;
    });
    return this.#opening;
  }

  async #connect(): Promise<Opened> {
    const { file: path, onLost = () => {}, onNotice = () => {}, ...rest } = this.#options;
    const changed = (names: ReadonlySet<string>): void => {
      for (const name of names) for (const watcher of this.#watchers) watcher(name);
    };
    this.#opened = await openConnected({ path, onLost, onNotice, changed, ...rest });
    return this.#opened;
  }
}
