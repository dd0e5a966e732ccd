import { describe, expect, it } from "vitest";
import type { StoreFactory } from "../conformance.js";
import { NAMESPACE, NOW, messageRecord, useBench } from "./world.js";

export const describeOutbox = (factory: StoreFactory): void => {
  describe("outbox", () => {
    const bench = useBench(factory);
    const queue = (requestId: string, dueAt: number) =>
      bench.take(requestId, { message: messageRecord(requestId, { delivery: { status: "queued" } }), dueAt });

    const claimed = async (now: number, limit = 10) =>
      (await bench.store.claim(now, limit, 1000)).map(({ message }) => message.requestId);

    it("has no entry for a message that is delivered at once", async () => {
      await bench.take("r1");
      expect(await bench.store.nextDue()).toBeUndefined();
      expect(await claimed(NOW + 10_000)).toEqual([]);
    });

    it("leases what is due, to one claimer", async () => {
      await queue("r1", NOW);
      await queue("r2", NOW + 500);
      expect(await bench.store.nextDue()).toBe(NOW);
      const both = await Promise.all([claimed(NOW), claimed(NOW)]);
      expect(both.flat()).toEqual(["r1"]);
      expect((await claimed(NOW + 1500)).toSorted()).toEqual(["r1", "r2"]);
    });

    it("claims at most what was asked for", async () => {
      for (const id of ["r1", "r2", "r3"]) await queue(id, NOW);
      expect(await claimed(NOW, 2)).toHaveLength(2);
      expect(await claimed(NOW, 2)).toHaveLength(1);
    });

    it("retries until settled", async () => {
      await queue("r1", NOW);
      const [first] = await bench.store.claim(NOW, 1, 1000);
      if (!first) throw new Error("nothing was due");
      expect(first).toMatchObject({ namespace: NAMESPACE, attempts: 0 });
      const delivery = { status: "queued", reason: "HTTP 500", attempts: 1 } as const;
      await bench.store.settle(first, { delivery, retryAt: NOW + 50 });
      expect(await bench.store.nextDue()).toBe(NOW + 50);
      const listed = await bench.store.messages(NAMESPACE, {}, { limit: 1 });
      expect(listed.rows[0]?.delivery).toEqual(delivery);
      const [second] = await bench.store.claim(NOW + 50, 1, 1000);
      if (!second) throw new Error("nothing was due");
      expect(second.attempts).toBe(1);
      await bench.store.settle(second, { delivery: { status: "failed", reason: "refused", attempts: 2, at: NOW } });
      expect(await bench.store.nextDue()).toBeUndefined();
      expect((await bench.store.messages(NAMESPACE, {}, { limit: 1 })).rows[0]?.delivery.status).toBe("failed");
    });

    it("ignores the settling of an entry that a reset took away", async () => {
      await queue("r1", NOW);
      const [entry] = await bench.store.claim(NOW, 1, 1000);
      if (!entry) throw new Error("nothing was due");
      await bench.store.reset(NAMESPACE, NOW);
      await bench.store.settle(entry, { delivery: { status: "delivered" } });
      expect((await bench.store.messages(NAMESPACE, {}, { limit: 1 })).rows).toEqual([]);
    });
  });
};
