import { defaultExclude, defineConfig, type ViteUserConfig } from "vitest/config";

const fullLane = process.env["TEST_LANE"] === "full";

/**
 * Every package tests with the same reporters: the root command counts `reports/vitest.json` of each package.
 * A test that fails is never tried again: what flakes has to be found.
 */
export const sharedTestConfig = (overrides: NonNullable<ViteUserConfig["test"]> = {}): ViteUserConfig =>
  defineConfig({
    test: {
      include: ["src/**/*.test.ts", "test/**/*.test.ts"],
      exclude: [...defaultExclude, ...(fullLane ? [] : ["**/*.full.test.ts"])],
      reporters: ["default", ["json", { outputFile: "reports/vitest.json" }]],
      allowOnly: false,
      // A process for each file costs more than most files. A test leaves no timers, globals or variables behind.
      isolate: false,
      // A package whose tests all belong to the full lane.
      passWithNoTests: !fullLane,
      testTimeout: 900_000,
      hookTimeout: 900_000,
      expect: { poll: { timeout: 120_000, interval: 20 } },
      ...overrides,
    },
  });
