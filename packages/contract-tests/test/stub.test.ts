import { createClient } from "@miniprogram-messages/client";
import { byLane } from "@miniprogram-messages/lane";
import { createStub } from "@miniprogram-messages/server-stub";
import { mkdirSync, writeFileSync } from "node:fs";
import { afterAll } from "vitest";
import { inProcessTarget } from "../src/define.js";
import { coverageOf, defineContractTests } from "../src/index.js";

const stub = createStub();
const flipEvery = byLane("bits of a signed request, of which one is flipped", { quick: 11, full: 1 });

afterAll(() => stub.close());

// Everything, as a merchant's or a platform's own tests would call it. The coverage is what the docs site shows.
await defineContractTests({
  target: { ...inProcessTarget(stub), flipEvery },
  client: createClient,
  strict: true,
  onResults: (results) => {
    mkdirSync("reports", { recursive: true });
    writeFileSync("reports/coverage.json", `${JSON.stringify(coverageOf(results), undefined, 2)}\n`);
  },
});
