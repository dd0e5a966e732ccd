import { createStub } from "@miniprogram-messages/server-stub";
import { afterAll } from "vitest";
import { defineContractTests } from "../src/index.js";

const stub = createStub();
const listening = await stub.listen({ port: 0 });

afterAll(() => stub.close());

// What a socket can change: bytes, headers, connections that break. The rest runs in process.
await defineContractTests({
  target: {
    name: listening.url,
    baseUrl: listening.url,
    controlUrl: `${listening.url}/_stub`,
    fetch: (input, init) => fetch(input, init),
  },
  only: ["samples/*", "envelope/*", "signature/*", "laws/lost-response", "laws/parallel-equal-requests", "laws/model"],
  skip: ["signature/bit-flips"],
  strict: true,
});
