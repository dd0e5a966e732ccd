import { describe, expect, it } from "vitest";
import { DEFAULT_CONFIG } from "../../model/config.js";
import { MemoryStore } from "../memory/memory-store.js";
import type { EventPage, Facts, Store, StoreEvent } from "../store.js";
import { dropOldest } from "./changes.js";
import type { StoreFactory } from "./world.js";
import { EVERYTHING, NAMESPACE, NOW, answer, attemptRecord, messageRecord, useBench } from "./world.js";

/** Numbers in an order that looks random and is the same each time. */
const createRandom = (seed: number) => {
  let state = seed;
  return (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
};

const KEYS = 12;

/** Sequences are a store's own affair. */
const plain = <T extends { readonly sequence: number }>(rows: readonly T[]) =>
  rows.map((row) => ({ ...row, sequence: 0 }));

/**
 * An event as it is in each store: of several deliveries of a message the last one tells all, and what a reader who missed some finds
 * before the first row that is kept is one store's own.
 */
const plainEvents = ({ events, gap }: EventPage) => {
  const begin = gap ? events.findIndex(({ type }) => type !== "control") : 0;
  const last = new Map<string, StoreEvent>();
  for (const event of events) if (event.type === "delivery") last.set(event.message.messageId, event);
  return events
    .slice(begin < 0 ? events.length : begin)
    .filter((event) => event.type !== "delivery" || last.get(event.message.messageId) === event)
    .map((event) => {
      if (event.type === "control") return { type: event.type, change: event.change, at: event.at };
      const { attempt, message } = event;
      return { type: event.type, attempt: plain(attempt ? [attempt] : []), message: plain(message ? [message] : []) };
    });
};

/** One store on its way through a history. */
class Traveller {
  readonly #store: Store;
  readonly #snapshots: string[] = [];
  /** Answers from before it count as forgotten, whether a store has let them go or not. */
  #answersSince = 0;

  constructor(store: Store) {
    this.#store = store;
  }

  async #attempt<T extends object>(key: string, decide: (facts: Facts) => T) {
    const query = {
      namespace: NAMESPACE,
      revision: this.#store.peek(NAMESPACE)?.revision ?? 0,
      usedAt: NOW,
      key,
      counters: [{ key: "u", since: NOW - 1 }],
      faults: [],
    };
    return this.#store.attempt(query, decide);
  }

  take(id: string, nth: number) {
    const messageId = `M-${id}-${nth}`;
    return this.#attempt(id, () => ({
      attempt: attemptRecord(id, { messageId }),
      message: messageRecord(id, { messageId, delivery: { status: "queued" } }),
      store: answer(id, { at: NOW + nth, messageId, body: `answer ${nth}` }),
      dueAt: NOW + nth,
      hits: [{ key: "u", at: NOW, until: NOW + 9 }],
    }));
  }

  async #waiting() {
    // Stores may lease in an order of their own.
    const entries = await this.#store.claim({ now: NOW + 1e6, limit: 1000, lease: 0, except: [] });
    return entries.toSorted((left, right) => left.message.sequence - right.message.sequence);
  }

  async deliver() {
    const [entry] = await this.#waiting();
    if (entry) await this.#store.settle(entry, { delivery: { status: "delivered", attempts: 1, at: NOW } });
  }

  async amend(id: string, nth: number) {
    const { decision } = await this.#attempt(id, (facts) => this.#remembered(facts));
    const { rows } = await this.#store.messages(NAMESPACE, { requestId: id }, { limit: 1, order: "newest" });
    const [row] = rows;
    const messageId = decision.stored?.messageId;
    if (row === undefined || messageId === undefined || row.messageId !== messageId) return;
    const attempt = attemptRecord(id, { messageId, detail: `amended ${nth}` });
    const store = { ...answer(id, { messageId, body: `amended ${nth}` }), at: decision.stored?.at ?? NOW };
    await this.#store.amend({ namespace: NAMESPACE, sequence: row.sequence, key: id, store, attempt });
  }

  #remembered({ stored, counts }: Facts) {
    return { stored: stored !== undefined && stored.at >= this.#answersSince ? stored : undefined, counts };
  }

  async snapshot() {
    this.#snapshots.push((await this.#store.snapshot(NAMESPACE, NOW)).id);
  }

  restore(nth: number) {
    return this.#store.restore(NAMESPACE, this.#snapshots.at(-nth) ?? "none", NOW);
  }

  dropOldest() {
    return dropOldest(this.#store, NAMESPACE);
  }

  drop() {
    return this.#store.dropSnapshots(NAMESPACE);
  }

  reset() {
    return this.#store.reset(NAMESPACE, NOW);
  }

  sweep(rows: number, since: number) {
    this.#answersSince = Math.max(this.#answersSince, since);
    const plan = {
      answersSince: this.#answersSince,
      now: NOW,
      messages: rows,
      attempts: rows,
      controls: 1000,
      bytes: EVERYTHING,
    };
    return this.#store.sweep(() => plan);
  }

  async look() {
    const messages = await this.#store.messages(NAMESPACE, {}, { limit: 1000 });
    const newest = await this.#store.messages(NAMESPACE, {}, { limit: 3, order: "newest" });
    const attempts = await this.#store.attempts(NAMESPACE, {}, { limit: 1000 });
    const keys = Array.from({ length: KEYS }, (_, key) => `r${key}`);
    const found = await Promise.all(
      keys.map(async (id) => {
        const { decision } = await this.#attempt(id, (facts) => this.#remembered(facts));
        const ofRequest = await this.#store.messages(NAMESPACE, { requestId: id }, { limit: 50 });
        const tries = await this.#store.attempts(NAMESPACE, { requestId: id }, { limit: 50 });
        return { decision, ofRequest: plain(ofRequest.rows), tries: plain(tries.rows) };
      }),
    );
    const [row] = await this.#store.namespaces();
    const page = await this.#store.events(NAMESPACE, 0, 1000);
    const waiting = await this.#waiting();
    return {
      messages: plain(messages.rows),
      newest: plain(newest.rows),
      attempts: plain(attempts.rows),
      found,
      counted: [row?.messages, row?.attempts],
      forgotten: row?.forgotten,
      gap: page.gap,
      events: plainEvents(page),
      waiting: plain(waiting.map(({ message }) => message)),
    };
  }
}

type Step = (traveller: Traveller) => Promise<unknown>;

const stepOf = (random: (below: number) => number, nth: number): Step => {
  const kind = random(60);
  const id = `r${random(KEYS)}`;
  const back = 1 + random(24);
  const most = 3 + random(20);
  if (kind < 22) return (traveller) => traveller.take(id, nth);
  if (kind < 27) return (traveller) => traveller.deliver();
  if (kind < 30) return (traveller) => traveller.amend(id, nth);
  if (kind < 34) return (traveller) => traveller.snapshot();
  if (kind < 37) return (traveller) => traveller.restore(back);
  if (kind < 38) return (traveller) => traveller.reset();
  if (kind < 40) return (traveller) => traveller.sweep(most, 0);
  if (kind < 42) return (traveller) => traveller.sweep(1000, NOW + nth - most * 2);
  if (kind < 49) return (traveller) => traveller.snapshot();
  if (kind < 56) return (traveller) => traveller.restore(back);
  if (kind < 59) return (traveller) => traveller.dropOldest();
  return (traveller) => traveller.drop();
};

export const describeHistory = (factory: StoreFactory): void => {
  describe("a long history", () => {
    const bench = useBench(factory);

    it.each([20_261_127, 20_261_128])(
      "of snapshots, restores, resets and sweeps leaves what it leaves in memory: %i",
      async (seed) => {
        const random = createRandom(seed);
        const model = new MemoryStore();
        model.ensure(NAMESPACE, DEFAULT_CONFIG, NOW);
        const [expected, actual] = [new Traveller(model), new Traveller(bench.store)];
        for (let nth = 1; nth <= 300;) {
          for (const end = nth + 12; nth < end; nth += 1) {
            const step = stepOf(random, nth);
            await step(expected);
            await step(actual);
          }
          expect(await actual.look()).toEqual(await expected.look());
        }
      },
    );
  });
};
