import { sharedTestConfig } from "../../vitest.shared.js";

// Much of it waits: for answers that come late, for Retry-After, for commands to end. Files share servers that the end of each closes.
export default sharedTestConfig({ isolate: true, maxWorkers: 2 });
