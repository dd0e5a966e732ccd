import { expect, it, vi } from "vitest";
import { createStub } from "../src/stub/create-stub.js";
import { StoreLostError } from "../src/store/errors.js";
import { MemoryStore } from "../src/store/memory/memory-store.js";

const lost = new StoreLostError("store: a table is missing", undefined, "lost");

class UnhealthyStore extends MemoryStore {
  override health(): Promise<never> {
    return Promise.reject(lost);
  }
}

class UncountableStore extends MemoryStore {
  override usedBytes(): Promise<never> {
    return Promise.reject(lost);
  }
}

it.each([
  ["health", UnhealthyStore],
  ["size", UncountableStore],
])(
  "a store whose %s is asked for in vain is unhealthy, and the log says so once, whether or not a message fails",
  async (_, Unsound) => {
    const error = vi.fn<(fields: object, text: string) => void>();
    const stub = createStub({
      store: new Unsound(),
      logger: { error, warn: () => {}, info: () => {}, debug: () => {} },
    });
    for (let nth = 0; nth < 5; nth += 1) {
      const response = await stub.fetch("http://stub.local/_stub/health");
      expect([response.status, await response.json()]).toMatchObject([503, { fault: "lost", reason: lost.message }]);
    }
    expect(error.mock.calls).toEqual([[expect.objectContaining({ fault: "lost" }), "the store failed"]]);
    await stub.close();
  },
);
