import { Pool } from "pg";
import { afterEach, expect, it, vi } from "vitest";
import { createMerger } from "./merger.js";

/** Of a database that lets everybody wait. */
const connect = vi.fn<() => Promise<never>>(() => new Promise(() => {}));
const pool = Object.assign(new Pool(), { connect });
afterEach(() => connect.mockClear());

it.each([
  ["merges nothing while there are few layers", 64, 0],
  ["begins to merge, and keeps nobody waiting", 65, 1],
  ["keeps whoever makes very many waiting for a moment only", 257, 1],
])("%s", async (_, layers, begun) => {
  await createMerger(pool).tell("default", layers);
  expect(connect).toHaveBeenCalledTimes(begun);
});

it("does nothing any more once it is closed", async () => {
  const merger = createMerger(pool);
  await merger.close();
  await merger.tell("default", 300);
  expect(connect).not.toHaveBeenCalled();
});
