import { namespaceAddress, stubAddress } from "../control/address.js";
import { call, callPages } from "../control/call.js";
import { followEvents } from "../stream/follow-events.js";
import { asFailure, type ControlFailure } from "../control/failure.js";
import type { Attempt, AttemptList, Clock, Message, MessageList, NamespaceList } from "../control/rows.js";
import { mergeRows } from "./merge.js";
import { observable, type Observable } from "./observable.js";

/** What is known of the namespace that the page looks at. */
export type Session = {
  readonly namespace: string;
  readonly phase: "loading" | "ready" | "failed";
  readonly failure: ControlFailure | undefined;
  readonly connection: "connecting" | "live" | "lost";
  readonly messages: readonly Message[];
  readonly attempts: readonly Attempt[];
  readonly clock: Clock | undefined;
  /** Grows whenever configuration, faults, clock or state were changed by anybody. */
  readonly changes: number;
  /** The last message that arrived while the page was looking. */
  readonly arrival: Message | undefined;
};

/** A session that follows its namespace until it is closed. */
export type Following = {
  readonly session: Observable<Session>;
  readonly reload: () => void;
  readonly close: () => void;
};

const begin = (namespace: string): Session => ({
  namespace,
  phase: "loading",
  failure: undefined,
  connection: "connecting",
  messages: [],
  attempts: [],
  clock: undefined,
  changes: 0,
  arrival: undefined,
});

// A stub in memory that was restarted starts its sequences again, so resuming would miss its first rows. The time at
// which the namespace came to be tells.
const birthOf = async (namespace: string): Promise<string> => {
  const { namespaces } = await call<NamespaceList>(stubAddress("namespaces"));
  return namespaces.find(({ name }) => name === namespace)?.createdAt ?? "";
};

export const follow = (namespace: string): Following => {
  const session = observable(begin(namespace));
  const update = (change: Partial<Session>): void => session.set({ ...session.get(), ...change });
  let closed = false;
  let loading = false;
  let generation = 0;
  let birth: string | undefined;
  let waiting: { attempts: Attempt[]; messages: Message[]; arrival?: Message } | undefined;

  const flush = (): void => {
    // What arrives while the lists are loaded is merged into them afterwards.
    if (waiting === undefined || closed || loading) return;
    const { attempts, messages, arrival } = waiting;
    waiting = undefined;
    const now = session.get();
    update({
      attempts: mergeRows(now.attempts, attempts),
      messages: mergeRows(now.messages, messages),
      arrival: arrival ?? now.arrival,
    });
  };

  // One drawing per frame, however many events a burst brings; a hidden tab has no frames.
  const later = (): NonNullable<typeof waiting> => {
    if (waiting === undefined) {
      waiting = { attempts: [], messages: [] };
      if (document.hidden) setTimeout(flush, 100);
      else requestAnimationFrame(flush);
    }
    return waiting;
  };

  const loadClock = async (): Promise<void> => {
    const clock = await call<Clock>(namespaceAddress(namespace, "clock"));
    if (!closed) update({ clock });
  };

  const load = async (): Promise<void> => {
    generation += 1;
    const mine = generation;
    const current = (): boolean => !closed && mine === generation;
    loading = true;
    try {
      birth = await birthOf(namespace);
      const messages: Message[] = [];
      const attempts: Attempt[] = [];
      for await (const page of callPages<MessageList>(namespaceAddress(namespace, "messages"))) {
        if (!current()) return;
        messages.push(...page.messages);
      }
      for await (const page of callPages<AttemptList>(namespaceAddress(namespace, "journal"))) {
        if (!current()) return;
        attempts.push(...page.attempts);
      }
      await loadClock();
      if (current()) update({ messages, attempts, phase: "ready", failure: undefined });
    } catch (thrown) {
      if (current() && session.get().phase !== "ready") update({ phase: "failed", failure: asFailure(thrown) });
    }
    if (!current()) return;
    loading = false;
    flush();
  };

  let lostBefore = false;

  const reopened = async (): Promise<void> => {
    // The stream begins anew, so what came in between is in no event: the lists have it.
    const missed = lostBefore;
    lostBefore = false;
    if (session.get().phase === "ready" && !missed && birth === (await birthOf(namespace).catch(() => undefined)))
      return;
    waiting = undefined;
    await load();
  };

  const stop = followEvents(namespace, {
    opened: () => {
      update({ connection: "live" });
      void reopened();
    },
    lost: () => {
      update({ connection: "lost" });
      lostBefore = true;
      // The first load has its own error to show; without one the page would wait for ever.
      if (session.get().phase === "loading" && generation === 0) void load();
    },
    attempt: (attempt, message) => {
      later().attempts.push(attempt);
      if (message === undefined) return;
      later().messages.push(message);
      later().arrival = message;
    },
    delivery: (message, attempt) => {
      later().messages.push(message);
      if (attempt !== undefined) later().attempts.push(attempt);
    },
    changed: (what) => {
      update({ changes: session.get().changes + 1 });
      if (what === "config" || what === "faults" || what === "snapshot") return;
      if (what === "clock") void loadClock().catch(() => undefined);
      else void load();
    },
  });

  return {
    session,
    reload: () => {
      if (session.get().phase === "failed") update({ phase: "loading", failure: undefined });
      void load();
    },
    close: () => {
      closed = true;
      stop();
    },
  };
};
