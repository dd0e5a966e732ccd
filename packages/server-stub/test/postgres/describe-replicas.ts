import { afterEach, describe, expect, it } from "vitest";
import { DEFAULT_CONFIG } from "../../src/model/config.js";
import { CHANGES } from "../../src/store/conformance/changes.js";
import { NAMESPACE, NOW } from "../../src/store/conformance/records.js";
import { PostgresStore } from "../../src/store/postgres/postgres-store.js";

const MARKER = "marker";

const tick = (): Promise<undefined> => new Promise((resolve) => void setTimeout(resolve, 20, undefined));

/** What replicas have to hear of each other. */
export const describeReplicas = (url: () => Promise<string>): void => {
  describe("two replicas", () => {
    const stores: PostgresStore[] = [];
    const open = async (): Promise<PostgresStore> => {
      const store = new PostgresStore({ url: await url() });
      stores.push(store);
      await store.open();
      for (const name of [NAMESPACE, MARKER]) await store.ensure(name, DEFAULT_CONFIG, NOW);
      return store;
    };
    afterEach(async () => {
      for (const store of stores.splice(0)) await store.close();
    });

    it.each(CHANGES)("hear of a change: %s", async (_, change) => {
      const [first, second] = [await open(), await open()];
      const { id } = await first.snapshot(NAMESPACE, NOW);
      const heard: string[] = [];
      second.watch((name) => void (name === NAMESPACE && heard.push(name)));
      // Whatever was said before has been heard by then; who has to ask has asked once.
      const marked = new Promise<void>((resolve) => void second.watch((name) => name === MARKER && resolve()));
      while ((await Promise.race([marked.then(() => true), tick()])) !== true) await first.reset(MARKER, NOW);
      const before = heard.length;
      await change(first, id);
      while (heard.length === before) await tick();
      expect(heard.length).toBeGreaterThan(before);
    });
  });
};
