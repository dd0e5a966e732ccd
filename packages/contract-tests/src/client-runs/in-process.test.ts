import { expect, test } from "vitest";
import { createReferenceClient } from "../reference/client.js";
import { runCases } from "../engine/run.js";
import { scenarioCases } from "./in-process.js";

// The client of this project plays them in test/stub.test.ts, together with everything else.
test("a right client passes every scenario that needs no process of its own", async () => {
  const results = await runCases(scenarioCases, { client: createReferenceClient() });
  expect(results.filter(({ status }) => status !== "passed")).toEqual([]);
});
