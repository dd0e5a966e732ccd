import { Pool } from "pg";
import { beforeEach, expect, it, vi } from "vitest";
import { mergeNow } from "./merge.js";
import { createMerger } from "./merger.js";

vi.mock(import("./merge.js"));

const pool = new Pool();
/** What was begun and what has ended, in its order. */
let happened: string[];
beforeEach(() => {
  happened = [];
  // As long as nobody ends it.
  vi.mocked(mergeNow).mockImplementation(async (_, name, stop) => {
    happened.push(`merge ${name}`);
    await new Promise((resolve) => stop.addEventListener("abort", resolve));
    happened.push(`end ${name}`);
    return true;
  });
});

it.each([
  ["merges nothing while there are few layers", 64, []],
  ["begins to merge, and keeps nobody waiting", 65, ["merge default"]],
  ["keeps whoever makes very many waiting for a moment only", 257, ["merge default"]],
])("%s", async (_, layers, begun) => {
  const merger = createMerger(pool);
  await merger.tell("default", layers);
  expect(happened).toEqual(begun);
  await merger.close();
});

it("lets a sweep go first, and goes on after it", async () => {
  const merger = createMerger(pool);
  await merger.tell("default", 65);
  const sweep = async (): Promise<string> => {
    happened.push("sweep");
    return "swept";
  };
  expect(await merger.aside(sweep)).toBe("swept");
  expect(happened).toEqual(["merge default", "end default", "sweep"]);
  await vi.waitUntil(() => happened.length > 3, { timeout: 120_000 });
  expect(happened.at(-1)).toBe("merge default");
  await merger.close();
});

it("does nothing any more once it is closed", async () => {
  const merger = createMerger(pool);
  await merger.close();
  await merger.tell("default", 300);
  expect(happened).toEqual([]);
});
