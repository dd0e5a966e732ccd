import { describe, test, type TestFunction } from "vitest";

/**
 * True under `npm test -- --full`. A file named `*.full.test.ts` runs in that lane alone.
 *
 * `npm test -- --list` reads the calls of {@link byLane} and {@link fullLaneOnly} from the sources: give them literals.
 */
export const fullLane = process.env["TEST_LANE"] === "full";

/**
 * A count that is smaller in the quick lane. `what` is the plural of what is counted, for `--list`.
 *
 * @example const RUNS = byLane("fuzzed requests", { quick: 5_000, full: 100_000 });
 */
export const byLane = <Value>(_what: string, lanes: { quick: Value; full: Value }): Value =>
  fullLane ? lanes.full : lanes.quick;

/** Tests and groups of tests that the full lane alone runs; the mark in the name tells the tally why they were skipped. */
export const fullLaneOnly = {
  test: (name: string, body: TestFunction): void => {
    test.runIf(fullLane)(`${name} [full lane]`, body);
  },
  describe: (name: string, body: () => void): void => {
    describe.runIf(fullLane)(`${name} [full lane]`, body);
  },
};
