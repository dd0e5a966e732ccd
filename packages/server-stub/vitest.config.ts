import { sharedTestConfig } from "../../vitest.shared.js";

// Some of its tests look at what a process holds, and at what loading the stub does to one.
export default sharedTestConfig({
  include: ["src/**/*.test.ts", "test/**/*.test.ts", "inbox/src/**/*.test.ts"],
  isolate: true,
});
