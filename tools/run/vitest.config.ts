import { sharedTestConfig } from "../../vitest.shared.js";

export default sharedTestConfig({ include: ["src/**/*.test.mjs"] });
