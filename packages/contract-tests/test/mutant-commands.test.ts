import { byLane } from "@miniprogram-messages/lane";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { commandRunner } from "../src/client-runs/command.js";
import { newIdentities } from "../src/client-runs/identity.js";
import { play } from "../src/client-runs/play.js";
import { clientMutants } from "../src/index.js";
import { scenarios } from "../src/scenarios/all.js";

const every = byLane("one in so many client mutants as a command", { quick: 6, full: 1 });
const driver = fileURLToPath(new URL("mutant-driver.mjs", import.meta.url));
const identities = newIdentities();
const stop = new AbortController();
const runnerOf = (id: string) =>
  commandRunner({ command: `"${process.execPath}" "${driver}" ${id}`, timeout: 60_000, signal: stop.signal });

afterAll(() => stop.abort());

// A command need not print messageId and resultCode: one that loses them cannot be told from one that keeps silent.
const unseen = new Set(["message-id-dropped", "code-of-unknown-dropped"]);

const playable = clientMutants.flatMap(({ id, killer }) => {
  const scenario = scenarios.find((one) => one.id === killer);
  return scenario === undefined || unseen.has(id) ? [] : [{ id, killer, scenario }];
});

// What only a process can show: a client that is killed and starts again.
const killed = scenarios
  .filter(({ runs }) => runs === "killed")
  .map((scenario) => ({ id: "request-id-per-call", killer: scenario.id, scenario }));

test.concurrent.each([...playable.filter((_, index) => index % every === 0), ...killed])(
  "$id, as a command, fails $killer",
  async ({ id, scenario }) => {
    const runner = runnerOf(id);
    const verdict = await play(scenario, { runner, identities, operation: "sendMessage", signed: true });
    runner.close();
    expect(verdict).toMatchObject({ status: "failed" });
  },
);

test("the client that they are changed from passes", async () => {
  const runner = runnerOf("none");
  const scenario = scenarios.find(({ id }) => id === "client/same-request-on-retry/send-message");
  const verdict = scenario && (await play(scenario, { runner, identities, operation: "sendMessage", signed: true }));
  runner.close();
  expect(verdict).toMatchObject({ status: "passed", wire: "passed", outcome: "passed" });
});
