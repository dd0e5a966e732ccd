import type { State } from "../reference/operation-rules.js";
import { defaultRules } from "../reference/rules.js";
import { sendInbox, sendMessage, type Operation, type OperationId } from "../spec/operation.js";
import type { ServerMutant } from "./mutant.js";

/** Answers another code in this state of the world. */
export const inState = (
  operation: OperationId,
  state: State,
  code: string,
): Pick<ServerMutant["rules"], "stateCode"> => ({
  stateCode: (subject, given) =>
    subject.id === operation && given === state ? code : defaultRules.stateCode(subject, given),
});

const stateMutant = (
  operation: Operation,
  state: State,
  { code, violates }: { code: string; violates: readonly string[] },
): ServerMutant => ({
  id: `state/${operation.slug}/${state}`,
  change: `${operation.id}: ${state} gets ${code}.`,
  violates,
  rules: inState(operation.id, state, code),
});

/** Wrong about what a state of the world leads to. */
export const stateMutants: readonly ServerMutant[] = [
  stateMutant(sendMessage, "unknown-token", { code: "PARAM_ILLEGAL", violates: ["MS-011"] }),
  stateMutant(sendMessage, "expired-token", { code: "ACCESS_DENIED", violates: [] }),
  stateMutant(sendMessage, "unknown-app", { code: "PARAM_ILLEGAL", violates: ["MS-006"] }),
  stateMutant(sendMessage, "no-feature", { code: "SUCCESS", violates: ["MS-003"] }),
  stateMutant(sendMessage, "unknown-auth-client", { code: "INVALID_CLIENT", violates: ["MS-027"] }),
  stateMutant(sendMessage, "other-super-app", { code: "SUCCESS", violates: ["MS-016"] }),
  stateMutant(sendMessage, "user-locked", { code: "INVALID_API", violates: [] }),
  stateMutant(sendMessage, "unknown-template", { code: "PARAM_ILLEGAL", violates: ["MS-031", "MS-066"] }),
  stateMutant(sendMessage, "not-subscribed", { code: "SUCCESS", violates: ["MS-067"] }),
  stateMutant(sendMessage, "user-limit", { code: "REQUEST_TRAFFIC_EXCEED_LIMIT", violates: ["MS-068"] }),
  stateMutant(sendMessage, "traffic-limit", { code: "MESSAGE_SEND_EXCEED_LIMIT", violates: [] }),
  stateMutant(sendMessage, "inactive-api", { code: "ACCESS_DENIED", violates: [] }),
  stateMutant(sendInbox, "unknown-token", { code: "ACCESS_DENIED", violates: ["SI-007", "SI-046"] }),
  stateMutant(sendInbox, "unknown-auth-client", { code: "ACCESS_DENIED", violates: ["SI-047"] }),
  stateMutant(sendInbox, "user-unregistered", { code: "ACCESS_DENIED", violates: ["SI-048"] }),
  stateMutant(sendInbox, "other-channel", { code: "PROCESS_FAIL", violates: [] }),
  stateMutant(sendInbox, "not-subscribed", { code: "SUCCESS", violates: [] }),
];
