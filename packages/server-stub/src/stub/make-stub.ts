import type { Message } from "../generated/control-paths.js";
import { createControlClient } from "../control/client.js";
import { CLOSED } from "../model/closed.js";
import { StubError } from "../model/errors.js";
import { createRefusals } from "../gateway/refusals.js";
import type { Guard } from "../gateway/guard.js";
import { guardOf, readHosts, readOrigins } from "./guard-options.js";
import { createInProcess } from "../server/in-process.js";
import { GRACE, type Listening } from "../server/listening.js";
import { createComplaints } from "./complaints.js";
import { givenFunctions } from "./given-functions.js";
import { createMetrics } from "./metrics.js";
import { oneAtATime } from "./one-at-a-time.js";
import { type Config, DEFAULT_CONFIG } from "../model/config.js";
import {
  checkListenOptions,
  checkMessagesFilter,
  checkNamespace,
  checkWaitFilter,
  checkWaitOptions,
  graceOf,
} from "./check-options.js";
import type { StubOptions } from "./options.js";
import { readPrefix } from "../gateway/prefix.js";
import type { ListenOptions, MessagesFilter, Stub, WaitOptions } from "./stub.js";
import type { StartConfig } from "./start-config.js";
import { createTimers } from "./timers.js";
import type { Dependencies } from "../platform/dependencies.js";
import { lazyStore } from "../store/lazy-store.js";
import { MemoryStore } from "../store/memory/memory-store.js";
import { type StoreListeners, openStore } from "../store/open-store.js";
import { kindOf } from "../store/store-url.js";
import type { Store } from "../store/store.js";
import { type Housekeeping, startHousekeeping } from "../housekeeping/housekeeping.js";
import { WaitError } from "./wait-error.js";
import { queueMicrotask } from "../model/real-time.js";

/** Makes something by its first use; what could not be made, such as a part that is being built anew, by the next. */
const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | undefined;
  const forget = (error: unknown): never => {
    made = undefined;
    throw error;
  };
  return () => (made ??= make().catch(forget));
};

interface StoreHooks extends StoreListeners {
  /** The store can be used: called at once for those that need no opening. */
  readonly onOpen: () => void;
}

const storeOf = (store: StubOptions["store"], { onOpen, ...listeners }: StoreHooks): Store => {
  if (typeof store === "string" && store !== "memory")
    return lazyStore(kindOf(store), () => openStore(store, listeners), onOpen);
  queueMicrotask(onOpen);
  return typeof store === "object" ? store : new MemoryStore();
};

/**
 * Makes a stub.
 *
 * @param start the option `config`, judged; left out, nothing has been given.
 */
export const makeStub = (options: StubOptions, start?: StartConfig): Stub => makeStubAndStore(options, start).stub;

/** The same, and its store, for what looks into that without using a namespace. */
export const makeStubAndStore = (
  options: StubOptions,
  start?: StartConfig,
): { readonly stub: Stub; readonly store: Store } => {
  const { logger } = options;
  const closing = new AbortController();
  let housekeeping: Housekeeping | undefined;
  const { startConfig } = options;
  const keysChecked = start?.keysChecked ?? Promise.resolve();
  // Replaced by a reload.
  let config = startConfig ?? start?.config ?? DEFAULT_CONFIG;
  const prefix = readPrefix(options.prefix);
  const [hosts, origins] = [readHosts(options.allowHosts), readOrigins(options.allowOrigins)];
  const timers = createTimers();
  const metrics = createMetrics();
  const complaints = createComplaints({ logger, onStoreError: metrics.storeError });
  const onStoreError = complaints.complain;
  const { now, timerNow, newMessageId } = givenFunctions(options, complaints.complain);
  const store = storeOf(options.store, {
    onOpen: () => {
      if (!closing.signal.aborted)
        housekeeping = startHousekeeping({
          store,
          dependencies: { ...dependencies, now: timerNow },
          logger,
          onDelivery: metrics.delivered,
        });
    },
    onLost: onStoreError,
    onNotice: (notice) => logger?.warn({ notice }, "the store says"),
  });

  const dependencies: Dependencies = {
    store,
    now,
    newMessageId,
    sleep: timers.sleep,
    initialConfig: () => config,
    onStoreError,
  };
  const reload = oneAtATime(async (): Promise<Config | undefined> => {
    const reloaded = await options.reloadConfig?.(closing.signal);
    config = reloaded ?? config;
    return reloaded;
  });
  const refusals = createRefusals(timerNow, (row, times) =>
    logger?.warn({ ...row, times }, "refused before it reached the platform"),
  );
  const service = once(async () => (await import("../control/service.js")).createControlService(dependencies, reload));
  const answering = once(async () => {
    const { createAnswering } = await import("./answering.js");
    return createAnswering({ dependencies, service, metrics, logger, prefix });
  });
  const inProcess = createInProcess({
    app: once(async () => {
      await keysChecked;
      const guard: Guard = { hosts: undefined, origins, token: undefined, refusals, isInProcess: true };
      return (await answering())(guard, closing.signal);
    }),
    closing: closing.signal,
  });
  const { fetch } = inProcess;
  const servers = new Set<Listening>();

  const assertOpen = (): void => {
    if (closing.signal.aborted) throw new StubError("STORE_LOST", CLOSED);
  };

  const listAll = async (asked: MessagesFilter): Promise<readonly Message[]> => {
    const { namespace = "default", ...filter } = asked;
    const all: Message[] = [];
    for (let after = 0; ;) {
      const { messages: page, next } = await (
        await service()
      ).messages(namespace, { filter, page: { limit: 1000, after } });
      all.push(...page);
      if (next === undefined) return all;
      after = Number(next);
    }
  };

  const stub: Stub = {
    fetch,
    control: createControlClient(fetch),
    messages: async (filter: MessagesFilter = {}) => {
      assertOpen();
      checkMessagesFilter(filter);
      return listAll(filter);
    },
    waitForMessage: async (filter: MessagesFilter = {}, waiting: WaitOptions = {}): Promise<Message> => {
      assertOpen();
      checkWaitFilter(filter);
      checkWaitOptions(waiting);
      const { timeout = 1000 } = waiting;
      const { namespace = "default", ...rest } = filter;
      const found = await (
        await service()
      ).messages(namespace, {
        filter: rest,
        page: { limit: 1 },
        wait: timeout,
        signal: closing.signal,
      });
      const [message] = found.messages;
      if (message) return message;
      // Closing ends the waiting, long before its time.
      assertOpen();
      throw new WaitError(filter, timeout, await listAll({ namespace }));
    },
    reset: async (namespace = "default"): Promise<void> => {
      assertOpen();
      checkNamespace(namespace);
      await (await service()).reset(namespace);
    },
    open: async (): Promise<void> => {
      assertOpen();
      await keysChecked;
      await store.open();
      if (startConfig) await (await service()).startWith(startConfig);
    },
    listen: async (asked: ListenOptions = {}) => {
      checkListenOptions(asked);
      const { port = 0, host = "127.0.0.1", token, tls } = asked;
      await keysChecked;
      if (closing.signal.aborted) throw new StubError("LISTEN_FAILED", "the stub is closed; make another one");
      const guard = guardOf(host, token, { hosts, origins, refusals });
      const { listen } = await import("../server/listen.js");
      const ending = new AbortController();
      const server = await listen((await answering())(guard, ending.signal), guard, { host, port, tls });
      const listening: Listening = {
        ...server,
        close: (grace) => {
          ending.abort(CLOSED);
          return server.close(grace);
        },
      };
      servers.add(listening);
      return { ...listening, token: guard.token };
    },
    close: async (given = GRACE): Promise<void> => {
      const grace = graceOf(given);
      closing.abort(CLOSED);
      timers.end();
      await Promise.all([...servers].map((server) => server.close(grace)));
      servers.clear();
      await inProcess.drain(grace);
      await housekeeping?.close();
      await store.close();
      complaints.close();
    },
  };
  return { stub, store };
};
