import { sharedTestConfig } from "../../vitest.shared.js";

// Most of a file is loading the generators: one process loads them once.
export default sharedTestConfig({ maxWorkers: 1 });
