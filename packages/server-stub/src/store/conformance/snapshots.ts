import { describe, expect, it } from "vitest";
import { DEFAULT_CONFIG, DEFAULT_POLICIES } from "../../model/config.js";
import type { StoreFactory } from "./world.js";
import { NAMESPACE, NOW, messageRecord, useBench } from "./world.js";

const OTHER_CONFIG = { ...DEFAULT_CONFIG, policies: { ...DEFAULT_POLICIES, idempotencyMismatch: "reject" as const } };
const FAULT = { id: "F1", seed: 3, effect: { result: "PROCESS_FAIL" } };

export const describeSnapshots = (factory: StoreFactory): void => {
  describe("reset and snapshots", () => {
    const bench = useBench(factory);

    const fill = async () => {
      await bench.store.change(NAMESPACE, NOW, () => ({
        next: { config: OTHER_CONFIG, faults: [FAULT], clockOffset: 77 },
        event: "config",
        value: undefined,
      }));
      await bench.take("r1", { message: messageRecord("r1", { delivery: { status: "queued" } }), dueAt: NOW });
      await bench.attempt({ faults: ["F1"] }, () => ({
        draws: [{ id: "F1", happened: true }],
        hits: [{ key: "u", at: NOW, until: NOW + 100 }],
      }));
    };

    const look = async () => {
      const messages = await bench.store.messages(NAMESPACE, {}, { limit: 10 });
      const attempts = await bench.store.attempts(NAMESPACE, {}, { limit: 10 });
      const { decision } = await bench.attempt(
        { key: "r1", counters: [{ key: "u", since: NOW - 100 }] },
        ({ stored, counts }) => ({ stored, counts }),
      );
      const { config, faults, clockOffset } = bench.store.peek(NAMESPACE) ?? {};
      const counts = await bench.store.faultCounts(NAMESPACE);
      const due = await bench.store.nextDue();
      return { messages, attempts, ...decision, config, faults, clockOffset, faultCounts: counts, due };
    };

    it("resets everything but configuration and snapshots", async () => {
      await fill();
      const { id } = await bench.store.snapshot(NAMESPACE, NOW);
      const before = await bench.store.events(NAMESPACE, undefined, 1);
      await bench.store.reset(NAMESPACE, NOW);
      expect(await look()).toEqual({
        messages: { rows: [] },
        attempts: { rows: [] },
        stored: undefined,
        counts: [0],
        config: OTHER_CONFIG,
        faults: [],
        clockOffset: 0,
        faultCounts: [],
        due: undefined,
      });
      const { events } = await bench.store.events(NAMESPACE, before.last, 10);
      expect(events).toMatchObject([{ type: "control", change: "reset" }]);
      expect(await bench.store.restore(NAMESPACE, id, NOW)).toEqual({ id, at: NOW });
    });

    it("drops all snapshots of a namespace, and no other one's", async () => {
      await fill();
      await bench.store.ensure("other", DEFAULT_CONFIG, NOW);
      const gone = [await bench.store.snapshot(NAMESPACE, NOW), await bench.store.snapshot(NAMESPACE, NOW)];
      const { id } = await bench.store.snapshot("other", NOW);
      const before = await look();
      await bench.store.dropSnapshots(NAMESPACE);
      for (const snapshot of gone) expect(await bench.store.restore(NAMESPACE, snapshot.id, NOW)).toBeUndefined();
      expect(await look()).toEqual(before);
      expect(await bench.store.restore("other", id, NOW)).toEqual({ id, at: NOW });
    });

    it("restores what was, as often as wanted", async () => {
      await fill();
      const was = await look();
      const { id } = await bench.store.snapshot(NAMESPACE, NOW);
      for (const _ of [1, 2]) {
        const revision = bench.store.peek(NAMESPACE)?.revision ?? 0;
        await bench.take("r2");
        await bench.store.change(NAMESPACE, NOW, () => ({
          next: { config: DEFAULT_CONFIG, faults: [], clockOffset: 0 },
          event: "config",
          value: undefined,
        }));
        const { last } = await bench.store.events(NAMESPACE, undefined, 1);
        await bench.store.restore(NAMESPACE, id, NOW);
        expect(await look()).toEqual(was);
        expect(bench.store.peek(NAMESPACE)?.revision).toBeGreaterThan(revision);
        const { events } = await bench.store.events(NAMESPACE, last, 10);
        expect(events).toMatchObject([{ type: "control", change: "restore" }]);
      }
    });

    it("knows no snapshot of another namespace", async () => {
      await bench.store.ensure("other", DEFAULT_CONFIG, NOW);
      const { id } = await bench.store.snapshot("other", NOW);
      expect(await bench.store.restore(NAMESPACE, id, NOW)).toBeUndefined();
      expect(await bench.store.restore(NAMESPACE, "nothing", NOW)).toBeUndefined();
    });

    it("keeps the newest twenty", async () => {
      const ids: string[] = [];
      for (let index = 0; index < 21; index += 1) ids.push((await bench.store.snapshot(NAMESPACE, NOW + index)).id);
      expect(await bench.store.restore(NAMESPACE, ids[0] ?? "", NOW)).toBeUndefined();
      expect(await bench.store.restore(NAMESPACE, ids[1] ?? "", NOW)).toEqual({ id: ids[1], at: NOW + 1 });
    });
  });
};
