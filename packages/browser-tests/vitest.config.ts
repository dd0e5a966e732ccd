import { sharedTestConfig } from "../../vitest.shared.js";

export default sharedTestConfig({ globalSetup: "src/one-chromium.ts" });
