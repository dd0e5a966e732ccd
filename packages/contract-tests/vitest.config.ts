import { sharedTestConfig } from "../../vitest.shared.js";

// Much of it waits: for answers that come late, for Retry-After, for commands to end.
export default sharedTestConfig({ maxWorkers: 2 });
