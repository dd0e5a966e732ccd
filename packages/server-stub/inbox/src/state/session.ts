import { namespaceAddress, stubAddress } from "../control/address.js";
import { call } from "../control/call.js";
import { asFailure, type ControlFailure } from "../control/failure.js";
import type { Attempt, Clock, Message, NamespaceList, NamespaceSummary } from "../control/rows.js";
import { followEvents } from "../stream/follow-events.js";
import { mergeRows } from "./merge.js";
import { observable, type Observable } from "./observable.js";
import { noRows, readAttempts, readMessages, trim, type Query, type Rows } from "./window.js";

/** What is known of the namespace that the page looks at. */
export type Session = {
  readonly namespace: string;
  readonly phase: "loading" | "ready" | "failed";
  readonly failure: ControlFailure | undefined;
  readonly connection: "connecting" | "live" | "lost";
  readonly messages: Rows<Message>;
  readonly attempts: Rows<Attempt>;
  /** Whether the namespace has nothing at all, whatever is searched for. */
  readonly empty: boolean;
  /** How many older rows the stub has let go of, since there were too many or they were too large. */
  readonly forgotten: { readonly messages: number; readonly attempts: number };
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
  /** Looks for something else; the lists are read anew. */
  readonly ask: (query: Query) => void;
  /** Fetches the rows before the oldest one that is loaded. */
  readonly loadOlder: (list: "messages" | "attempts") => void;
  readonly close: () => void;
};

const begin = (namespace: string): Session => ({
  namespace,
  phase: "loading",
  failure: undefined,
  connection: "connecting",
  messages: noRows,
  attempts: noRows,
  empty: false,
  forgotten: { messages: 0, attempts: 0 },
  clock: undefined,
  changes: 0,
  arrival: undefined,
});

const isAsking = (query: Query): boolean => Object.values(query).some((value) => value.trim() !== "");

const sameQuery = (one: Query, other: Query): boolean => JSON.stringify(one) === JSON.stringify(other);

/** How long after a key or an event the server is asked again, in ms. */
const ASK_AFTER = 80;
const ASK_AGAIN_AFTER = 400;

// A stub in memory that was restarted starts its sequences again, so resuming would miss its first rows. The time at
// which the namespace came to be tells.
const summaryOf = async (namespace: string): Promise<NamespaceSummary | undefined> => {
  const { namespaces } = await call<NamespaceList>(stubAddress("namespaces"));
  return namespaces.find(({ name }) => name === namespace);
};

const isBornAt = async (birth: string | undefined, namespace: string): Promise<boolean> =>
  birth !== undefined && birth === (await summaryOf(namespace).catch(() => undefined))?.createdAt;

export const follow = (namespace: string, first: Query): Following => {
  const session = observable(begin(namespace));
  const update = (change: Partial<Session>): void => session.set({ ...session.get(), ...change });
  let query = first;
  let closed = false;
  let loading = false;
  let generation = 0;
  let birth: string | undefined;
  let missed = false;
  let asking: ReturnType<typeof setTimeout> | undefined;
  let waiting: { attempts: Attempt[]; messages: Message[]; arrival?: Message } | undefined;

  const flush = (): void => {
    // What arrives while the lists are loaded is merged into them afterwards.
    if (waiting === undefined || closed || loading) return;
    const { attempts, messages, arrival } = waiting;
    waiting = undefined;
    const now = session.get();
    const news = { arrival: arrival ?? now.arrival, empty: now.empty && attempts.length === 0 };
    if (isAsking(query)) {
      // Whether a new row is among what is looked for is for the server to say.
      update(news);
      askSoon(ASK_AGAIN_AFTER);
      return;
    }
    update({
      ...news,
      attempts: trim({ ...now.attempts, rows: mergeRows(now.attempts.rows, attempts) }),
      messages: trim({ ...now.messages, rows: mergeRows(now.messages.rows, messages) }),
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
      const [messages, attempts] = await Promise.all([readMessages(namespace, query), readAttempts(namespace, query)]);
      if (!current()) return;
      const nothing = messages.rows.length === 0 && attempts.rows.length === 0;
      update({ messages, attempts, empty: nothing && !isAsking(query), phase: "ready", failure: undefined });
      await loadClock();
      const summary = await summaryOf(namespace);
      birth = summary?.createdAt;
      if (current() && summary !== undefined) update({ forgotten: summary.forgotten });
    } catch (thrown) {
      if (current() && session.get().phase !== "ready") update({ phase: "failed", failure: asFailure(thrown) });
    }
    if (!current()) return;
    loading = false;
    flush();
  };

  const askSoon = (after: number): void => {
    clearTimeout(asking);
    asking = setTimeout(() => void load(), after);
  };

  const reopened = async (): Promise<void> => {
    // The stream begins anew, so what came in between is in no event: the lists have it.
    const stale = missed;
    missed = false;
    if (!stale && session.get().phase === "ready" && (await isBornAt(birth, namespace))) return;
    waiting = undefined;
    await load();
  };

  const older = { messages: false, attempts: false };

  const loadOlder = async (list: "messages" | "attempts"): Promise<void> => {
    const oldest = session.get()[list].rows[0]?.sequence;
    if (older[list] || loading || oldest === undefined || !session.get()[list].older) return;
    older[list] = true;
    const mine = generation;
    try {
      if (list === "messages") {
        const found = await readMessages(namespace, query, oldest);
        if (mine === generation)
          update({ messages: { rows: [...found.rows, ...session.get().messages.rows], older: found.older } });
      } else {
        const found = await readAttempts(namespace, query, oldest);
        if (mine === generation)
          update({ attempts: { rows: [...found.rows, ...session.get().attempts.rows], older: found.older } });
      }
    } catch {
      // The next scroll asks again; the connection's state says why it did not work.
    } finally {
      older[list] = false;
    }
  };

  const stop = followEvents(namespace, {
    opened: () => {
      update({ connection: "live" });
      void reopened();
    },
    lost: () => {
      update({ connection: "lost" });
      missed = true;
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
    ask: (next) => {
      if (sameQuery(next, query)) return;
      query = next;
      askSoon(ASK_AFTER);
    },
    loadOlder: (list) => void loadOlder(list),
    close: () => {
      closed = true;
      clearTimeout(asking);
      stop();
    },
  };
};
