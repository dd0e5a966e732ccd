import { existsSync } from "node:fs";
import { expect, it } from "vitest";
import { here } from "./command.js";
import { PAGES, blocksOf } from "./pages.js";
import { READING } from "./reading.js";

it("knows every page, and no other", () => {
  expect(Object.keys(READING).toSorted()).toEqual(PAGES.toSorted());
});

it.each(PAGES)("says of every block of %s who runs it, or why nobody does", (page) => {
  const blocks = blocksOf(page);
  const steps = READING[page]?.steps ?? [];
  const fitting = blocks.filter(({ text }, index) => text.startsWith(steps[index]?.begins ?? "\0"));
  expect(fitting.map(({ text }) => text)).toEqual(blocks.map(({ text }) => text));
  expect(steps).toHaveLength(blocks.length);
});

it.each(Object.entries(READING))("%s: whoever is said to run a block is there", (_page, { oldest, steps }) => {
  const elsewhere = steps.flatMap((step) => step.elsewhere ?? []);
  expect(elsewhere.filter((file) => !existsSync(here(`../../${file}`)))).toEqual([]);
  const read = steps.filter(({ typed, saved }) => typed !== undefined || saved !== undefined);
  expect(read.length > 0).toBe(oldest !== undefined);
  const undecided = steps.filter(({ typed, saved, elsewhere: test, because }) => !(typed ?? saved ?? test ?? because));
  expect(undecided).toEqual([]);
});
