import { randomBytes } from "node:crypto";
import type { StatementSync } from "node:sqlite";
import type { Config } from "../../model/config.js";
import { StaleRevisionError, StoreLostError } from "../errors.js";
import type { NamespaceState } from "../store.js";
import { createKeptSnapshots, type KeptSnapshots } from "./kept-snapshots.js";
import { type LastRow, newestRow } from "./last-row.js";
import { createLayers, type Layers } from "./layers.js";
import { lastGeneration, rowOf } from "./row.js";
import { type Tally, emptyTally, readTally } from "./tally.js";

/** One namespace as this process has it; the file has the same once the transaction is committed. */
export interface Namespace {
  state: NamespaceState;
  /** Where new rows go. */
  generation: number;
  /** This generation, and those under it. */
  chain: readonly number[];
  tally: Tally;
  /** The last one given out. */
  sequence: number;
  /** The last one that the file has of this generation; undefined while it has none. */
  writtenSequence: number | undefined;
  /** Rows up to this sequence may have been swept away. */
  swept: number;
  readonly createdAt: number;
  /** Real ms. */
  lastUsedAt: number;
  /** What the file has of it; written at most once a minute. */
  writtenUseAt: number;
}

export interface Namespaces {
  /** Reads everything anew. */
  load(): void;
  /** The state without looking into the file. */
  peek(name: string): NamespaceState | undefined;
  get(name: string): Namespace | undefined;
  /** @throws StaleRevisionError when it is gone */
  require(name: string): Namespace;
  all(): Namespace[];
  create(name: string, config: Config, now: number): Namespace;
  /** Puts the state into the file and raises the revision. */
  put(namespace: Namespace, next: Partial<NamespaceState>): void;
  remove(namespace: Namespace): void;
  use(namespace: Namespace, now: number): void;
  nextSequence(namespace: Namespace): number;
  /** Notes that events up to this sequence are about to go. */
  markSwept(namespace: Namespace, sequence: number): void;
  /** Notes that rows of the namespace were counted. */
  countAgain(namespace: Namespace): void;
  readonly layers: Layers;
  readonly snapshots: KeptSnapshots;
  /** Ends a hold on a generation, and leaves what nobody needs any more to the next sweep. */
  release(generation: number): void;
  /** Gives the namespace a new generation, on top of another one or empty, and lets go of the one it had. */
  renew(namespace: Namespace, under?: { readonly parent: number; readonly tally: Tally }): void;
  /** Two layers have become one. */
  skipLayer(upper: number): void;
  /** Writes the progress of what was touched; called before COMMIT. */
  write(): void;
  takeTouched(): ReadonlySet<string>;
  /** The newest row that the file has after a COMMIT. */
  lastRow(): LastRow | undefined;
}

const minute = 60_000;
const highest =
  "SELECT max(coalesce((SELECT max(generation) FROM progress), 0), coalesce((SELECT max(generation) FROM snapshot), 0), " +
  "coalesce((SELECT max(generation) FROM dropped), 0), coalesce((SELECT max(generation) FROM layer), 0)) AS generation";

export interface NamespacesOptions {
  readonly sql: (text: string) => StatementSync;
  /** Whether there is no room to note when a namespace was used. */
  readonly isFull: () => boolean;
  /** Rows were left to the next sweep. */
  readonly onDropped: () => void;
}

export const createNamespaces = ({ sql, isFull, onDropped }: NamespacesOptions): Namespaces => {
  let known = new Map<string, Namespace>();
  let lastMade = 0;
  const layers = createLayers(sql);
  const snapshots = createKeptSnapshots(sql);
  const progressed = new Set<Namespace>();
  let touched = new Set<string>();
  let lastSaved: LastRow | undefined;

  const saveProgress = (namespace: Namespace): void => {
    sql(
      "INSERT OR REPLACE INTO progress (generation, sequence, swept, last_used_at, tally) VALUES (?, ?, ?, ?, ?)",
    ).run(
      namespace.generation,
      namespace.sequence,
      namespace.swept,
      namespace.lastUsedAt,
      JSON.stringify(namespace.tally),
    );
    namespace.writtenUseAt = namespace.lastUsedAt;
    // Whoever is used, or swept, has nothing that would tell the file from an older one.
    if (namespace.writtenSequence === namespace.sequence) return;
    namespace.writtenSequence = namespace.sequence;
    lastSaved = { generation: namespace.generation, sequence: namespace.sequence };
  };
  const nextGeneration = (): number => {
    if (lastMade >= lastGeneration) throw new StoreLostError("the store has no generation left; use a new file");
    lastMade += 1;
    return lastMade;
  };
  const touch = (namespace: Namespace): void => {
    progressed.add(namespace);
    touched.add(namespace.state.name);
  };
  const drop = (dropped: number): void => {
    sql("INSERT OR IGNORE INTO dropped (generation) VALUES (?)").run(dropped);
    onDropped();
    sql("DELETE FROM progress WHERE generation = ?").run(dropped);
    if (lastSaved?.generation === dropped) lastSaved = newestRow(sql);
    sql("DELETE FROM looked_up WHERE generation = ?").run(dropped);
    sql("DELETE FROM outbox WHERE row > ? AND row < ?").run(rowOf(dropped, 0), rowOf(dropped + 1, 0));
  };

  const release = (generation: number): void => {
    for (const unused of layers.release(generation)) drop(unused);
  };

  return {
    layers,
    snapshots,
    load() {
      known = new Map();
      layers.load();
      snapshots.load();
      progressed.clear();
      touched = new Set();
      lastSaved = newestRow(sql);
      lastMade = Number(sql(highest).get()?.["generation"]);
      for (const row of sql("SELECT * FROM namespace JOIN progress USING (generation)").iterate()) {
        const name = String(row["name"]);
        const generation = Number(row["generation"]);
        known.set(name, {
          state: {
            name,
            revision: Number(row["revision"]),
            config: JSON.parse(String(row["config"])),
            faults: JSON.parse(String(row["faults"])),
            clockOffset: Number(row["clock_offset"]),
            salt: String(row["salt"]),
          },
          generation,
          chain: layers.chainOf(generation),
          tally: readTally(sql, row["tally"], generation),
          sequence: Number(row["sequence"]),
          writtenSequence: Number(row["sequence"]),
          swept: Number(row["swept"]),
          createdAt: Number(row["created_at"]),
          lastUsedAt: Number(row["last_used_at"]),
          writtenUseAt: Number(row["last_used_at"]),
        });
      }
    },
    peek: (name) => known.get(name)?.state,
    get: (name) => known.get(name),
    require(name) {
      const namespace = known.get(name);
      if (namespace === undefined) throw new StaleRevisionError(name);
      return namespace;
    },
    all: () => [...known.values()],
    create(name, config, now) {
      const state = {
        name,
        revision: 1,
        config,
        faults: [],
        clockOffset: 0,
        salt: randomBytes(16).toString("base64url"),
      };
      const used = { createdAt: now, lastUsedAt: now, writtenUseAt: now };
      const made = nextGeneration();
      const namespace: Namespace = {
        state,
        generation: made,
        chain: [made],
        tally: emptyTally(),
        sequence: 0,
        writtenSequence: undefined,
        swept: 0,
        ...used,
      };
      layers.add(made, undefined);
      sql(
        "INSERT INTO namespace (name, generation, revision, clock_offset, created_at, salt, faults, config) VALUES (?, ?, 1, 0, ?, ?, '[]', ?)",
      ).run(name, namespace.generation, now, state.salt, JSON.stringify(config));
      saveProgress(namespace);
      known.set(name, namespace);
      touch(namespace);
      return namespace;
    },
    put(namespace, next) {
      const state = { ...namespace.state, ...next, revision: namespace.state.revision + 1 };
      const { name, revision, clockOffset } = state;
      sql("UPDATE namespace SET generation = ?, revision = ?, clock_offset = ?, faults = ? WHERE name = ?").run(
        namespace.generation,
        revision,
        clockOffset,
        JSON.stringify(state.faults),
        name,
      );
      // It may have megabytes, which a fault or the clock does not change.
      if (next.config !== undefined)
        sql("UPDATE namespace SET config = ? WHERE name = ?").run(JSON.stringify(next.config), name);
      namespace.state = state;
      touch(namespace);
    },
    remove(namespace) {
      sql("DELETE FROM namespace WHERE name = ?").run(namespace.state.name);
      known.delete(namespace.state.name);
      progressed.delete(namespace);
      release(namespace.generation);
      touched.add(namespace.state.name);
    },
    use(namespace, now) {
      namespace.lastUsedAt = Math.max(namespace.lastUsedAt, now);
      if (now - namespace.writtenUseAt >= minute && !isFull()) progressed.add(namespace);
    },
    nextSequence(namespace) {
      namespace.sequence += 1;
      touch(namespace);
      return namespace.sequence;
    },
    markSwept(namespace, sequence) {
      namespace.swept = Math.max(namespace.swept, sequence);
      progressed.add(namespace);
    },
    countAgain: (namespace) => progressed.add(namespace),
    release,
    renew(namespace, under) {
      const before = namespace.generation;
      namespace.generation = nextGeneration();
      namespace.writtenSequence = undefined;
      layers.add(namespace.generation, under?.parent);
      namespace.chain = layers.chainOf(namespace.generation);
      namespace.tally = under?.tally ?? emptyTally(namespace.tally.forgotten);
      sql("UPDATE namespace SET generation = ? WHERE name = ?").run(namespace.generation, namespace.state.name);
      sql("DELETE FROM progress WHERE generation = ?").run(before);
      saveProgress(namespace);
      // Comes last: the newest row is looked for where it goes.
      release(before);
    },
    skipLayer(upper) {
      layers.skip(upper);
      drop(upper);
      for (const namespace of known.values()) {
        if (namespace.chain.includes(upper)) namespace.chain = layers.chainOf(namespace.generation);
      }
    },
    write() {
      for (const namespace of progressed) saveProgress(namespace);
      progressed.clear();
    },
    takeTouched() {
      const names = touched;
      touched = new Set();
      return names;
    },
    lastRow: () => lastSaved,
  };
};
