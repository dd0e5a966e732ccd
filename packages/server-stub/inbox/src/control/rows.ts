export type {
  Attempt,
  AttemptList,
  Clock,
  Config,
  DeliveryCallList,
  Fault,
  FaultEffect,
  FaultList,
  Finding,
  InboxContent,
  Message,
  MessageList,
  NamespaceList,
  NamespaceSummary,
  PlannedFault,
  Policies,
  PushContent,
  Refusal,
  RefusalList,
  Snapshot,
  SmsContent,
  TrafficReport,
  Verdict,
} from "../../../src/generated/control-paths.js";
import { operationIds, type Operation } from "../../../src/generated/facts.js";

export {
  channelNames,
  operationIds,
  operationNames,
  operationPaths,
  superAppNames,
  type Channel,
  type Operation,
  type SuperApp,
} from "../../../src/generated/facts.js";

const known: ReadonlySet<string> = new Set(operationIds);

export const isOperation = (value: string): value is Operation => known.has(value);
