import { sharedTestConfig } from "../vitest.shared.js";

export default sharedTestConfig({ include: ["checks/**/*.test.ts"] });
