import { afterAll, beforeAll, expect, it } from "vitest";
import { type OpenStore, startOpenStore } from "../../../test/postgres/open-store.js";
import { DEFAULT_CONFIG } from "../../model/config.js";
import { NOW } from "../conformance/records.js";
import { idsOf, take } from "../conformance/taking.js";
import type { Store } from "../store.js";

let opened: OpenStore;
let store: Store;

beforeAll(async () => {
  opened = await startOpenStore();
  ({ store } = opened);
});
afterAll(() => opened.end());

it("takes messages however many snapshots come one after the other", async () => {
  const names = ["a", "b"];
  for (const name of names) await store.ensure(name, DEFAULT_CONFIG, NOW);
  const taking = { isOver: false };
  const snapshots = names
    .flatMap((name) => [name, name])
    .map(async (name) => {
      while (!taking.isOver) await store.snapshot(name, NOW);
    });
  const ids = Array.from({ length: 40 }, (_, nth) => `r${nth}`);
  try {
    for (const id of ids) await Promise.all(names.map((namespace) => take(store, id, { namespace })));
  } finally {
    taking.isOver = true;
    await Promise.all(snapshots);
  }
  for (const name of names) expect(await idsOf(store, name)).toEqual(ids);
});
