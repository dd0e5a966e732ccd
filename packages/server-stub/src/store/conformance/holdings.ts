import { describe, expect, it } from "vitest";
import { DEFAULT_CONFIG } from "../../model/config.js";
import { type Holding, heldBytes } from "../holding.js";
import { takeLarge } from "./taking.js";
import { EVERYTHING, NAMESPACE, NOW, type StoreFactory, useBench } from "./world.js";

const COUNT = 20;
const LENGTH = 2000;
const OTHER = "other";

export const describeHoldings = (factory: StoreFactory): void => {
  describe("what namespaces take with their snapshots", () => {
    const bench = useBench(factory);

    const take = (first: number, count = COUNT) =>
      Promise.all(Array.from({ length: count }, (_, nth) => takeLarge(bench.store, `r${first + nth}`, LENGTH)));

    const look = async (name = NAMESPACE): Promise<Holding & { readonly held: number }> => {
      const holding = (await bench.store.holdings()).find(({ namespace }) => namespace === name);
      if (holding === undefined) throw new Error(`nothing is said of ${name}`);
      return { ...holding, held: heldBytes(holding) };
    };

    it("is each layer once", async () => {
      await take(0);
      const one = await look();
      expect(one.held).toBeGreaterThan(COUNT * LENGTH);
      const counted = (await bench.store.namespaces()).find(({ name }) => name === NAMESPACE);
      expect(one).toMatchObject({ bytes: counted?.bytes, held: one.bytes, snapshots: [] });
      const { id } = await bench.store.snapshot(NAMESPACE, NOW);
      await take(COUNT, 2);
      const { id: later } = await bench.store.snapshot(NAMESPACE, NOW);
      const grown = await look();
      expect(grown.snapshots.map((snapshot) => snapshot.id)).toEqual([id, later]);
      expect(grown.held).toBeGreaterThan(one.held + 2 * LENGTH);
      expect(grown.held).toBeLessThan(one.held * 1.3);
      expect(heldBytes({ ...grown, snapshots: [] })).toBe(grown.held);
    });

    it("is what snapshots have alone, until they go", async () => {
      await take(0);
      const { id } = await bench.store.snapshot(NAMESPACE, NOW);
      const { held } = await look();
      await bench.store.reset(NAMESPACE, NOW);
      expect(await look()).toMatchObject({ bytes: 0, held });
      await take(COUNT, 2);
      const after = await look();
      expect(after.held).toBeGreaterThan(held + 2 * LENGTH);
      expect(await bench.store.dropSnapshot(NAMESPACE, id)).toBe(true);
      expect(await look()).toMatchObject({ bytes: after.bytes, held: after.bytes, snapshots: [] });
      expect(after.bytes).toBeLessThan(held / 5);
    });

    it("is less once the rows are gone that nobody shows", async () => {
      await take(0);
      const { id } = await bench.store.snapshot(NAMESPACE, NOW);
      const { held } = await look();
      const plan = { answersSince: NOW + 1, now: NOW, messages: 2, attempts: 2, controls: 9, bytes: EVERYTHING };
      await bench.store.sweep(() => plan);
      expect((await look()).held).toBeGreaterThan(held * 0.9);
      await bench.store.dropSnapshot(NAMESPACE, id);
      expect(await bench.store.sweep(() => plan)).toMatchObject({ isDone: true });
      expect((await look()).held).toBeLessThan(held / 5);
    });

    it("is said of each namespace apart, and a snapshot goes in its own one alone", async () => {
      await bench.store.ensure(OTHER, DEFAULT_CONFIG, NOW);
      await take(0);
      const ids = [await bench.store.snapshot(NAMESPACE, NOW), await bench.store.snapshot(NAMESPACE, NOW)];
      const { id: others } = await bench.store.snapshot(OTHER, NOW);
      expect(await look(OTHER)).toMatchObject({ bytes: 0, held: 0, snapshots: [{ id: others }] });
      const [first, second] = ids.map(({ id }) => id);
      if (first === undefined || second === undefined) throw new Error("there are two");
      expect(await bench.store.dropSnapshot(OTHER, first)).toBe(false);
      expect(await bench.store.dropSnapshot(NAMESPACE, first)).toBe(true);
      expect(await bench.store.dropSnapshot(NAMESPACE, first)).toBe(false);
      expect(await bench.store.restore(NAMESPACE, first, NOW)).toBeUndefined();
      expect(await bench.store.restore(NAMESPACE, second, NOW)).toEqual({ id: second, at: NOW });
      expect((await look(OTHER)).snapshots).toHaveLength(1);
    });
  });
};
