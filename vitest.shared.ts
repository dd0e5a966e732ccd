import { defineConfig, type ViteUserConfig } from "vitest/config";

/** Every package tests with the same reporters: the root command counts `reports/vitest.json` of each package. */
export const sharedTestConfig = (overrides: NonNullable<ViteUserConfig["test"]> = {}): ViteUserConfig =>
  defineConfig({
    test: {
      include: ["src/**/*.test.ts", "test/**/*.test.ts"],
      reporters: ["default", ["json", { outputFile: "reports/vitest.json" }]],
      allowOnly: false,
      // Real processes, browsers and databases on a busy CI machine: a second failure in a row is a failure.
      retry: process.env["CI"] === undefined ? 0 : 1,
      testTimeout: 180_000,
      hookTimeout: 180_000,
      ...overrides,
    },
  });
