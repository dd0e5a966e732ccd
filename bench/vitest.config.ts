import { sharedTestConfig } from "../vitest.shared.js";

export default sharedTestConfig({ include: ["client/**/*.test.ts", "stub/**/*.test.ts"] });
