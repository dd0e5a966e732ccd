import { expect, it } from "vitest";
import { StaleRevisionError } from "../src/store/errors.js";
import { MemoryStore } from "../src/store/memory/memory-store.js";
import { BASE, openStub } from "./sending.js";

/** A sweep may drop a namespace between two steps of a call. */
class DroppingStore extends MemoryStore {
  #isFirst = true;

  #dropOnce(namespace: string): void {
    if (this.#isFirst) throw new StaleRevisionError(namespace);
  }

  override async messages(...asked: Parameters<MemoryStore["messages"]>) {
    this.#dropOnce(asked[0]);
    return super.messages(...asked);
  }

  override async events(...asked: Parameters<MemoryStore["events"]>) {
    this.#dropOnce(asked[0]);
    return super.events(...asked);
  }

  override ensure(...asked: Parameters<MemoryStore["ensure"]>) {
    // The second time it is entered it is there.
    this.#isFirst = this.peek(asked[0]) === undefined;
    return super.ensure(...asked);
  }
}

it("lists and streams a namespace that was dropped while it was looked at", async () => {
  const listing = openStub({ store: new DroppingStore() });
  const listed = await listing.fetch(`${BASE}/_stub/namespaces/gone/messages?wait=10`);
  expect(await listed.json()).toEqual({ messages: [] });

  const streaming = openStub({ store: new DroppingStore() });
  const { body, status } = await streaming.fetch(`${BASE}/_stub/namespaces/gone/events`);
  expect(status).toBe(200);
  const first = await body?.getReader().read();
  expect(new TextDecoder().decode(first?.value)).toBe("retry: 1000\n\n");
});
