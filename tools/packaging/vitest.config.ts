import { sharedTestConfig } from "../../vitest.shared.js";

export default sharedTestConfig({ globalSetup: "src/pack.ts", testTimeout: 120_000 });
