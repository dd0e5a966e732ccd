import type { Config } from "../../model/config.js";
import type { FaultCount } from "../../model/fault.js";
import { randomText } from "../../model/random.js";
import { StaleRevisionError } from "../errors.js";
import { type Holding, heldBytes } from "../holding.js";
import { isOverfull } from "../limits.js";
import type {
  Amendment,
  Applied,
  AttemptFilter,
  AttemptQuery,
  Claim,
  ControlChange,
  Decision,
  Facts,
  Forgotten,
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
import { applyDecision, gatherFacts } from "./attempt.js";
import { findDeliveries } from "./deliveries.js";
import { holdingOf } from "./holdings.js";
import { pageAttempts, pageEvents, pageMessages } from "./listing.js";
import { claimDue, nextDue, settleEntry } from "./outbox.js";
import { dropSnapshot, restoreSnapshot, takeSnapshot } from "./snapshots.js";
import { countForgotten, countWorld, replaceRows, sweepWorld } from "./sweep.js";
import { emptyRows, type World } from "./world.js";
import { queueMicrotask, setImmediate } from "../../model/real-time.js";
import { nextTurn } from "../../model/turns.js";

/** Everything in this process, nothing on disk. The reference that the other stores are measured against. */
export class MemoryStore implements Store {
  readonly kind = "memory";
  readonly #worlds = new Map<string, World>();
  readonly #watchers = new Set<(namespace: string) => void>();
  readonly #changed = new Set<string>();
  #platformKey: Promise<PlatformKeyRecord> | undefined;
  #turn: Promise<void> | undefined;

  async open(): Promise<void> {}

  async close(): Promise<void> {
    this.#watchers.clear();
  }

  async health(): Promise<StoreHealth> {
    return {};
  }

  peek(namespace: string): NamespaceState | undefined {
    return this.#worlds.get(namespace)?.state;
  }

  ensure(namespace: string, initial: Config, now: number): NamespaceState {
    const known = this.#worlds.get(namespace);
    if (known) {
      known.lastUsedAt = now;
      return known.state;
    }
    const salt = randomText(16, "base64url");
    const state: NamespaceState = { name: namespace, revision: 1, config: initial, faults: [], clockOffset: 0, salt };
    this.#worlds.set(namespace, {
      state,
      rows: emptyRows(),
      sequence: 0,
      createdAt: now,
      lastUsedAt: now,
      snapshots: [],
      forgotten: { messages: 0, attempts: 0 },
      counted: { messages: 0, attempts: 0 },
      copying: undefined,
    });
    return state;
  }

  async refresh(): Promise<void> {}

  change<T>(namespace: string, at: number, change: (state: NamespaceState) => StateChange<T>): Promise<T> {
    return this.#still(namespace, (world) => {
      const { next, event, value } = change(world.state);
      world.state = { ...world.state, ...next, revision: world.state.revision + 1 };
      if (next.faults) {
        const ids = new Set(next.faults.map(({ id }) => id));
        for (const id of world.rows.faultCounts.keys()) if (!ids.has(id)) world.rows.faultCounts.delete(id);
      }
      this.#note(world, event, at);
      return value;
    });
  }

  async attempt<D extends Decision>(query: AttemptQuery, decide: (facts: Facts) => D): Promise<Applied<D>> {
    const known = this.#worlds.get(query.namespace);
    const world = known?.copying === undefined ? known : await this.#still(query.namespace, (still) => still);
    if (world?.state.revision !== query.revision) throw new StaleRevisionError(query.namespace);
    const decision = decide(gatherFacts(world, query));
    world.lastUsedAt = query.usedAt;
    const sequence = applyDecision(world, query, decision);
    if (sequence > 0) this.#notify(query.namespace);
    await this.#turnIsOver();
    return { decision, sequence };
  }

  amend({ namespace, sequence, key, store, attempt }: Amendment): Promise<void> {
    return this.#still(namespace, (world) => {
      const { answers, attempts, deliveries } = world.rows;
      if (answers.get(key)?.messageId !== store.messageId) return;
      answers.replace(key, store);
      attempts.replace({ ...attempt, sequence });
      world.sequence += 1;
      deliveries.push({ message: sequence, sequence: world.sequence });
      this.#notify(namespace);
    });
  }

  async faultCounts(namespace: string): Promise<readonly FaultCount[]> {
    const { state, rows } = this.#world(namespace);
    return state.faults.map(({ id }) => rows.faultCounts.get(id) ?? { drawn: 0, happened: 0 });
  }

  async messages(namespace: string, filter: MessageFilter, page: PageQuery) {
    return pageMessages(this.#world(namespace), filter, page);
  }

  async attempts(namespace: string, filter: AttemptFilter, page: PageQuery) {
    return pageAttempts(this.#world(namespace), filter, page);
  }

  async deliveries(namespace: string, messageIds: readonly string[]) {
    return findDeliveries(this.#world(namespace), messageIds);
  }

  async events(namespace: string, after: number | undefined, limit: number) {
    return pageEvents(this.#world(namespace), after, limit);
  }

  watch(listener: (namespace: string) => void): () => void {
    this.#watchers.add(listener);
    return () => this.#watchers.delete(listener);
  }

  async namespaces(): Promise<readonly NamespaceRow[]> {
    return [...this.#worlds.values()].map(countWorld);
  }

  reset(namespace: string, at: number): Promise<void> {
    return this.#still(namespace, (world) => {
      replaceRows(world, emptyRows());
      world.state = { ...world.state, faults: [], clockOffset: 0, revision: world.state.revision + 1 };
      this.#note(world, "reset", at);
    });
  }

  snapshot(namespace: string, at: number): Promise<SnapshotRow> {
    return this.#still(namespace, async (world) => {
      const row = await takeSnapshot(world, at);
      this.#note(world, "snapshot", at);
      return row;
    });
  }

  dropSnapshots(namespace: string): Promise<void> {
    return this.#still(namespace, (world) => {
      world.snapshots.length = 0;
      this.#notify(namespace);
    });
  }

  restore(namespace: string, id: string, at: number): Promise<SnapshotRow | undefined> {
    return this.#still(namespace, async (world) => {
      const row = await restoreSnapshot(world, id);
      if (row !== undefined) this.#note(world, "restore", at);
      return row;
    });
  }

  async claim(claim: Claim): Promise<readonly OutboxEntry[]> {
    return claimDue(this.#worlds, claim);
  }

  async nextDue(): Promise<number | undefined> {
    return nextDue(this.#worlds);
  }

  async settle(entry: OutboxEntry, outcome: OutboxOutcome): Promise<void> {
    const { namespace } = entry;
    if (!this.#worlds.has(namespace)) return;
    if (await this.#still(namespace, (world) => settleEntry(world, entry, outcome))) this.#notify(namespace);
  }

  platformKey(make: () => Promise<PlatformKeyRecord>): Promise<PlatformKeyRecord> {
    this.#platformKey ??= make();
    return this.#platformKey;
  }

  async sweep(plan: (state: NamespaceState) => SweepPlan): Promise<SweepResult> {
    let dropped = 0;
    const forgotten: Forgotten[] = [];
    for (const [namespace, world] of this.#worlds) {
      const { unusedSince, ...rest } = plan(world.state);
      if (unusedSince !== undefined && world.lastUsedAt < unusedSince && world.copying === undefined) {
        this.#worlds.delete(namespace);
        dropped += 1;
        continue;
      }
      await sweepWorld(world, rest);
      const { messages, attempts } = countForgotten(world);
      if (messages + attempts > 0) forgotten.push({ namespace, messages, attempts });
      // Large namespaces take a moment each.
      await nextTurn();
    }
    return { dropped, forgotten, isDone: true };
  }

  async usedBytes(): Promise<number> {
    return (await this.holdings()).reduce((sum, holding) => sum + heldBytes(holding), 0);
  }

  isOverfull(namespace: string): boolean {
    const world = this.#worlds.get(namespace);
    if (world === undefined) return false;
    const { rows, counted } = world;
    // What went by itself is to be said.
    const isUnsaid = rows.messages.gone > counted.messages || rows.attempts.gone > counted.attempts;
    return isUnsaid || isOverfull(this.kind, rows.messages.size, rows.attempts.size);
  }

  async holdings(): Promise<readonly Holding[]> {
    return [...this.#worlds.values()].map(holdingOf);
  }

  async dropSnapshot(namespace: string, id: string): Promise<boolean> {
    return this.#worlds.has(namespace) && this.#still(namespace, (world) => dropSnapshot(world, id));
  }

  /**
   * All attempts of a turn of the event loop answer together: a write that wakes a sleeping reader costs more than the whole
   * attempt, and of many in a row only the first one does.
   */
  #turnIsOver(): Promise<void> {
    this.#turn ??= new Promise((resolve) => {
      setImmediate(() => {
        this.#turn = undefined;
        resolve();
      });
    });
    return this.#turn;
  }

  /** Changes a namespace: at once, or when what is copied from it or to it no longer has to stand still. */
  async #still<T>(namespace: string, work: (world: World) => T | Promise<T>): Promise<T> {
    for (;;) {
      const world = this.#world(namespace);
      if (world.copying === undefined) return work(world);
      await world.copying;
    }
  }

  #world(namespace: string): World {
    const world = this.#worlds.get(namespace);
    if (!world) throw new StaleRevisionError(namespace);
    return world;
  }

  #note(world: World, change: ControlChange, at: number): void {
    world.sequence += 1;
    world.rows.controls.push({ change, at, sequence: world.sequence });
    this.#notify(world.state.name);
  }

  #notify(namespace: string): void {
    if (this.#watchers.size === 0) return;
    if (this.#changed.size === 0) {
      queueMicrotask(() => {
        const changed = [...this.#changed];
        this.#changed.clear();
        for (const name of changed) for (const watcher of this.#watchers) watcher(name);
      });
    }
    this.#changed.add(namespace);
  }
}
