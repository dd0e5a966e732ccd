import { describeStore } from "../conformance.js";
import { MemoryStore } from "./memory-store.js";

describeStore("memory", async () => new MemoryStore());
