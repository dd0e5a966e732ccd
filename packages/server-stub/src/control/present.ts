import type {
  Attempt,
  Config as PublicConfig,
  DeliveryCall,
  Message,
  NamespaceSummary,
  PlannedFault as PublicFault,
  TrafficReport,
  Refusal,
  Verdict,
} from "../generated/control-routes.js";
import type { AttemptRecord, Rendering } from "../model/attempt.js";
import { STEPS, type Step } from "../model/state.js";
import type { Client, Config } from "../model/config.js";
import type { RefusalRow } from "../gateway/refusals.js";
import type { FaultCount, PlannedFault } from "../model/fault.js";
import type { Delivery, DeliveryCall as StoredCall, MessageContent, MessageRecord } from "../model/message.js";
import { outcomeOf } from "../platform/outcome.js";
import type { TrafficReport as StoredReport } from "../report/report.js";
import type { NamespaceRow, Sequenced } from "../store/store.js";

export const isoTime = (milliseconds: number): string => new Date(milliseconds).toISOString();

const presentContent = (content: MessageContent): Message["content"] => {
  if ("header" in content) {
    const { header, body } = content;
    return {
      header: { ...header, target: { ...header.target } },
      body: { ...body, target: { ...body.target } },
    };
  }
  return { ...content };
};

/** The calls have a list of their own. */
const presentDelivery = ({ status, reason, attempts, at }: Delivery): Message["delivery"] => ({
  status,
  ...(reason !== undefined && { reason }),
  ...(attempts !== undefined && { attempts }),
  ...(at !== undefined && { at: isoTime(at) }),
});

const presentRendering = ({ missing, extra, empty, ...rendering }: Rendering): NonNullable<Message["rendering"]> => ({
  ...rendering,
  missing: [...missing],
  extra: [...extra],
  empty: [...empty],
});

/** A message as the control API shows it; what only the super app gets is left out. */
export const presentMessage = (row: Sequenced<MessageRecord>): Message => {
  const { sequence, at, extendInfo: _, content, delivery, rendering, ...rest } = row;
  return {
    sequence,
    at: isoTime(at),
    ...rest,
    content: presentContent(content),
    delivery: presentDelivery(delivery),
    ...(rendering && { rendering: presentRendering(rendering) }),
  };
};

/** One call of the super app as the control API shows it. */
export const presentCall = ({ at, nextRetryAt, ...call }: StoredCall): DeliveryCall => ({
  at: isoTime(at),
  ...call,
  ...(nextRetryAt !== undefined && { nextRetryAt: isoTime(nextRetryAt) }),
});

/** Steps that decide by saying yes: a replay, a trigger, a planned fault. */
const DECIDES_BY_PASSING: ReadonlySet<Step> = new Set(["replay", "trigger", "fault", "delivery"]);

const isSkipped = (step: Step, row: AttemptRecord): boolean => step === "signature" && row.signature === undefined;

/** What was signed arrived, and there was nothing to verify it with. */
const UNPROVEN =
  "not verified, so the answer is unsigned: no client is seeded, or policies.signature is off; seed clients with their keys";

const isUnproven = ({ method, headers, bodySha256 }: AttemptRecord["request"]): boolean =>
  method === "POST" && headers["signature"] !== undefined && bodySha256 !== undefined;

const skipped = (step: Step, row: AttemptRecord): Verdict =>
  isUnproven(row.request) ? { step, verdict: "skipped", detail: UNPROVEN } : { step, verdict: "skipped" };

/** Every step in its order: those before the one that decided passed, those after it were skipped. */
const presentVerdicts = (row: AttemptRecord): Verdict[] => {
  const decided = STEPS.indexOf(row.decidedBy);
  return STEPS.map((step, index) => {
    if (index > decided) return { step, verdict: "skipped" };
    if (index < decided && isSkipped(step, row)) return skipped(step, row);
    if (index < decided) return { step, verdict: "passed" };
    const verdict = DECIDES_BY_PASSING.has(step) ? "passed" : "failed";
    return row.detail === undefined ? { step, verdict } : { step, verdict, detail: row.detail };
  });
};

/** A journal row as the control API shows it, with how far the delivery of its message is. */
export const presentAttempt = (row: Sequenced<AttemptRecord>, delivery: Delivery | undefined): Attempt => {
  const { sequence, at, operation, requestId, clientId, result, messageId, replay, faults, rendering } = row;
  return {
    sequence,
    at: isoTime(at),
    operation,
    requestId,
    ...(clientId !== undefined && { clientId }),
    verdicts: presentVerdicts(row),
    result: { ...result },
    outcome: outcomeOf(row, delivery),
    ...(messageId !== undefined && { messageId }),
    ...(replay !== undefined && { replay }),
    ...(faults && { faults: [...faults] }),
    ...(row.signature && { signature: { ...row.signature } }),
    ...(rendering && { rendering: rendering.map(presentRendering) }),
    ...(row.recipient && { recipient: { ...row.recipient } }),
    request: { ...row.request, headers: { ...row.request.headers } },
    response: { ...row.response },
  };
};

export const presentReport = ({ findings, intents, attempts }: StoredReport): TrafficReport => ({
  findings: findings.map(({ id, level, requestId, attempts: sequences, message }) => ({
    id,
    level,
    requestId,
    attempts: [...sequences],
    message,
  })),
  intents,
  attempts,
});

export const presentFault = (fault: PlannedFault, { happened }: FaultCount): PublicFault => ({
  ...fault,
  effect: { ...fault.effect },
  happened,
});

export const presentRefusal = ({ at, ...row }: RefusalRow): Refusal => ({ at: isoTime(at), ...row });

export const presentNamespace = ({
  name,
  createdAt,
  lastUsedAt,
  messages,
  attempts,
  bytes,
  forgotten,
}: NamespaceRow): NamespaceSummary => ({
  name,
  createdAt: isoTime(createdAt),
  lastUsedAt: isoTime(lastUsedAt),
  messages,
  attempts,
  bytes,
  forgotten: { ...forgotten },
});

const copyUser = ({ subscriptions, ...user }: Config["users"][number]): NonNullable<PublicConfig["users"]>[number] =>
  subscriptions ? { ...user, subscriptions: [...subscriptions] } : user;

const copyClient = ({ clientId, keys, authClientIds }: Client): NonNullable<PublicConfig["clients"]>[number] => ({
  clientId,
  keys: keys.map((key) => ({ ...key })),
  ...(authClientIds && { authClientIds: [...authClientIds] }),
});

/** A masked configuration as the control API shows it. */
export const presentConfig = (config: Config): PublicConfig => ({
  clients: config.clients.map(copyClient),
  apps: config.apps.map(({ appId, features }) => (features ? { appId, features: [...features] } : { appId })),
  templates: config.templates.map((template) => ({ ...template, contents: { ...template.contents } })),
  users: config.users.map(copyUser),
  limits: { ...config.limits },
  policies: { ...config.policies, inactiveApis: [...config.policies.inactiveApis] },
  superApps: { ...config.superApps },
});
