import { createReferenceClient, createReferenceServer, defineContractTests } from "../src/index.js";

// A server and a client that share no code with the stub and the client: the suite is about the rules, not about them.
const server = createReferenceServer();

await defineContractTests({
  target: { name: "reference", ...server, flipEvery: 11 },
  client: createReferenceClient(),
  strict: true,
});
