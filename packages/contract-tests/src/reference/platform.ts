import { isObject, type JsonObject, textOf } from "../spec/json.js";
import type { Status } from "../spec/operation.js";
import { millisecondsOf } from "./duration.js";
import { takeFault } from "./faults.js";
import { operationRules, type State, type Verdict } from "./operation-rules.js";
import type { Rules } from "./rules.js";
import { issuesOf } from "./validate.js";
import type { Attempt, Channel, Decision, Limit, StoredResult, Template, World } from "./world.js";

const mismatchOf = ({ config }: World): "replay" | "reject" => config.policies?.idempotencyMismatch ?? "replay";

type Judge = (world: World, attempt: Attempt, rules: Rules) => Decision | undefined;

/** Decides one attempt and changes the world accordingly: the whole protocol without HTTP. */
export const decide = (world: World, attempt: Attempt, rules: Rules): Decision => {
  for (const verdict of rules.order) {
    const decision = judges[verdict](world, attempt, rules);
    if (decision !== undefined) return settle(world, attempt, rules, { decision, verdict });
  }
  return settle(world, attempt, rules, { decision: { code: "SUCCESS" }, verdict: "taken" });
};

const text = (body: JsonObject, key: string): string | undefined => {
  const value = body[key];
  return typeof value === "string" ? value : undefined;
};

const refuse = (rules: Rules, { operation }: Attempt, state: State): Decision => ({
  code: rules.stateCode(operation, state),
});

const userOf = (world: World, { body }: Attempt) =>
  world.config.users?.find((user) => user.accessToken === body["accessToken"]);

const templateOf = (world: World, { body }: Attempt): Template | undefined =>
  world.config.templates?.find(({ templateCode }) => templateCode === body["templateCode"]);

const seeded = (list: readonly unknown[] | undefined): boolean => list !== undefined && list.length > 0;

const judges: Readonly<Record<Verdict, Judge>> = {
  signature: (_, { signature }) => (signature === undefined ? undefined : { code: signature }),

  parameters: (_, { operation, body }, rules) => {
    const issues = issuesOf(rules.request(operation), body, rules);
    const [first] = issues;
    if (first === undefined) return undefined;
    const code = rules.parameterCode(operation, issues);
    const row = rules.resultOf(operation, code);
    return { code, detail: code === "PARAM_ILLEGAL" ? rules.parameterMessage(row?.message ?? "", first) : undefined };
  },

  trigger: (_, { operation, body }, rules) => {
    const code = /^stub-(.+)$/u.exec(text(body, "accessToken") ?? "")?.[1];
    const known = operation.codes.some((row) => row.code === code && row.code !== "SUCCESS");
    return code !== undefined && known && rules.triggers(code) ? { code } : undefined;
  },

  replay: (world, attempt, rules) => {
    const stored = storedResult(world, attempt, rules);
    if (stored === undefined) return undefined;
    const same = stored.fingerprint === rules.fingerprint(attempt.body, mismatchOf(world));
    if (!same && rules.mismatch(mismatchOf(world)) === "reject") return { code: "REPEAT_REQ_INCONSISTENT" };
    stored.replays += 1;
    if (rules.replayCosts) count(world, attempt);
    if (rules.replayConsumesFault) takeFault(world, attempt, "result");
    if (rules.replayDelivers(stored.replays)) deliver(world, attempt, rules, stored.messageId ?? "");
    const fresh = (): string => newMessageId(world, attempt, rules);
    const { messageId, replays, code } = stored;
    return {
      code: rules.replayedCode(code, { operation: attempt.operation, replays }),
      replayed: true,
      messageId: rules.replayedId({ operation: attempt.operation, messageId, replays, fresh }),
    };
  },

  token: (world, attempt, rules) => {
    const inactive = world.config.policies?.inactiveApis?.includes(attempt.operation.id);
    if (inactive === true) return refuse(rules, attempt, "inactive-api");
    if (!seeded(world.config.users)) return undefined;
    const user = userOf(world, attempt);
    if (user === undefined) return refuse(rules, attempt, "unknown-token");
    const expired = user.expiresAt !== undefined && Date.parse(user.expiresAt) <= attempt.now;
    return expired ? refuse(rules, attempt, "expired-token") : undefined;
  },

  client: (world, attempt, rules) => {
    const id = text(attempt.body, "authClientId");
    if (id === undefined) return undefined;
    const { clients = [], apps = [] } = world.config;
    const known = rules.knownAuthClients(attempt.operation, {
      clientIds: clients.map(({ clientId }) => clientId),
      authClientIds: clients.flatMap(({ authClientIds = [] }) => authClientIds),
      appIds: apps.map(({ appId }) => appId),
    });
    if (known.length === 0 || known.includes(id)) return undefined;
    return refuse(rules, attempt, "unknown-auth-client");
  },

  app: (world, attempt, rules) => {
    if (!operationRules[attempt.operation.id].namesApp) return undefined;
    const superApp = userOf(world, attempt)?.customerBelongsTo;
    if (superApp !== undefined && superApp !== attempt.body["customerBelongsTo"]) {
      return refuse(rules, attempt, "other-super-app");
    }
    if (!seeded(world.config.apps)) return undefined;
    const app = world.config.apps?.find(({ appId }) => appId === attempt.body["appId"]);
    if (app === undefined) return refuse(rules, attempt, "unknown-app");
    return app.features?.includes("Send_Message") ? undefined : refuse(rules, attempt, "no-feature");
  },

  user: (world, attempt, rules) => {
    const status = userOf(world, attempt)?.status;
    if (status === "LOCKED") return refuse(rules, attempt, "user-locked");
    return status === "UNREGISTERED" ? refuse(rules, attempt, "user-unregistered") : undefined;
  },

  template: (world, attempt, rules) => {
    if (!seeded(world.config.templates)) return undefined;
    const template = templateOf(world, attempt);
    if (template === undefined) return refuse(rules, attempt, "unknown-template");
    const { channel = template.channel } = operationRules[attempt.operation.id];
    const foreign = template.channel !== channel;
    return foreign ? refuse(rules, attempt, "other-channel") : undefined;
  },

  subscription: (world, attempt, rules) => {
    const subscriptions = userOf(world, attempt)?.subscriptions;
    const channel = channelOf(world, attempt, rules);
    return subscriptions?.includes(channel) === false ? refuse(rules, attempt, "not-subscribed") : undefined;
  },

  limits: (world, attempt, rules) => {
    const { perUser, traffic } = world.config.limits ?? {};
    const exceeds = (limit: Limit | undefined, key: string): boolean => {
      if (limit === undefined) return false;
      const window = millisecondsOf(limit.window);
      const hits = world.hits.get(key) ?? [];
      return hits.filter((at) => rules.counts(attempt.now - at, window)).length >= limit.count;
    };
    if (exceeds(perUser, userKey(world, attempt))) return refuse(rules, attempt, "user-limit");
    return exceeds(traffic, clientKey(attempt)) ? refuse(rules, attempt, "traffic-limit") : undefined;
  },

  fault: (world, attempt, rules) => {
    const effect = takeFault(world, attempt, "result", rules.faultTimes);
    return effect === undefined ? undefined : { code: textOf(effect["result"]) };
  },
};

const storedResult = (world: World, attempt: Attempt, rules: Rules): StoredResult | undefined => {
  const found = world.stored.get(keyOf(attempt, rules));
  const retention = millisecondsOf(world.config.policies?.idempotencyRetention ?? "P30D");
  return found !== undefined && rules.retained(attempt.now - found.at, retention) ? found : undefined;
};

const keyOf = (attempt: Attempt, rules: Rules): string => rules.key(attempt, text(attempt.body, "requestId") ?? "");

const userKey = (world: World, attempt: Attempt): string =>
  `user ${userOf(world, attempt)?.customerId ?? text(attempt.body, "accessToken") ?? ""}`;

const clientKey = ({ clientId, body }: Attempt): string => `client ${clientId ?? text(body, "authClientId") ?? ""}`;

const count = (world: World, attempt: Attempt): void => {
  for (const key of [userKey(world, attempt), clientKey(attempt)]) {
    world.hits.set(key, [...(world.hits.get(key) ?? []), attempt.now]);
  }
};

/** What follows from a decision: message, counters, stored result. */
const settle = (
  world: World,
  attempt: Attempt,
  rules: Rules,
  { decision, verdict }: { decision: Decision; verdict: Verdict | "taken" },
): Decision => {
  if (verdict === "replay") return decision;
  const status: Status = rules.resultOf(attempt.operation, decision.code)?.status ?? "F";
  if (isRefusedByDelivery(world, rules, status)) return { code: "PROCESS_FAIL" };
  if (rules.forgetsAll(status)) world.stored.clear();
  const messageId = takeForDelivery(world, attempt, rules, { decision, status });
  if (isStored(attempt, rules, { decision, verdict, status })) {
    world.stored.set(keyOf(attempt, rules), {
      code: decision.code,
      messageId: rules.hasMessageId(attempt.operation, status, attempt.body) ? messageId : undefined,
      fingerprint: rules.fingerprint(attempt.body, mismatchOf(world)),
      at: attempt.now,
      replays: 0,
    });
    const [oldest] = world.stored.keys();
    if (world.stored.size > rules.mostStored && oldest !== undefined) world.stored.delete(oldest);
  }
  return {
    ...decision,
    messageId: rules.hasMessageId(attempt.operation, status, attempt.body) ? messageId : undefined,
  };
};

const takeForDelivery = (
  world: World,
  attempt: Attempt,
  rules: Rules,
  { decision, status }: { decision: Decision; status: Status },
): string | undefined => {
  const taken = rules.delivers(status, decision.code);
  if (!taken && !rules.hasMessageId(attempt.operation, status, attempt.body)) return undefined;
  const messageId = newMessageId(world, attempt, rules);
  if (taken) {
    deliver(world, attempt, rules, messageId);
    count(world, attempt);
  }
  return messageId;
};

const isStored = (
  { operation }: Attempt,
  rules: Rules,
  { decision, verdict, status }: { decision: Decision; verdict: Verdict | "taken"; status: Status },
): boolean => {
  if (verdict === "trigger") return rules.triggerStores;
  // Traffic is a verdict about the client, which is told to slow down and try again.
  if (verdict === "limits" && decision.code === "REQUEST_TRAFFIC_EXCEED_LIMIT") return false;
  return rules.stores(operation, status, verdict) || rules.storesCode(operation, decision.code);
};

/** Whether this server, unlike the protocol, lets a delivery that fails decide the result. */
const isRefusedByDelivery = (world: World, rules: Rules, status: Status): boolean =>
  rules.deliveryDecides && status === "S" && world.config.policies?.superAppLeg === "webhook";

const newMessageId = (world: World, { operation }: Attempt, rules: Rules): string =>
  rules.messageId(operation, world.messages.length + 1, Math.random().toString(36).slice(2, 12));

const channelOf = (world: World, attempt: Attempt, rules: Rules): Channel =>
  rules.channelOf(attempt.operation, templateOf(world, attempt), inferredChannel(firstTemplate(attempt).parameters));

const firstTemplate = ({ body }: Attempt): { language: string; parameters: Readonly<Record<string, unknown>> } => {
  const list = body["templates"];
  const first: unknown = Array.isArray(list) ? list[0] : undefined;
  if (!isObject(first)) return { language: "", parameters: {} };
  const { language, templateParameters } = first;
  return {
    language: typeof language === "string" ? language : "",
    parameters: isObject(templateParameters) ? templateParameters : {},
  };
};

const inferredChannel = (parameters: Readonly<Record<string, unknown>>): Channel => {
  const names = Object.keys(parameters);
  if (names.includes("pushContentUrl")) return "PUSH";
  return names.some((name) => /^(headerLink|bodyUrl|firstLink.*)$/u.test(name)) ? "INBOX" : "SMS";
};

const deliver = (world: World, attempt: Attempt, rules: Rules, messageId: string): void => {
  const { language, parameters } = firstTemplate(attempt);
  const template = templateOf(world, attempt);
  const content = template?.contents[language] ?? Object.values(template?.contents ?? {})[0];
  const superApp = text(attempt.body, "customerBelongsTo");
  const webhook = world.config.policies?.superAppLeg === "webhook";
  world.messages.push({
    messageId,
    requestId: text(attempt.body, "requestId") ?? "",
    operation: attempt.operation.id,
    channel: channelOf(world, attempt, rules),
    ...(superApp === undefined ? {} : { customerBelongsTo: superApp }),
    templateCode: text(attempt.body, "templateCode") ?? "",
    language,
    content:
      content === undefined
        ? parameters
        : { title: rules.render(content.title ?? "", parameters), content: rules.render(content.body, parameters) },
    delivery: webhook ? { status: "failed", reason: "no answer" } : { status: "delivered" },
  });
};
