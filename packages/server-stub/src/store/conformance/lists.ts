import { setImmediate as nextTurn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { StoreFactory } from "./world.js";
import { DEFAULT_CONFIG } from "../../model/config.js";
import { PAGE_BYTES, SLICE_BYTES } from "../page.js";
import type { EventPage, PageQuery } from "../store.js";
import { EVERYTHING, NAMESPACE, NOW, attemptRecord, messageRecord, useBench } from "./world.js";

const LARGE = 900_000;

/** How many turns of the event loop others have meanwhile. */
const turnsDuring = async (work: () => Promise<unknown>): Promise<number> => {
  let turns = 0;
  let isOver = false;
  // What came before may leave something to this turn.
  await nextTurn();
  const count = (): void => {
    turns += 1;
    if (!isOver) setImmediate(count);
  };
  setImmediate(count);
  await work();
  isOver = true;
  return turns;
};

export const describeLists = (factory: StoreFactory): void => {
  describe("long lists", () => {
    const bench = useBench(factory);

    const takeLarge = (id: string) =>
      bench.attempt({}, () => ({
        attempt: attemptRecord(id),
        message: messageRecord(id, { content: { content: id.padEnd(LARGE, "x") } }),
      }));
    const walk = async (query: PageQuery, filter = {}) => {
      const pages: string[][] = [];
      for (let after = query.after; ;) {
        const page = await bench.store.messages(NAMESPACE, filter, { ...query, ...(after !== undefined && { after }) });
        pages.push(page.rows.map(({ requestId }) => requestId));
        if (page.next === undefined) return pages;
        after = page.next;
      }
    };

    it("begin at either end", async () => {
      for (const id of ["r1", "r2", "r3", "r4", "r5"]) {
        await bench.take(id);
        await bench.attempt({}, () => ({ attempt: attemptRecord(`${id}-refused`) }));
      }
      expect(await walk({ limit: 2 })).toEqual([["r1", "r2"], ["r3", "r4"], ["r5"]]);
      expect(await walk({ limit: 2, order: "newest" })).toEqual([["r5", "r4"], ["r3", "r2"], ["r1"]]);
      expect(await walk({ limit: 2, order: "newest" }, { channel: "SMS" })).toHaveLength(3);
      const { rows } = await bench.store.attempts(NAMESPACE, {}, { limit: 3, order: "newest" });
      expect(rows.map(({ requestId }) => requestId)).toEqual(["r5-refused", "r5", "r4-refused"]);
      for (let time = 0; time < 3; time += 1) await bench.attempt({}, () => ({ attempt: attemptRecord("again") }));
      const again = await bench.store.attempts(NAMESPACE, { requestId: "again" }, { limit: 2, order: "newest" });
      const after = again.next ?? 0;
      expect(again.rows).toHaveLength(2);
      const rest = await bench.store.attempts(NAMESPACE, { requestId: "again" }, { limit: 2, order: "newest", after });
      expect([rest.rows.length, rest.next]).toEqual([1, undefined]);
    });

    it("find rows whose ids or text contain all words, in whichever case", async () => {
      const texts = ["Your ÉCLAIR is ready", "Your parcel is on its way", "100% off_today", "content"];
      for (const [index, content] of texts.entries()) {
        await bench.attempt({}, () => ({
          attempt: attemptRecord(`Order-${index}`, { detail: content }),
          message: messageRecord(`Order-${index}`, { content: { content } }),
        }));
      }
      const found = async (q: string, filter = {}) =>
        (await bench.store.messages(NAMESPACE, { q, ...filter }, { limit: 9 })).rows.map(({ requestId }) => requestId);
      expect(await found("éclair YOUR")).toEqual(["Order-0"]);
      expect(await found("your is")).toEqual(["Order-0", "Order-1"]);
      expect(await found("order-2")).toEqual(["Order-2"]);
      expect(await found("0% F_")).toEqual(["Order-2"]);
      expect(await found("content")).toEqual(["Order-3"]);
      expect(await found("your nothing")).toEqual([]);
      expect(await found("your", { channel: "PUSH" })).toEqual([]);
      expect(await found("  ")).toHaveLength(4);
      expect(await walk({ limit: 1, order: "newest" }, { q: "order" })).toEqual([
        ["Order-3"],
        ["Order-2"],
        ["Order-1"],
        ["Order-0"],
      ]);
      const attempts = await bench.store.attempts(NAMESPACE, { q: "PARCEL success" }, { limit: 9 });
      expect(attempts.rows.map(({ requestId }) => requestId)).toEqual(["Order-1"]);
    });

    it("end their pages at 4 MiB, and lose nothing", async () => {
      const ids = Array.from({ length: 11 }, (_, index) => `large-${index}`);
      for (const id of ids) await takeLarge(id);
      const most = Math.floor(PAGE_BYTES / LARGE);
      for (const filter of [{}, { q: "large" }]) {
        const pages = await walk({ limit: 1000 }, filter);
        expect(pages.flat()).toEqual(ids);
        expect(Math.max(...pages.map(({ length }) => length))).toBe(most);
      }
      expect((await walk({ limit: 1000, order: "newest" })).flat()).toEqual(ids.toReversed());
      // A row that is larger than all of it makes a page of its own.
      expect((await bench.store.messages(NAMESPACE, {}, { limit: 9, bytes: 10 })).rows).toHaveLength(1);
    });

    it("end their pages of events likewise, and lose nothing", async () => {
      const ids = Array.from({ length: 5 }, (_, index) => `large-${index}`);
      for (const id of ids) await takeLarge(id);
      const seen: string[] = [];
      let page: EventPage = { events: [], last: 0, gap: false };
      do {
        page = await bench.store.events(NAMESPACE, page.last, 200);
        expect(JSON.stringify(page.events).length).toBeLessThan(2 * SLICE_BYTES);
        for (const event of page.events) if (event.type === "attempt") seen.push(event.attempt.requestId);
      } while (page.events.length > 0);
      expect(seen).toEqual(ids);
    });

    it("give others their turn, and so does a sweep", async () => {
      await Promise.all(Array.from({ length: 2600 }, (_, index) => bench.take(`r${index}`)));
      const search = () => bench.store.messages(NAMESPACE, { q: "nowhere" }, { limit: 1000 });
      expect(await turnsDuring(search)).toBeGreaterThan(4);
      const plan = { answersSince: 0, now: NOW, messages: 10, attempts: 10, controls: 10, bytes: EVERYTHING };
      expect(await turnsDuring(() => bench.store.sweep(() => plan))).toBeGreaterThan(0);
      expect((await bench.store.messages(NAMESPACE, {}, { limit: 1000 })).rows).toHaveLength(10);
    });

    it("give others their turn after each slice, however many there are at once", async () => {
      for (let index = 0; index < 5; index += 1) await takeLarge(`large-${index}`);
      const lists = Array.from({ length: 6 }, () => () => bench.store.messages(NAMESPACE, {}, { limit: 1000 }));
      // Two rows are more than a slice, and a page has four.
      const turns = await turnsDuring(() => Promise.all(lists.map((list) => list())));
      expect(turns).toBeGreaterThanOrEqual(2 * lists.length);
    });

    it("keep nobody waiting who lists another namespace", async () => {
      for (let index = 0; index < 5; index += 1) await takeLarge(`large-${index}`);
      await bench.store.ensure("other", DEFAULT_CONFIG, NOW);
      const ended: string[] = [];
      const list = async (namespace: string): Promise<void> => {
        await bench.store.messages(namespace, {}, { limit: 1000 });
        ended.push(namespace);
      };
      await Promise.all([...Array.from({ length: 10 }, () => NAMESPACE), "other"].map(list));
      expect(ended[0]).toBe("other");
    });

    it("end when whoever asked has gone", async () => {
      for (let index = 0; index < 5; index += 1) await takeLarge(`large-${index}`);
      const page = { limit: 1000, signal: AbortSignal.abort() };
      expect((await bench.store.messages(NAMESPACE, {}, page)).rows.length).toBeLessThan(3);
      expect((await bench.store.messages(NAMESPACE, { q: "large-4" }, page)).rows).toEqual([]);
    });

    it("keep to the bytes that a namespace may have, and say what went", async () => {
      for (let index = 0; index < 10; index += 1) await takeLarge(`large-${index}`);
      const bytes = { ...EVERYTHING, messages: 3.5 * LARGE };
      const plan = { answersSince: 0, now: NOW, messages: 1000, attempts: 1000, controls: 1000, bytes };
      const { forgotten } = await bench.store.sweep(() => plan);
      expect(forgotten).toEqual([{ namespace: NAMESPACE, messages: 7, attempts: 0 }]);
      const { rows } = await bench.store.messages(NAMESPACE, {}, { limit: 3 });
      expect(rows.map(({ requestId }) => requestId)).toEqual(["large-7", "large-8", "large-9"]);
      const [row] = await bench.store.namespaces();
      expect(row).toMatchObject({ messages: 3, attempts: 10, forgotten: { messages: 7, attempts: 0 } });
      expect(row?.bytes).toBeLessThan(4 * LARGE);
      expect(await bench.store.usedBytes()).toBeGreaterThan(2 * LARGE);
      expect((await bench.store.sweep(() => plan)).forgotten).toEqual([]);
    });
  });
};
