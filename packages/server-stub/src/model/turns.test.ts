import { setImmediate as eventLoop } from "node:timers/promises";
import { expect, it } from "vitest";
import { createTurns } from "./turns.js";

/** Work of some pieces in each of several namespaces, and what was done in each turn of the event loop. */
const watch = async (work: readonly (readonly [of: string, pieces: number])[]) => {
  const queue = createTurns();
  const turns: string[][] = [[]];
  const progress = { isOver: false };
  const count = async (): Promise<void> => {
    while (!progress.isOver) {
      await eventLoop();
      turns.push([]);
    }
  };
  const counted = count();
  await Promise.all(
    work.map(async ([of, pieces]) => {
      await queue.run(of, () => {});
      for (let nth = 0; nth < pieces; nth += 1) {
        if (nth > 0) await queue.next(of);
        turns.at(-1)?.push(of);
      }
    }),
  );
  progress.isOver = true;
  await counted;
  return turns.filter((done) => done.length > 0);
};

it("does one piece in each turn of the event loop, the first one at once", async () => {
  expect(await watch([["a", 3]])).toEqual([["a"], ["a"], ["a"]]);
  const turns = await watch([
    ["a", 2],
    ["a", 2],
    ["a", 2],
  ]);
  expect(turns).toEqual(Array.from({ length: 6 }, () => ["a"]));
});

it("lets namespaces take turns, whatever one of them has waiting", async () => {
  const many = Array.from({ length: 10 }, () => ["many", 3] as const);
  const turns = (await watch([...many, ["few", 2], ["other", 1]])).flat();
  expect(turns).toHaveLength(33);
  expect(turns.slice(0, 6)).toContain("other");
  expect(turns.lastIndexOf("few")).toBeLessThan(8);
});

it("has one under way, and goes on when one fails", async () => {
  const queue = createTurns();
  let underWay = 0;
  let most = 0;
  const piece = async (fails: boolean): Promise<void> => {
    underWay += 1;
    most = Math.max(most, underWay);
    await eventLoop();
    underWay -= 1;
    if (fails) throw new Error("refused");
  };
  const all = await Promise.allSettled(
    Array.from({ length: 9 }, (_, nth) => queue.run(`n${nth % 4}`, () => piece(nth % 3 === 0))),
  );
  expect(all.map(({ status }) => status === "rejected")).toEqual(Array.from({ length: 9 }, (_, nth) => nth % 3 === 0));
  expect(most).toBe(1);
});
