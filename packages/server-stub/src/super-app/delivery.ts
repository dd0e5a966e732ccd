import type { Config } from "../model/config.js";
import type { MessageRecord } from "../model/message.js";
import type { OutboxEntry, OutboxOutcome, Store } from "../store/store.js";
import { defaultRetryPlan, pauseAfter, type RetryPlan } from "./retry.js";
import type { DeliveryVerdict } from "./verdict.js";
import { callSuperApp, maxMessagesPerCall, type PlatformMessage } from "./webhook.js";

export interface DeliveryOptions {
  readonly store: Store;
  /** Real time in ms. */
  readonly now: () => number;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly fetch?: typeof globalThis.fetch;
  /** Milliseconds for one call of a super app. */
  readonly timeout?: number;
  readonly retry?: RetryPlan;
  /** Told when the store could not be asked; deliveries go on once it answers again. */
  readonly onError?: (error: unknown) => void;
}

/** Takes messages from the outbox to the super apps until it is closed. */
export interface DeliveryWorker {
  /** Looks for due messages now. */
  wake(): void;
  /** Ends the calls under way; what they carried is sent again after the next start. */
  close(): Promise<void>;
}

const mostCalls = 8;
const longestSleep = 1000;
const lostPause = 500;
const leaseReserve = 10_000;

const toPlatform = (message: MessageRecord): PlatformMessage => ({
  messageId: message.messageId,
  customerId: message.customerId,
  messageChannel: message.channel,
  templateCode: message.templateCode,
  messageContent: JSON.stringify(message.content),
  ...(message.extendInfo === undefined ? {} : { extendInfo: message.extendInfo }),
});

const urlOf = (config: Config | undefined, { customerBelongsTo }: MessageRecord): string | undefined => {
  if (config === undefined) return undefined;
  if (customerBelongsTo !== undefined) return config.superApps[customerBelongsTo]?.url;
  // sendInbox does not say which super app is meant: with one configured there is no doubt.
  const known = Object.values(config.superApps);
  return known.length === 1 ? known[0]?.url : undefined;
};

const missingUrl = ({ customerBelongsTo }: MessageRecord): string =>
  customerBelongsTo === undefined
    ? "no super app is known for this user: seed the user with customerBelongsTo, or configure exactly one of superApps"
    : `superApps.${customerBelongsTo}.url is not configured`;

interface Call {
  readonly url: string;
  readonly entries: readonly OutboxEntry[];
}

const callsOf = (store: Store, entries: readonly OutboxEntry[]): { calls: Call[]; homeless: OutboxEntry[] } => {
  const byUrl = new Map<string, OutboxEntry[]>();
  const homeless: OutboxEntry[] = [];
  for (const entry of entries) {
    const url = urlOf(store.peek(entry.namespace)?.config, entry.message);
    if (url === undefined) homeless.push(entry);
    else byUrl.set(url, [...(byUrl.get(url) ?? []), entry]);
  }
  const calls = [...byUrl].flatMap(([url, all]) =>
    Array.from({ length: Math.ceil(all.length / maxMessagesPerCall) }, (_, index) => ({
      url,
      entries: all.slice(index * maxMessagesPerCall, (index + 1) * maxMessagesPerCall),
    })),
  );
  return { calls, homeless };
};

/** The outbox worker of a process. Leases keep replicas from delivering one message at the same time. */
export const startDelivery = (options: DeliveryOptions): DeliveryWorker => {
  const { store, now, random, fetch = globalThis.fetch, timeout = 5000, retry = defaultRetryPlan } = options;
  const closing = new AbortController();
  const busy = new Set<Promise<void>>();
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;
  let again = false;

  const outcomeOf = ({ namespace, attempts: before }: OutboxEntry, verdict: DeliveryVerdict): OutboxOutcome => {
    const attempts = before + 1;
    const at = now() + (store.peek(namespace)?.clockOffset ?? 0);
    const reason = verdict.reason ?? "";
    if (verdict.outcome === "delivered") return { delivery: { status: "delivered", attempts, at } };
    if (verdict.outcome === "failed") return { delivery: { status: "failed", reason, attempts, at } };
    if (attempts >= retry.mostAttempts) {
      return { delivery: { status: "failed", reason: `given up: ${reason}`, attempts, at } };
    }
    const delivery = { status: "queued", reason, attempts, at } as const;
    const pause = closing.signal.aborted ? 0 : pauseAfter(attempts, random(), retry);
    return { delivery, retryAt: now() + pause };
  };

  const settleAll = async (entries: readonly OutboxEntry[], verdicts: readonly DeliveryVerdict[]): Promise<void> => {
    const byId = new Map(verdicts.map((verdict) => [verdict.messageId, verdict]));
    const settled = entries.map((entry) => {
      const { messageId } = entry.message;
      const verdict = byId.get(messageId) ?? { messageId, outcome: "retry", reason: "no verdict" };
      return store.settle(entry, outcomeOf(entry, verdict));
    });
    // An entry that the store did not settle is due again when its lease is over.
    for (const result of await Promise.allSettled(settled)) {
      if (result.status === "rejected") options.onError?.(result.reason);
    }
  };

  const makeCall = async ({ url, entries }: Call): Promise<void> => {
    const messages = entries.map(({ message }) => toPlatform(message));
    const verdicts = await callSuperApp({ url, messages, fetch, timeout, signal: closing.signal });
    await settleAll(entries, verdicts);
  };

  const startCall = (call: Promise<void>): void => {
    busy.add(call);
    void call.finally(() => {
      busy.delete(call);
      wake();
    });
  };

  const canCall = (): boolean => busy.size < mostCalls && !closing.signal.aborted;

  /** Returns whether there was anything to claim. */
  const claimSome = async (): Promise<boolean> => {
    const limit = (mostCalls - busy.size) * maxMessagesPerCall;
    const entries = await store.claim(now(), limit, timeout + leaseReserve);
    const { calls, homeless } = callsOf(store, entries);
    for (const call of calls) startCall(makeCall(call));
    const refused = homeless.map(({ message }): DeliveryVerdict => {
      return { messageId: message.messageId, outcome: "failed", reason: missingUrl(message) };
    });
    await settleAll(homeless, refused);
    return entries.length > 0;
  };

  const sleep = (pause: number): void => {
    clearTimeout(timer);
    if (!closing.signal.aborted) timer = setTimeout(wake, pause).unref();
  };

  const look = async (): Promise<void> => {
    try {
      while (canCall()) {
        again = false;
        const due = (await store.nextDue()) ?? Number.POSITIVE_INFINITY;
        if (due <= now() && canCall() && (await claimSome())) continue;
        // Another replica may have died with due messages in its hands, so sleep is never long.
        sleep(Math.min(longestSleep, Math.max(1, due - now())));
        if (!again) return;
      }
    } catch (error) {
      options.onError?.(error);
      again = false;
      sleep(lostPause);
    }
  };

  const wake = (): void => {
    if (closing.signal.aborted) return;
    again = true;
    looking ??= look().finally(() => {
      looking = undefined;
      if (again && canCall()) wake();
    });
  };

  const stopWatching = store.watch((namespace) => {
    if (store.peek(namespace)?.config.policies.superAppLeg === "webhook") wake();
  });
  wake();

  return {
    wake,
    async close() {
      closing.abort();
      stopWatching();
      clearTimeout(timer);
      await looking;
      await Promise.all(busy);
    },
  };
};
