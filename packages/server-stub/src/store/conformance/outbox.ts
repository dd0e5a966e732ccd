import { describe, expect, it } from "vitest";
import type { StoreFactory } from "./world.js";
import { SLICE_BYTES } from "../page.js";
import type { Destination } from "../store.js";
import { NAMESPACE, NOW, messageRecord, useBench } from "./world.js";

const busy = (superApp: Destination["superApp"], namespace = NAMESPACE): Destination => ({ namespace, superApp });

export const describeOutbox = (factory: StoreFactory): void => {
  describe("outbox", () => {
    const bench = useBench(factory);
    const queue = (requestId: string, dueAt: number) =>
      bench.take(requestId, { message: messageRecord(requestId, { delivery: { status: "queued" } }), dueAt });

    const claim = (now: number, limit: number, except: readonly Destination[] = []) =>
      bench.store.claim({ now, limit, lease: 1000, except });
    const claimed = async (...asked: Parameters<typeof claim>) =>
      (await claim(...asked)).map(({ message }) => message.requestId);

    const queueTo = (requestId: string, customerBelongsTo: "GCASH" | "DANA" | undefined) => {
      const { customerBelongsTo: _, ...record } = messageRecord(requestId, { delivery: { status: "queued" } });
      return bench.take(requestId, {
        message: { ...record, ...(customerBelongsTo && { customerBelongsTo }) },
        dueAt: NOW,
      });
    };
    it("has no entry for a message that is delivered at once", async () => {
      await bench.take("r1");
      expect(await bench.store.nextDue()).toBeUndefined();
      expect(await claimed(NOW + 10_000, 10)).toEqual([]);
    });

    it("leases what is due, to one claimer", async () => {
      await queue("r1", NOW);
      await queue("r2", NOW + 500);
      expect(await bench.store.nextDue()).toBe(NOW);
      const both = await Promise.all([claimed(NOW, 10), claimed(NOW, 10)]);
      expect(both.flat()).toEqual(["r1"]);
      expect((await claimed(NOW + 1500, 10)).toSorted()).toEqual(["r1", "r2"]);
    });

    it("says how far deliveries are, of the messages that are kept", async () => {
      await queue("r1", NOW);
      await bench.take("r2");
      const [entry] = await claim(NOW, 1);
      const calls = [{ at: NOW, status: "failed", reason: "no" }] as const;
      if (entry) await bench.store.settle(entry, { delivery: { status: "failed", reason: "no", attempts: 1, calls } });
      expect(await bench.store.deliveries(NAMESPACE, ["M-r1", "M-r2", "M-r3", "M-r1"])).toEqual(
        new Map([
          ["M-r1", { status: "failed", reason: "no", attempts: 1, calls }],
          ["M-r2", { status: "delivered", at: NOW }],
        ]),
      );
    });

    it("claims no more than is read in one turn, and the others next", async () => {
      const ids = ["r1", "r2", "r3", "r4", "r5"];
      const content = { content: "x".repeat(0.4 * SLICE_BYTES) };
      for (const id of ids) {
        await bench.take(id, { message: messageRecord(id, { delivery: { status: "queued" }, content }), dueAt: NOW });
      }
      const first = await claimed(NOW, 10);
      // In memory nothing has to be read.
      expect(first).toHaveLength(bench.store.kind === "memory" ? 5 : 3);
      expect([...first, ...(await claimed(NOW, 10))].toSorted()).toEqual(ids);
    });

    it("claims at most what was asked for", async () => {
      for (const id of ["r1", "r2", "r3"]) await queue(id, NOW);
      expect(await claimed(NOW, 2)).toHaveLength(2);
      expect(await claimed(NOW, 2)).toHaveLength(1);
    });

    it("leaves the destinations alone that have enough to do", async () => {
      await queueTo("r1", "GCASH");
      await queueTo("r2", "DANA");
      await queueTo("r3", undefined);
      expect(await claimed(NOW, 10, [busy("GCASH"), busy(undefined)])).toEqual(["r2"]);
      expect(await claimed(NOW, 10, [busy("GCASH")])).toEqual(["r3"]);
      expect(await claimed(NOW, 10, [busy("GCASH", "other"), busy("GCASH", "unknown")])).toEqual(["r1"]);
    });

    it("retries until settled", async () => {
      await queue("r1", NOW);
      const [first] = await claim(NOW, 1);
      if (!first) throw new Error("nothing was due");
      expect(first).toMatchObject({ namespace: NAMESPACE, attempts: 0 });
      const delivery = { status: "queued", reason: "HTTP 500", attempts: 1 } as const;
      await bench.store.settle(first, { delivery, retryAt: NOW + 50 });
      expect(await bench.store.nextDue()).toBe(NOW + 50);
      const listed = await bench.store.messages(NAMESPACE, {}, { limit: 1 });
      expect(listed.rows[0]?.delivery).toEqual(delivery);
      const [second] = await claim(NOW + 50, 1);
      if (!second) throw new Error("nothing was due");
      expect(second.attempts).toBe(1);
      await bench.store.settle(second, { delivery: { status: "failed", reason: "refused", attempts: 2, at: NOW } });
      expect(await bench.store.nextDue()).toBeUndefined();
      expect((await bench.store.messages(NAMESPACE, {}, { limit: 1 })).rows[0]?.delivery.status).toBe("failed");
    });

    it("settles while it is reset, and nobody waits for the other for ever", async () => {
      for (let round = 0; round < 5; round += 1) {
        const ids = [0, 1, 2, 3].map((index) => `r${round}-${index}`);
        for (const id of ids) await queue(id, NOW);
        const entries = await claim(NOW, 10);
        const settled = entries.map((entry) => bench.store.settle(entry, { delivery: { status: "delivered" } }));
        await Promise.all([bench.store.reset(NAMESPACE, NOW), ...settled]);
      }
      expect(await bench.store.nextDue()).toBeUndefined();
    });

    it("ignores the settling of an entry that a reset took away", async () => {
      await queue("r1", NOW);
      const [entry] = await claim(NOW, 1);
      if (!entry) throw new Error("nothing was due");
      await bench.store.reset(NAMESPACE, NOW);
      await bench.store.settle(entry, { delivery: { status: "delivered" } });
      expect((await bench.store.messages(NAMESPACE, {}, { limit: 1 })).rows).toEqual([]);
    });
  });
};
