import { faults } from "./faults.js";
import { orders } from "./orders.js";
import { results } from "./results.js";
import { samples } from "./samples.js";
import type { Scenario } from "./scenario.js";
import { signing } from "./signing.js";
import { texts } from "./texts.js";
import { trust } from "./trust.js";

/** Everything that is asked of a client from outside. */
export const scenarios: readonly Scenario[] = [
  ...samples,
  ...texts,
  ...orders,
  ...results,
  ...faults,
  ...signing,
  ...trust,
];
