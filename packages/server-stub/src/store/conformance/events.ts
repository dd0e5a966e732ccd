import { describe, expect, it } from "vitest";
import { nextTurn } from "../../model/turns.js";
import { CHANGES } from "./changes.js";
import type { StoreFactory } from "./world.js";
import { EVERYTHING, NAMESPACE, NOW, attemptRecord, messageRecord, useBench } from "./world.js";

export const describeEvents = (factory: StoreFactory): void => {
  describe("lists and events", () => {
    const bench = useBench(factory);

    it("pages oldest first, with a cursor that ends", async () => {
      for (const id of ["r1", "r2", "r3", "r4", "r5"]) await bench.take(id);
      const ids: string[] = [];
      let after: number | undefined = 0;
      let pages = 0;
      while (after !== undefined) {
        const page = await bench.store.messages(NAMESPACE, {}, { limit: 2, after });
        ids.push(...page.rows.map(({ requestId }) => requestId));
        after = page.next;
        pages += 1;
      }
      expect(ids).toEqual(["r1", "r2", "r3", "r4", "r5"]);
      expect(pages).toBe(3);
      const attempts = await bench.store.attempts(NAMESPACE, {}, { limit: 5 });
      expect(attempts).toMatchObject({ rows: { length: 5 } });
      expect(attempts.next).toBeUndefined();
    });

    it("filters messages and attempts", async () => {
      const taken = [
        messageRecord("r1"),
        messageRecord("r2", { channel: "PUSH", customerBelongsTo: "DANA" }),
        messageRecord("r3", { channel: "PUSH" }),
      ];
      for (const message of taken) {
        await bench.attempt({}, () => ({ message, attempt: attemptRecord(message.requestId) }));
      }
      await bench.attempt({}, () => ({ attempt: attemptRecord("r1", { operation: "sendInbox" }) }));
      const found = async (filter: object) =>
        (await bench.store.messages(NAMESPACE, filter, { limit: 9 })).rows.map(({ requestId }) => requestId);
      expect(await found({ requestId: "r2" })).toEqual(["r2"]);
      expect(await found({ requestId: "R2" })).toEqual([]);
      expect(await found({ messageId: "M-r3" })).toEqual(["r3"]);
      expect(await found({ channel: "PUSH" })).toEqual(["r2", "r3"]);
      expect(await found({ channel: "PUSH", customerBelongsTo: "GCASH" })).toEqual(["r3"]);
      const attempts = await bench.store.attempts(NAMESPACE, { operation: "sendInbox" }, { limit: 9 });
      expect(attempts.rows).toHaveLength(1);
      const ofOne = await bench.store.attempts(NAMESPACE, { requestId: "r1" }, { limit: 9 });
      expect(ofOne.rows).toHaveLength(2);
    });

    it("derives events in one order and resumes anywhere", async () => {
      const start = (await bench.store.events(NAMESPACE, undefined, 10)).last;
      await bench.take("r1", { message: messageRecord("r1", { delivery: { status: "queued" } }), dueAt: NOW });
      await bench.attempt({}, () => ({ attempt: attemptRecord("r2") }));
      await bench.store.change(NAMESPACE, NOW, () => ({ next: { clockOffset: 1 }, event: "clock", value: 0 }));
      const [entry] = await bench.store.claim({ now: NOW, limit: 1, lease: 1000, except: [] });
      if (!entry) throw new Error("nothing was due");
      await bench.store.settle(entry, { delivery: { status: "delivered", attempts: 1, at: NOW } });
      const all = await bench.store.events(NAMESPACE, start, 10);
      expect(all.gap).toBe(false);
      expect(all.events.map(({ type }) => type)).toEqual(["attempt", "attempt", "control", "delivery"]);
      expect(all.events[0]).toMatchObject({ attempt: { requestId: "r1" }, message: { messageId: "M-r1" } });
      expect(all.events[1]).not.toHaveProperty("message");
      expect(all.events[2]).toMatchObject({ change: "clock", at: NOW });
      expect(all.events[3]).toMatchObject({ message: { delivery: { status: "delivered" } } });
      const sequences = all.events.map(({ sequence }) => sequence);
      expect(sequences).toEqual(sequences.toSorted((left, right) => left - right));
      expect(all.last).toBe(sequences.at(-1));
      const part = await bench.store.events(NAMESPACE, start, 3);
      expect(part.events).toEqual(all.events.slice(0, 3));
      expect((await bench.store.events(NAMESPACE, part.last, 10)).events).toEqual(all.events.slice(3));
      expect((await bench.store.events(NAMESPACE, all.last, 10)).events).toEqual([]);
      expect((await bench.store.events(NAMESPACE, all.last + 1000, 10)).gap).toBe(true);
    });

    it("tells of a gap after a sweep", async () => {
      for (const id of ["r1", "r2", "r3"]) await bench.take(id);
      const plan = { answersSince: 0, now: NOW, messages: 1, attempts: 1, controls: 1, bytes: EVERYTHING };
      await bench.store.sweep(() => plan);
      expect((await bench.store.events(NAMESPACE, 0, 10)).gap).toBe(true);
    });

    it.each([["a message", () => bench.take("r1")] as const, ...CHANGES])(
      "wakes watchers after a change: %s",
      async (_, change) => {
        const { id } = await bench.store.snapshot(NAMESPACE, NOW);
        // Calls may be merged, and so come late.
        await nextTurn();
        const woken = new Promise<string>((resolve) => void bench.store.watch(resolve));
        await change(bench.store, id);
        expect(await woken).toBe(NAMESPACE);
      },
    );
  });
};
