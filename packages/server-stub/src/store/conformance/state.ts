import { describe, expect, it } from "vitest";
import { DEFAULT_CONFIG, DEFAULT_POLICIES } from "../../model/config.js";
import type { PlannedFault } from "../../model/fault.js";
import type { StoreFactory } from "./world.js";
import { EVERYTHING, NAMESPACE, NOW, useBench } from "./world.js";

const FAULT: PlannedFault = { id: "F1", seed: 7, effect: { latency: 10 } };

export const describeState = (factory: StoreFactory): void => {
  describe("state", () => {
    const bench = useBench(factory);

    it("creates a namespace with its first configuration and keeps that", async () => {
      const config = { ...DEFAULT_CONFIG, policies: { ...DEFAULT_POLICIES, signature: "off" as const } };
      const first = await bench.store.ensure("n1", config, NOW);
      const second = await bench.store.ensure("n1", DEFAULT_CONFIG, NOW + 1);
      expect(second.config).toEqual(config);
      expect(second.salt).toBe(first.salt);
      expect(first).toMatchObject({ name: "n1", faults: [], clockOffset: 0 });
      expect(bench.store.peek("n1")?.revision).toBe(first.revision);
      expect(bench.store.peek("n2")).toBeUndefined();
    });

    it("tells namespaces apart by case, and lists them", async () => {
      await bench.store.ensure("a.B-c_1", DEFAULT_CONFIG, NOW + 5);
      await bench.store.ensure("a.b-c_1", DEFAULT_CONFIG, NOW + 6);
      const names = (await bench.store.namespaces()).map(({ name }) => name);
      expect(names.toSorted()).toEqual(["a.B-c_1", "a.b-c_1", NAMESPACE]);
    });

    it("changes state under a new revision", async () => {
      const before = bench.store.peek(NAMESPACE)?.revision ?? 0;
      const value = await bench.store.change(NAMESPACE, NOW, (state) => ({
        next: { faults: [...state.faults, FAULT], clockOffset: state.clockOffset + 5 },
        event: "faults",
        value: "v",
      }));
      expect(value).toBe("v");
      const state = bench.store.peek(NAMESPACE);
      expect(state).toMatchObject({ faults: [FAULT], clockOffset: 5, config: DEFAULT_CONFIG });
      expect(state?.revision).toBeGreaterThan(before);
    });

    it("changes nothing when the change throws", async () => {
      const before = bench.store.peek(NAMESPACE);
      const change = bench.store.change(NAMESPACE, NOW, () => {
        throw new Error("illegal");
      });
      await expect(change).rejects.toThrow("illegal");
      expect(bench.store.peek(NAMESPACE)).toEqual(before);
    });

    it("loses no change of many at once", async () => {
      await Promise.all(
        Array.from({ length: 20 }, () =>
          bench.store.change(NAMESPACE, NOW, ({ clockOffset }) => ({
            next: { clockOffset: clockOffset + 1 },
            event: "clock",
            value: undefined,
          })),
        ),
      );
      expect(bench.store.peek(NAMESPACE)?.clockOffset).toBe(20);
    });

    it("refuses an attempt that was prepared from an older revision", async () => {
      const query = bench.query();
      await bench.store.change(NAMESPACE, NOW, () => ({ next: { clockOffset: 1 }, event: "clock", value: 0 }));
      await expect(async () => bench.store.attempt(query, () => ({}))).rejects.toMatchObject({
        code: "REVISION_STALE",
      });
    });

    it("makes the platform's key once", async () => {
      let made = 0;
      const make = async () => {
        made += 1;
        return { keyVersion: "1", privateKey: `p${made}`, publicKey: `q${made}` };
      };
      const keys = await Promise.all([bench.store.platformKey(make), bench.store.platformKey(make)]);
      expect(keys[1]).toEqual(keys[0]);
      expect(await bench.store.platformKey(make)).toEqual(keys[0]);
    });

    it("sweeps unused namespaces and what is too old or too much", async () => {
      await bench.store.ensure("old", DEFAULT_CONFIG, NOW - 1000);
      for (const id of ["r1", "r2", "r3"]) await bench.take(id);
      const plan = { answersSince: NOW + 1, now: NOW + 1, messages: 2, attempts: 1, controls: 10, bytes: EVERYTHING };
      const { dropped, forgotten } = await bench.store.sweep(({ name }) =>
        name === "old" ? { ...plan, unusedSince: NOW } : plan,
      );
      expect(dropped).toBe(1);
      expect(forgotten).toEqual([{ namespace: NAMESPACE, messages: 1, attempts: 2 }]);
      expect(bench.store.peek("old")).toBeUndefined();
      const messages = await bench.store.messages(NAMESPACE, {}, { limit: 10 });
      expect(messages.rows.map(({ requestId }) => requestId)).toEqual(["r2", "r3"]);
      const attempts = await bench.store.attempts(NAMESPACE, {}, { limit: 10 });
      expect(attempts.rows.map(({ requestId }) => requestId)).toEqual(["r3"]);
      const { decision } = await bench.attempt({ key: "r3" }, ({ stored }) => ({ stored }));
      expect(decision.stored).toBeUndefined();
    });

    it("sweeps many rows, and finds what is left", async () => {
      const ids = Array.from({ length: 1200 }, (_, index) => `r${index}`);
      await Promise.all(ids.map((id) => bench.take(id)));
      const plan = { answersSince: 0, now: NOW, messages: 20, attempts: 10, controls: 10, bytes: EVERYTHING };
      expect(await bench.store.sweep(() => plan)).toMatchObject({ dropped: 0 });
      const { rows } = await bench.store.messages(NAMESPACE, {}, { limit: 1000 });
      expect(rows).toHaveLength(20);
      expect((await bench.store.attempts(NAMESPACE, {}, { limit: 1000 })).rows).toHaveLength(10);
      const counted = (await bench.store.namespaces()).find(({ name }) => name === NAMESPACE);
      expect(counted).toMatchObject({ messages: 20, attempts: 10 });
      const kept = new Set(rows.map(({ requestId }) => requestId));
      for (const id of ids.slice(-25)) {
        const found = await bench.store.messages(NAMESPACE, { requestId: id }, { limit: 5 });
        expect(found.rows).toHaveLength(kept.has(id) ? 1 : 0);
        const { decision } = await bench.attempt({ key: id }, ({ stored }) => ({ stored }));
        expect(decision.stored?.messageId).toBe(`M-${id}`);
      }
    });

    it("drops a namespace with its snapshots, and makes it anew under another salt", async () => {
      const { salt } = await bench.store.ensure("old", DEFAULT_CONFIG, NOW - 1000);
      const { id } = await bench.store.snapshot("old", NOW);
      const plan = { answersSince: 0, now: NOW, messages: 9, attempts: 9, controls: 9, bytes: EVERYTHING };
      await bench.store.sweep(({ name }) => (name === "old" ? { ...plan, unusedSince: NOW } : plan));
      const again = await bench.store.ensure("old", DEFAULT_CONFIG, NOW);
      expect(again.salt).not.toBe(salt);
      expect(await bench.store.restore("old", id, NOW)).toBeUndefined();
      expect((await bench.store.messages("old", {}, { limit: 1 })).rows).toEqual([]);
    });

    it("is healthy", async () => {
      await expect(bench.store.health()).resolves.toBeDefined();
    });
  });
};
