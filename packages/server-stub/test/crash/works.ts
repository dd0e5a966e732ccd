import { DEFAULT_CONFIG, DEFAULT_POLICIES } from "../../src/model/config.js";
import { EVERYTHING, NAMESPACE as NAME, NOW } from "../../src/store/conformance/records.js";
import { take } from "../../src/store/conformance/taking.js";
import type { SqliteStore } from "../../src/store/sqlite/sqlite-store.js";

/** What is done to a store until the process is killed: a step begins, and is done once it is durable. */
export type Step =
  | readonly ["take", id: string]
  | readonly ["snapshot", id: string]
  | readonly ["restore", id: string]
  | readonly ["config", retention: string]
  | readonly ["sweep", keep: number]
  | readonly ["drop", name: string];

export const WORKS = ["load", "start", "migration", "sweep", "snapshot", "restore", "drop", "config"] as const;
export type Work = (typeof WORKS)[number];

const plan = { answersSince: 0, now: NOW, messages: 1e6, attempts: 1e6, controls: 1000, bytes: EVERYTHING };

/** The steps of a work, without end. */
export function* stepsOf(work: Work, life: number): Generator<Step> {
  for (let nth = 0; ; nth += 1) {
    const id = `${work}-${life}-${nth}`;
    yield ["take", id];
    if (work === "sweep") yield ["sweep", 5 + (nth % 7)];
    // What it forgets lies under snapshots.
    if (work === "snapshot" || (work === "sweep" && nth % 2 === 0)) yield ["snapshot", id];
    if (work === "restore") {
      if (nth % 3 === 0) yield ["snapshot", id];
      else yield ["restore", `${work}-${life}-${nth - (nth % 3)}`];
    }
    if (work === "drop") yield ["drop", id];
    if (work === "config") yield ["config", `P${1 + life}DT${nth}S`];
  }
}

/** Does one step; the names that the store gives its snapshots stay in `snapshots`. */
export const doStep = async (store: SqliteStore, [kind, value]: Step, snapshots: Map<string, string>) => {
  if (kind === "take") await take(store, value);
  if (kind === "snapshot") snapshots.set(value, (await store.snapshot(NAME, NOW)).id);
  if (kind === "restore") await store.restore(NAME, snapshots.get(value) ?? "none", NOW);
  if (kind === "sweep") await store.sweep(() => ({ ...plan, messages: value, attempts: value }));
  if (kind === "config") {
    const config = { ...DEFAULT_CONFIG, policies: { ...DEFAULT_POLICIES, idempotencyRetention: value } };
    await store.change(NAME, NOW, () => ({ next: { config }, event: "config", value: undefined }));
  }
  if (kind === "drop") {
    await store.ensure(value, DEFAULT_CONFIG, NOW);
    for (let nth = 0; nth < 5; nth += 1) await take(store, `in-${value}-${nth}`, { namespace: value });
    await store.sweep(({ name }) => (name === NAME ? plan : { ...plan, unusedSince: NOW + 1 }));
  }
};
