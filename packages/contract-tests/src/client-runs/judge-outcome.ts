import { ContractFailure, expectTrue } from "../engine/failure.js";
import type { OutcomeLine, Scenario } from "../scenarios/scenario.js";
import { textOf } from "../spec/json.js";
import type { Evidence } from "./evidence.js";
import type { Ran } from "./runner.js";

/** Fails when an outcome is wrong; returns why none could be judged, `undefined` when all were. */
export const judgeOutcomes = (scenario: Scenario, { runs, wire, messageIdOf }: Evidence): string | undefined => {
  const silences = runs.map((ran, index) => {
    if (ran.line === undefined) return ran.refused === true ? undefined : (ran.silence ?? "the client said nothing");
    const requestId = textOf((wire.requests[index] ?? wire.requests[0])?.["requestId"]);
    judgeOutcome(scenario, { ran, line: ran.line, messageId: messageIdOf(requestId) });
    return undefined;
  });
  return silences.find((silence) => silence !== undefined);
};

interface Said {
  readonly ran: Ran;
  readonly line: OutcomeLine;
  readonly messageId: string;
}

const judgeOutcome = ({ outcome }: Scenario, { ran, line, messageId }: Said): void => {
  expectTrue("status of the outcome", outcome.status.includes(line.status), {
    expected: outcome.status.join(" or "),
    actual: line.status,
  });
  const said = (value: string | undefined): boolean => value !== undefined || ran.complete === true;
  const demandsId = outcome.messageId ?? true;
  if (line.status === "succeeded" && demandsId && said(line.messageId)) {
    expectField("messageId", line.messageId, messageId);
  }
  if (outcome.resultCode !== undefined && said(line.resultCode)) {
    expectField("resultCode", line.resultCode, outcome.resultCode);
  }
};

const expectField = (name: string, actual: string | undefined, expected: string): void => {
  if (actual === expected) return;
  throw new ContractFailure(`${name} of the outcome`, { expected, actual: actual ?? "none" });
};
