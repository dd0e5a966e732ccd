import { sharedTestConfig } from "../../vitest.shared.js";

export default sharedTestConfig({ include: ["src/**/*.test.ts", "test/**/*.test.ts", "inbox/src/**/*.test.ts"] });
