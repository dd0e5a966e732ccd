import { sharedTestConfig } from "../../vitest.shared.js";

// Most of a file is loading the generators: one process loads them once. No test of this package changes what it shares.
export default sharedTestConfig({ isolate: false, maxWorkers: 1 });
