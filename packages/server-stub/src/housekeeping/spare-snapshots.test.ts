import { expect, it } from "vitest";
import type { Layer } from "../store/holding.js";
import { spareSnapshots } from "./spare-snapshots.js";

interface Case {
  /** With a name each, of one letter. */
  readonly sizes: Readonly<Record<string, number>>;
  /** What the namespace shows, and the layers that it has. */
  readonly live: readonly [bytes: number, layers: string];
  /** Layers of its snapshots, the oldest first. */
  readonly chains: readonly string[];
  readonly most: number;
  readonly spare: readonly string[];
}

const cases: readonly (readonly [what: string, Case])[] = [
  ["none of what fits", { sizes: { a: 50, b: 10 }, live: [60, "ba"], chains: ["a"], most: 60, spare: [] }],
  [
    "the oldest ones alone, of what was reset in between",
    { sizes: { a: 50, b: 30, c: 20 }, live: [20, "c"], chains: ["a", "b"], most: 60, spare: ["S0"] },
  ],
  [
    "as many as it takes",
    { sizes: { a: 50, b: 30, c: 20 }, live: [20, "c"], chains: ["a", "b"], most: 30, spare: ["S0", "S1"] },
  ],
  [
    "those that free something together alone",
    {
      sizes: { a: 50, b: 30, c: 20, d: 5 },
      live: [5, "d"],
      chains: ["a", "ba", "cba"],
      most: 40,
      spare: ["S0", "S1", "S2"],
    },
  ],
  [
    "no older one that the namespace shows anyway",
    { sizes: { a: 20, b: 60 }, live: [20, "a"], chains: ["a", "ba"], most: 50, spare: ["S1"] },
  ],
  [
    "all that have rows which are to go",
    { sizes: { a: 40, b: 30, c: 30 }, live: [100, "cba"], chains: ["a", "ba"], most: 50, spare: ["S0", "S1"] },
  ],
  [
    "none that has nothing, whatever else goes",
    { sizes: { n: 0, a: 100 }, live: [100, "an"], chains: ["n"], most: 50, spare: [] },
  ],
  [
    "those that show what the namespace has forgotten",
    { sizes: { a: 90, b: 10 }, live: [20, "ba"], chains: ["a"], most: 50, spare: ["S0"] },
  ],
];

it.each(cases)("gives %s", (_, { sizes, live, chains, most, spare }) => {
  const layersOf = (chain: string): Layer[] => Array.from(chain, (id) => ({ id, bytes: sizes[id] ?? 0 }));
  const snapshots = chains.map((chain, nth) => ({ id: `S${nth}`, layers: layersOf(chain) }));
  const [bytes, layers] = live;
  const holding = { namespace: "n", bytes, layers: layersOf(layers), snapshots };
  expect(spareSnapshots(holding, most)).toEqual(spare);
});
