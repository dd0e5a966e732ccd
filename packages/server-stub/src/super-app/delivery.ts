import { CLOSED } from "../model/closed.js";
import type { Delivery, DeliveryCall } from "../model/message.js";
import type { Destination, OutboxEntry, OutboxOutcome, Store } from "../store/store.js";
import { callOf, withCalls } from "./calls.js";
import { byDestination, keyOf, urlOf } from "./destination.js";
import { type PlatformMessage, toPlatform } from "./platform-message.js";
import { defaultRetryPlan, pauseAfter, type RetryPlan } from "./retry.js";
import type { DeliveryVerdict } from "./verdict.js";
import { callSuperApp, maxMessagesPerCall } from "./webhook.js";
import { clearTimeout, setTimeout } from "../model/real-time.js";

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
  /** Called when the store could not be asked; deliveries go on once it answers again. */
  readonly onError?: (error: unknown) => void;
  /** Called for every change of a delivery. */
  readonly onDelivery?: (entry: OutboxEntry, delivery: Delivery) => void;
}

/** Takes messages from the outbox to the super apps until it is closed. */
export interface DeliveryWorker {
  /** Looks for due messages now. */
  wake(): void;
  /** Ends the calls under way; what they carried is sent again after the next start. */
  close(): Promise<void>;
}

/** Calls at a time, of all destinations together. */
const mostCalls = 32;

/** Of one destination: a super app that hangs must not keep the others waiting. */
const mostCallsEach = 4;

const longestSleep = 1000;
const lostPause = 500;
const leaseReserve = 10_000;

/** What is due was not to be had: its destination is busy, or another replica has it. */
const takenPause = 50;

interface Call {
  readonly destination: Destination;
  readonly url: URL;
  readonly entries: readonly OutboxEntry[];
  readonly messages: readonly PlatformMessage[];
  /** The call of several messages that was refused as a whole before. */
  readonly earlier?: DeliveryCall;
}

/** An entry that cannot be sent at all, and why. */
interface Unsendable {
  readonly entry: OutboxEntry;
  readonly reason: string;
}

const callsOf = (store: Store, claimed: readonly OutboxEntry[]): { calls: Call[]; unsendable: Unsendable[] } => {
  const calls: Call[] = [];
  const unsendable: Unsendable[] = [];
  for (const { destination, entries } of byDestination(claimed)) {
    const sendable: { entry: OutboxEntry; url: URL; message: PlatformMessage }[] = [];
    for (const entry of entries) {
      const url = urlOf(store.peek(entry.namespace)?.config, entry.message);
      const message = toPlatform(entry.message);
      if (typeof url === "string") unsendable.push({ entry, reason: url });
      else if (typeof message === "string") unsendable.push({ entry, reason: message });
      else sendable.push({ entry, url, message });
    }
    for (let from = 0; from < sendable.length; from += maxMessagesPerCall) {
      const part = sendable.slice(from, from + maxMessagesPerCall);
      const [first] = part;
      if (!first) break;
      const parts = { entries: part.map(({ entry }) => entry), messages: part.map(({ message }) => message) };
      calls.push({ destination, url: first.url, ...parts });
    }
  }
  return { calls, unsendable };
};

/** A refusal of the whole call says nothing about each of its messages: they are sent again one by one. */
const alone = (call: Call, earlier: DeliveryCall): Call[] =>
  call.entries.map((entry, index) => ({
    ...call,
    entries: [entry],
    messages: call.messages.slice(index, index + 1),
    earlier,
  }));

/** The outbox worker of a process. Leases keep replicas from delivering one message at the same time. */
export const startDelivery = (options: DeliveryOptions): DeliveryWorker => {
  const { store, now, random, fetch = globalThis.fetch, timeout = 5000, retry = defaultRetryPlan } = options;
  const closing = new AbortController();
  const busy = new Set<Promise<void>>();
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;
  let again = false;

  const calling = new Map<string, { readonly destination: Destination; calls: number }>();

  const outcomeOf = (entry: OutboxEntry, verdict: DeliveryVerdict, earlier?: DeliveryCall): OutboxOutcome => {
    const attempts = entry.attempts + 1;
    const at = virtualNow(entry.namespace);
    const reason = verdict.reason ?? "";
    const made = callOf(verdict, at);
    const done = (delivery: Delivery): OutboxOutcome => ({
      delivery: { ...delivery, attempts, at, calls: withCalls(entry.message.delivery, earlier, made) },
    });
    if (verdict.outcome === "delivered") return done({ status: "delivered" });
    if (verdict.outcome === "failed") return done({ status: "failed", reason });
    if (attempts >= retry.mostAttempts) return done({ status: "failed", reason: `given up: ${reason}` });
    const pause = closing.signal.aborted ? 0 : pauseAfter(attempts, random(), retry);
    const calls = withCalls(entry.message.delivery, earlier, { ...made, nextRetryAt: at + pause });
    return { delivery: { status: "queued", reason, attempts, at, calls }, retryAt: now() + pause };
  };

  const virtualNow = (namespace: string): number => now() + (store.peek(namespace)?.clockOffset ?? 0);

  const settle = async (entry: OutboxEntry, outcome: OutboxOutcome): Promise<void> => {
    try {
      await store.settle(entry, outcome);
      options.onDelivery?.(entry, outcome.delivery);
    } catch (error) {
      // The entry is due again when its lease is over.
      options.onError?.(error);
    }
  };

  const makeCall = async (call: Call): Promise<void> => {
    const { url, entries, messages, earlier } = call;
    const verdicts = await callSuperApp({ url, messages, fetch, timeout, signal: closing.signal });
    if (entries.length > 1 && verdicts.every(({ isWhole }) => isWhole)) {
      const refused = callOf({ ...verdicts[0], outcome: "retry" }, virtualNow(call.destination.namespace));
      await Promise.all(alone(call, refused).map(makeCall));
      return;
    }
    const byId = new Map(verdicts.map((verdict) => [verdict.messageId, verdict]));
    await Promise.all(
      entries.map((entry) => {
        const { messageId } = entry.message;
        const verdict = byId.get(messageId) ?? { messageId, outcome: "retry", reason: "no verdict" };
        return settle(entry, outcomeOf(entry, verdict, earlier));
      }),
    );
  };

  const startCall = (call: Call): void => {
    const key = keyOf(call.destination);
    const known = calling.get(key) ?? { destination: call.destination, calls: 0 };
    known.calls += 1;
    calling.set(key, known);
    const made = makeCall(call);
    busy.add(made);
    void made.finally(() => {
      busy.delete(made);
      known.calls -= 1;
      if (known.calls === 0) calling.delete(key);
      wake();
    });
  };

  const canCall = (): boolean => busy.size < mostCalls && !closing.signal.aborted;

  /** Returns whether there was anything to claim. */
  const claimSome = async (): Promise<boolean> => {
    const limit = Math.min(mostCallsEach, mostCalls - busy.size) * maxMessagesPerCall;
    const except = [...calling.values()].flatMap(({ destination, calls }) =>
      calls < mostCallsEach ? [] : [destination],
    );
    const entries = await store.claim({ now: now(), limit, lease: timeout * 2 + leaseReserve, except });
    const { calls, unsendable } = callsOf(store, entries);
    for (const call of calls) startCall(call);
    const refused = unsendable.map(({ entry, reason }) => {
      const delivery: Delivery = {
        status: "failed",
        reason,
        attempts: entry.attempts,
        calls: entry.message.delivery.calls ?? [],
        at: virtualNow(entry.namespace),
      };
      return settle(entry, { delivery });
    });
    await Promise.all(refused);
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
        sleep(Math.min(longestSleep, due > now() ? due - now() : takenPause));
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
      closing.abort(CLOSED);
      stopWatching();
      clearTimeout(timer);
      await looking;
      await Promise.all(busy);
    },
  };
};
