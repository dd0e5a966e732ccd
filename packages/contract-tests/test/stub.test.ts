import { createClient } from "@miniprogram-messages/client";
import { createStub } from "@miniprogram-messages/server-stub";
import { mkdirSync, writeFileSync } from "node:fs";
import { afterAll } from "vitest";
import { coverageOf, defineContractTests } from "../src/index.js";

const stub = createStub();

afterAll(() => stub.close());

// Everything, as a merchant's or a platform's own tests would call it. The coverage is what the docs site shows.
await defineContractTests({
  target: stub,
  client: createClient,
  strict: true,
  onResults: (results) => {
    mkdirSync("reports", { recursive: true });
    writeFileSync("reports/coverage.json", `${JSON.stringify(coverageOf(results), undefined, 2)}\n`);
  },
});
