import { randomBytes } from "node:crypto";
import type { Scenario } from "../scenarios/scenario.js";
import type { JsonObject } from "../spec/json.js";
import { sendInbox, sendMessage, type Operation, type OperationId } from "../spec/operation.js";
import type { Identities } from "./identity.js";
import { judge, type Verdict } from "./judge.js";
import { startPlatform, type Platform } from "./platform.js";
import type { Ran, Runner, Task } from "./runner.js";

export interface Setting {
  readonly runner: Runner;
  readonly identities: Identities;
  /** Plays the scenarios that go with either operation. */
  readonly operation: OperationId;
  readonly signed: boolean;
}

/** Plays one scenario against one client, and judges what crossed the wire and what the client says. */
export const play = async (scenario: Scenario, setting: Setting): Promise<Verdict> => {
  const operation = (scenario.operation ?? setting.operation) === "sendMessage" ? sendMessage : sendInbox;
  const identity = await setting.identities.next(scenario.keyVersion ?? "1");
  const signed = scenario.signed ?? setting.signed;
  const platform = await startPlatform({ scenario, operation, identity: signed ? identity : undefined });
  try {
    const count = scenario.runs === "together" ? 2 : 1;
    const requests = Array.from({ length: count }, () => requestOf(scenario, operation));
    const tasks = requests.map((request): Task => ({
      id: scenario.id,
      scenario,
      operation: operation.id,
      baseUrl: platform.baseUrl,
      request,
      identity,
      signed,
      kill: undefined,
    }));
    const runs = await runAll(tasks, platform, setting.runner);
    const { attempts, elsewhere, uri, messageIdOf } = platform;
    const { clientId, keyVersion } = identity;
    const wire = { operation, requests, attempts, elsewhere, uri, clientId, keyVersion, signed };
    return judge(scenario, { wire, runs, messageIdOf });
  } finally {
    platform.close();
  }
};

/** The sample with a requestId that nobody used before: a backend may remember those it has seen. */
const requestOf = (scenario: Scenario, { samples }: Operation): JsonObject => {
  const sample = (scenario.sample === undefined ? undefined : samples[scenario.sample]) ?? Object.values(samples)[0];
  const fresh = { ...sample, requestId: `contract-${randomBytes(8).toString("hex")}` };
  return scenario.request?.(fresh) ?? fresh;
};

/** Runs the client as often as the scenario says; the runs whose outcome counts, one for each request. */
const runAll = async (tasks: readonly Task[], platform: Platform, runner: Runner): Promise<readonly Ran[]> => {
  const [first, second] = tasks;
  if (first === undefined) return [];
  const again = (): Task => ({ ...first, id: `${first.id}/2` });
  if (second !== undefined) return Promise.all([runner.run(first), runner.run({ ...second, id: `${second.id}/2` })]);
  const { runs } = first.scenario;
  if (runs === "once") return [await runner.run(first)];
  const killer = new AbortController();
  if (runs === "killed") void platform.firstRequest.then(() => killer.abort());
  const before = await runner.run(runs === "killed" ? { ...first, kill: killer.signal } : first);
  platform.run += 1;
  const after = await runner.run(again());
  // One that was killed could not say anything.
  return runs === "killed" ? [after] : [before, after];
};
