import { expect, test } from "vitest";
import { createWatch } from "./watch.js";

const quickly = { patience: 60, every: 5 };

test("three time-outs in a row end the run, and an answer in between begins anew", () => {
  const watch = createWatch(async () => true);
  watch.timedOut();
  watch.timedOut();
  watch.answered();
  watch.timedOut();
  watch.timedOut();
  expect(watch.signal.aborted).toBe(false);
  watch.timedOut();
  expect(String(watch.signal.reason)).toContain("3 requests in a row got no answer in time");
});

test("a connection that breaks while the server is there is the matter of the case", async () => {
  expect(await createWatch(async () => true).broken(new Error("reset"))).toBe("there");
});

test("a server that restarts is waited for", async () => {
  let asked = 0;
  const watch = createWatch(async () => (asked += 1) > 3, quickly);
  expect(await watch.broken(new Error("refused"))).toBe("back");
  expect(watch.signal.aborted).toBe(false);
});

test("a server that stays away ends the run, with the reason", async () => {
  const watch = createWatch(async () => false, quickly);
  const refused = Object.assign(new Error("connect"), { code: "ECONNREFUSED" });
  expect(await watch.broken(new TypeError("fetch failed", { cause: refused }))).toBe("gone");
  expect(String(watch.signal.reason)).toContain("nothing answers at its address any more (ECONNREFUSED)");
});
