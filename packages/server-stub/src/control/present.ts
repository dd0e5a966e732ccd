import type {
  Attempt,
  Config as PublicConfig,
  Message,
  NamespaceSummary,
  PlannedFault as PublicFault,
  Refusal,
  Verdict,
} from "../generated/control-routes.js";
import type { AttemptRecord } from "../model/attempt.js";
import { STEPS, type Step } from "../model/state.js";
import type { Client, Config } from "../model/config.js";
import type { RefusalRow } from "../gateway/refusals.js";
import type { FaultCount, PlannedFault } from "../model/fault.js";
import type { Delivery, MessageContent, MessageRecord } from "../model/message.js";
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

const presentDelivery = ({ at, ...delivery }: Delivery): Message["delivery"] =>
  at === undefined ? delivery : { ...delivery, at: isoTime(at) };

/** A message as the control API shows it; what only the super app gets is left out. */
export const presentMessage = (row: Sequenced<MessageRecord>): Message => {
  const { sequence, at, extendInfo: _, content, delivery, ...rest } = row;
  return {
    sequence,
    at: isoTime(at),
    ...rest,
    content: presentContent(content),
    delivery: presentDelivery(delivery),
  };
};

/** Steps that decide by saying yes: a replay, a trigger, a planned fault. */
const DECIDES_BY_PASSING: ReadonlySet<Step> = new Set(["replay", "trigger", "fault", "delivery"]);

const isSkipped = (step: Step, row: AttemptRecord): boolean => step === "signature" && row.signature === undefined;

/** Every step in its order: those before the one that decided passed, those after it were skipped. */
const presentVerdicts = (row: AttemptRecord): Verdict[] => {
  const decided = STEPS.indexOf(row.decidedBy);
  return STEPS.map((step, index) => {
    if (index > decided || (index < decided && isSkipped(step, row))) return { step, verdict: "skipped" };
    if (index < decided) return { step, verdict: "passed" };
    const verdict = DECIDES_BY_PASSING.has(step) ? "passed" : "failed";
    return row.detail === undefined ? { step, verdict } : { step, verdict, detail: row.detail };
  });
};

const presentRendering = (rendering: NonNullable<AttemptRecord["rendering"]>): Attempt["rendering"] & object =>
  rendering.map(({ language, missing, extra, empty }) => ({
    language,
    missing: [...missing],
    extra: [...extra],
    empty: [...empty],
  }));

/** A journal row as the control API shows it. */
export const presentAttempt = (row: Sequenced<AttemptRecord>): Attempt => {
  const { sequence, at, operation, requestId, clientId, result, messageId, replay, faults, rendering } = row;
  return {
    sequence,
    at: isoTime(at),
    operation,
    requestId,
    ...(clientId !== undefined && { clientId }),
    verdicts: presentVerdicts(row),
    result: { ...result },
    ...(messageId !== undefined && { messageId }),
    ...(replay !== undefined && { replay }),
    ...(faults && { faults: [...faults] }),
    ...(row.signature && { signature: { ...row.signature } }),
    ...(rendering && { rendering: presentRendering(rendering) }),
    request: { ...row.request, headers: { ...row.request.headers } },
    response: { ...row.response },
  };
};

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
}: NamespaceRow): NamespaceSummary => ({
  name,
  createdAt: isoTime(createdAt),
  lastUsedAt: isoTime(lastUsedAt),
  messages,
  attempts,
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
