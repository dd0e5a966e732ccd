import { expect, it } from "vitest";
import { type Contents, mergeable, wholeMerges } from "./mergeable.js";

it.each<readonly [what: string, chains: readonly (readonly number[])[], pairs: readonly (readonly number[])[]]>([
  ["the one layer", [[1]], []],
  [
    "a layer under a snapshot",
    [
      [3, 2, 1],
      [2, 1],
    ],
    [],
  ],
  ["two that only connect", [[3, 2, 1]], [[2, 1]]],
  [
    "more than two",
    [[4, 3, 2, 1]],
    [
      [3, 2],
      [2, 1],
    ],
  ],
  [
    "one that a snapshot begins with",
    [
      [4, 3, 2, 1],
      [2, 1],
    ],
    [],
  ],
  [
    "one that two lead to",
    [
      [5, 3, 1],
      [6, 4, 1],
    ],
    [],
  ],
  [
    "two under a fork",
    [
      [5, 3, 2, 1],
      [6, 4, 2, 1],
    ],
    [],
  ],
  [
    "two under one that is forked",
    [
      [5, 3, 2, 1],
      [6, 3, 2, 1],
    ],
    [[2, 1]],
  ],
])("merges %s", (_, chains, pairs) => {
  expect(mergeable(chains).map(({ upper, lower }) => [upper, lower])).toEqual(pairs);
});

const MOST = 10;
const contents = (messages: number, bytes: number, attempts = 0): Contents => ({
  bytes,
  rows: { message: messages, attempt: attempts },
});

it.each<readonly [what: string, layers: readonly Contents[], merges: readonly (readonly [from: number, to: number])[]]>(
  [
    ["the smaller one into the one beneath", [contents(9, 9), contents(1, 1)], [[2, 1]]],
    ["the smaller one into the one above", [contents(1, 1), contents(9, 9)], [[1, 2]]],
    [
      "layers with nothing in them",
      [contents(0, 0), contents(0, 0), contents(0, 0)],
      [
        [3, 2],
        [2, 1],
      ],
    ],
    [
      "each row once where there are no bytes",
      [contents(1, 0), contents(1, 0), contents(1, 0)],
      [
        [3, 2],
        [1, 2],
      ],
    ],
    [
      "many small ones into a large one among them",
      [contents(1, 1), contents(99, 99), contents(2, 2)],
      [
        [3, 2],
        [1, 2],
      ],
    ],
    [
      "what one has by then",
      [contents(4, 4), contents(3, 3), contents(3, 3)],
      [
        [3, 2],
        [1, 2],
      ],
    ],
    ["no more rows than that, of whichever table", [contents(1, 9), contents(4, 4, 5), contents(2, 2)], [[3, 2]]],
    ["nothing of what is too large even by itself", [contents(11, 11), contents(11, 12)], []],
  ],
)("moves %s", (_, lowestFirst, merges) => {
  const layers = lowestFirst.map((layer, index) => [index + 1, layer] as const);
  const chain = [9, ...layers.map(([generation]) => generation).toReversed()];
  expect(wholeMerges(mergeable([chain]), new Map(layers), MOST).map(({ from, to }) => [from, to])).toEqual(merges);
});
