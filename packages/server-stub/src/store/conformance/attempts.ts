import { describe, expect, it } from "vitest";
import { StaleRevisionError } from "../errors.js";
import type { StoreFactory } from "./world.js";
import type { Facts } from "../store.js";
import { NAMESPACE, NOW, answer, attemptRecord, messageRecord, useBench } from "./world.js";

export const describeAttempts = (factory: StoreFactory): void => {
  describe("attempts", () => {
    const bench = useBench(factory);

    it("keeps attempt, message and answer as they are", async () => {
      const attempt = attemptRecord("r1", {
        faults: ["F1"],
        replay: true,
        detail: "d",
        signature: { verified: false, cause: "c", reason: "r" },
        rendering: [{ language: "en-US", missing: ["a"], extra: [], empty: ["c"] }],
      });
      const message = messageRecord("r1", { extendInfo: "x\u0000y" });
      const { sequence } = await bench.attempt({ key: "k" }, () => ({ attempt, message, store: answer("r1") }));
      expect(sequence).toBeGreaterThan(0);
      expect((await bench.store.attempts(NAMESPACE, {}, { limit: 5 })).rows).toEqual([{ ...attempt, sequence }]);
      expect((await bench.store.messages(NAMESPACE, {}, { limit: 5 })).rows).toEqual([{ ...message, sequence }]);
      const { decision } = await bench.attempt({ key: "k" }, ({ stored }) => ({ stored }));
      expect(decision.stored).toEqual(answer("r1"));
    });

    it("writes nothing for an empty decision", async () => {
      expect((await bench.attempt({ key: "k" }, () => ({}))).sequence).toBe(0);
      expect((await bench.store.attempts(NAMESPACE, {}, { limit: 5 })).rows).toEqual([]);
    });

    it("tells keys and namespaces apart, by case as well", async () => {
      await bench.store.ensure("other", bench.store.peek(NAMESPACE)?.config ?? fail(), NOW);
      await bench.take("Key");
      for (const query of [{ key: "key" }, { key: "Key", namespace: "other" }, { key: "Key " }, {}]) {
        const { decision } = await bench.attempt(query, ({ stored }) => ({ stored }));
        expect(decision.stored).toBeUndefined();
      }
    });

    it("tells keys and requestIds apart that databases confuse", async () => {
      const ids = ["a", "a\u0000b", "a\u0000c", "\uD800", "\uD801", "\uFFFD", "e\u0301", "\u00E9", "%", "_", "'\""];
      for (const [index, id] of ids.entries()) {
        const messageId = `M${index}`;
        await bench.take(id, {
          message: messageRecord(id, { messageId }),
          store: answer("", { messageId }),
        });
      }
      for (const [index, id] of ids.entries()) {
        const { decision } = await bench.attempt({ key: id }, ({ stored }) => ({ stored }));
        expect(decision.stored?.messageId).toBe(`M${index}`);
        const { rows } = await bench.store.messages(NAMESPACE, { requestId: id }, { limit: 5 });
        expect(rows.map(({ requestId }) => requestId)).toEqual([id]);
      }
    });

    it("decides equal requests one after the other", async () => {
      const applied = await Promise.all(Array.from({ length: 25 }, () => bench.attempt({ key: "k" }, once)));
      expect(applied.filter(({ decision }) => !decision.replay)).toHaveLength(1);
      expect((await bench.store.messages(NAMESPACE, {}, { limit: 100 })).rows).toHaveLength(1);
    });

    it("replaces an answer under its key", async () => {
      await bench.take("r1");
      await bench.attempt({ key: "r1" }, () => ({ store: answer("r1", { messageId: "M2", at: NOW + 9 }) }));
      const { decision } = await bench.attempt({ key: "r1" }, ({ stored }) => ({ stored }));
      expect(decision.stored).toEqual(answer("r1", { messageId: "M2", at: NOW + 9 }));
    });

    it("amends a pending answer and its row, once", async () => {
      const pending = answer("r1", { pendingUntil: NOW + 100, resultCode: "ACCEPT" });
      const sequence = await bench.take("r1", { store: pending });
      const amended = { store: answer("r1"), attempt: attemptRecord("r1", { detail: "amended" }) };
      await bench.store.amend({ namespace: NAMESPACE, sequence, key: "r1", ...amended });
      await bench.store.amend({
        namespace: NAMESPACE,
        sequence,
        key: "r1",
        ...amended,
        store: answer("r1", { messageId: "another" }),
      });
      const { decision } = await bench.attempt({ key: "r1" }, ({ stored }) => ({ stored }));
      expect(decision.stored).toEqual(answer("r1"));
      expect((await bench.store.attempts(NAMESPACE, {}, { limit: 5 })).rows[0]?.detail).toBe("amended");
      const { events } = await bench.store.events(NAMESPACE, sequence, 10);
      expect(events).toMatchObject([
        { type: "delivery", message: { messageId: "M-r1" }, attempt: { sequence, detail: "amended" } },
      ]);
    });

    it("draws faults while they are cleared, and nobody waits for the other for ever", async () => {
      const fault = { id: "F1", seed: 1, effect: { result: "PROCESS_FAIL" } } as const;
      const plan = (faults: readonly (typeof fault)[]) =>
        bench.store.change(NAMESPACE, NOW, () => ({ next: { faults }, event: "faults", value: undefined }));
      for (let round = 0; round < 5; round += 1) {
        await plan([fault]);
        const draws = Array.from({ length: 8 }, async () => {
          const drawn = bench.attempt({ faults: ["F1"] }, () => ({
            attempt: attemptRecord("r1"),
            draws: [{ id: "F1", happened: true }],
          }));
          return drawn.catch((error: unknown) => error);
        });
        const [, ...outcomes] = await Promise.all([plan([]), ...draws]);
        const failures = outcomes.filter((outcome) => outcome instanceof Error);
        expect(failures.every((failure) => failure instanceof StaleRevisionError)).toBe(true);
      }
      expect(await bench.store.faultCounts(NAMESPACE)).toEqual([]);
    });

    it("counts hits of keys of any length", async () => {
      const key = `client ${"x".repeat(10_000)}`;
      await bench.attempt({}, () => ({ hits: [{ key, at: NOW, until: NOW + 1000 }] }));
      const { decision } = await bench.attempt({ counters: [{ key, since: NOW - 1 }] }, ({ counts }) => ({ counts }));
      expect(decision.counts).toEqual([1]);
    });

    it("counts hits in a sliding window", async () => {
      const seen: (readonly number[])[] = [];
      for (const at of [NOW, NOW, NOW + 99, NOW + 100, NOW + 250]) {
        const { decision } = await bench.attempt({ counters: counters(at) }, ({ counts }) => ({
          counts,
          hits: [{ key: "u1", at, until: at + 100 }],
        }));
        seen.push(decision.counts);
      }
      expect(seen).toEqual([
        [0, 0],
        [1, 0],
        [2, 0],
        [1, 0],
        [0, 0],
      ]);
    });

    it("counts draws of planned faults and forgets removed ones", async () => {
      const plan = (ids: string[]) =>
        bench.store.change(NAMESPACE, NOW, () => ({
          next: { faults: ids.map(fault) },
          event: "faults",
          value: undefined,
        }));
      await plan(["F1", "F2"]);
      const draw = (happened: boolean) =>
        bench.attempt({ faults: ["F1", "F3"] }, ({ faults }) => ({ faults, draws: [{ id: "F1", happened }] }));
      expect((await draw(true)).decision.faults).toEqual([{ drawn: 0, happened: 0 }, undefined]);
      expect((await draw(false)).decision.faults).toEqual([{ drawn: 1, happened: 1 }, undefined]);
      expect(await bench.store.faultCounts(NAMESPACE)).toEqual([
        { drawn: 2, happened: 1 },
        { drawn: 0, happened: 0 },
      ]);
      await plan(["F2"]);
      await plan(["F1"]);
      expect(await bench.store.faultCounts(NAMESPACE)).toEqual([{ drawn: 0, happened: 0 }]);
    });

    it("applies nothing when the decision throws", async () => {
      const attempt = bench.attempt({ key: "k" }, () => {
        throw new Error("broken");
      });
      await expect(attempt).rejects.toThrow("broken");
      expect(await bench.take("r1")).toBeGreaterThan(0);
    });
  });
};

const once = ({ stored }: Facts) =>
  stored ? { replay: true } : { replay: false, message: messageRecord("r1"), store: answer("r1") };

const counters = (now: number) => [
  { key: "u1", since: now - 100 },
  { key: "u2", since: now - 100 },
];

const fault = (id: string) => ({ id, seed: 1, effect: { result: "PROCESS_FAIL" } });

const fail = (): never => {
  throw new Error("the namespace is missing");
};
