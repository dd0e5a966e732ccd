import { expect, it } from "vitest";
import { oneAtATime } from "./one-at-a-time.js";

it("does it once at a time, and once for all who asked meanwhile", async () => {
  let [begun, most, under] = [0, 0, 0];
  const work = oneAtATime(async () => {
    begun += 1;
    under += 1;
    most = Math.max(most, under);
    await new Promise(setImmediate);
    under -= 1;
    if (begun === 1) throw new Error("the first one fails");
    return begun;
  });
  const first = work();
  await Promise.resolve();
  const others = [work(), work(), work()];
  await expect(first).rejects.toThrow("the first one fails");
  expect(await Promise.all(others)).toEqual([2, 2, 2]);
  expect(await work()).toBe(3);
  expect(most).toBe(1);
});
