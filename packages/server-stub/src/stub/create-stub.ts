import type { Config as ConfigInput, Message } from "../generated/control-paths.js";
import { checkKeys } from "../control/config-rules.js";
import { judgeShape } from "../control/config.js";
import { answerControl, isControl } from "../control/app.js";
import { createControlClient } from "../control/client.js";
import { createControlService } from "../control/service.js";
import { StubError } from "../model/errors.js";
import { createApp, pathAt } from "../gateway/app.js";
import { describePath } from "../gateway/issue.js";
import type { Gateway } from "../gateway/request-context.js";
import type { Guard } from "../gateway/guard.js";
import { createPlatformKey } from "../gateway/platform-key.js";
import { createRefusals } from "../gateway/refusals.js";
import { guardOf, readHosts, readOrigins } from "./guard-options.js";
import { createInProcess } from "../server/in-process.js";
import { GRACE, listen } from "../server/listen.js";
import type { Listening } from "../server/listening.js";
import { createMessageIds } from "../platform/message-id.js";
import { createComplaints } from "./complaints.js";
import { createMetrics } from "./metrics.js";
import { type Config, DEFAULT_CONFIG } from "../model/config.js";
import type { StubOptions } from "./options.js";
import { answerPage } from "../pages/pages.js";
import { readPrefix } from "../gateway/prefix.js";
import type { ListenOptions, MessagesFilter, Stub } from "./stub.js";
import { createTimers } from "./timers.js";
import type { Dependencies } from "../platform/dependencies.js";
import { lazyStore } from "../store/lazy-store.js";
import { MemoryStore } from "../store/memory/memory-store.js";
import { kindOf, openStore } from "../store/open-store.js";
import type { Store } from "../store/store.js";
import { type Housekeeping, startHousekeeping } from "../housekeeping/housekeeping.js";
import { version } from "../distribution/version.js";
import { WaitError } from "./wait-error.js";
import { dateNow, queueMicrotask } from "../model/real-time.js";

interface StoreHooks {
  /** The store can be used: called at once for those that need no opening. */
  readonly onOpen: () => void;
  readonly onLost: (error: Error) => void;
}

const storeOf = (store: StubOptions["store"], { onOpen, onLost }: StoreHooks): Store => {
  if (typeof store === "string" && store !== "memory")
    return lazyStore(kindOf(store), () => openStore(store, onLost), onOpen);
  queueMicrotask(onOpen);
  return typeof store === "object" ? store : new MemoryStore();
};

const configOf = (input: ConfigInput | undefined): Config => {
  if (input === undefined) return DEFAULT_CONFIG;
  const verdict = judgeShape(input);
  if ("config" in verdict) return verdict.config;
  const [issue] = verdict.issues;
  throw new StubError("CONFIG_ILLEGAL", `config: ${issue?.field ?? "config"}: ${issue?.rule ?? "is illegal"}`);
};

/** Whether keys are keys shows only after a moment: a stub with others fails at its first use. */
const refuseKeys = async (config: Config): Promise<void> => {
  const [issue] = await checkKeys(config);
  if (issue) throw new StubError("CONFIG_ILLEGAL", `config: ${describePath(issue.path)}: ${issue.rule}`);
};

/**
 * The platform in this process. Made synchronously; stores open by their first use.
 *
 * @throws StubError `CONFIG_ILLEGAL` or `OPTION_ILLEGAL`, naming field and rule.
 * @example
 * ```ts
 * import { createStub } from "@miniprogram-messages/server-stub";
 *
 * const stub = createStub();
 * const response = await stub.fetch("http://stub.local/v2/miniprogram/message/send", { method: "POST", body: "{}" });
 * console.log(response.status); // 200
 * await stub.close();
 * ```
 */
export const createStub = (options: StubOptions = {}): Stub => {
  const now = options.now ?? dateNow;
  const { logger } = options;
  const closing = new AbortController();
  let housekeeping: Housekeeping | undefined;
  // What a namespace starts with: replaced by a reload.
  let config = options.startConfig ?? configOf(options.config);
  const prefix = readPrefix(options.prefix);
  const [hosts, origins] = [readHosts(options.allowHosts), readOrigins(options.allowOrigins)];
  const keysChecked = options.startConfig ? Promise.resolve() : refuseKeys(config);
  keysChecked.catch(() => {});
  const timers = createTimers();
  const metrics = createMetrics();
  const complaints = createComplaints({ logger, onStoreError: metrics.storeError });
  const onStoreError = complaints.complain;
  const store = storeOf(options.store, {
    onOpen: () => {
      if (!closing.signal.aborted)
        housekeeping = startHousekeeping({ store, dependencies, logger, onDelivery: metrics.delivered });
    },
    onLost: onStoreError,
  });

  const dependencies: Dependencies = {
    store,
    now,
    newMessageId: options.newMessageId ?? createMessageIds(now),
    sleep: timers.sleep,
    initialConfig: () => config,
    onStoreError,
  };
  const gateway: Gateway = {
    dependencies,
    key: createPlatformKey(store),
    onAnswer: (operation, resultCode, seconds) => {
      metrics.answered(operation, resultCode, seconds);
      logger?.debug({ operation, resultCode, seconds }, "answered");
    },
  };
  const reload = async (): Promise<Config | undefined> => {
    const reloaded = await options.reloadConfig?.();
    config = reloaded ?? config;
    return reloaded;
  };
  const refusals = createRefusals(now, (row, times) =>
    logger?.warn({ ...row, times }, "refused before it reached the platform"),
  );
  const service = createControlService(dependencies, reload);

  const appFor = (guard: Guard) => {
    const control = {
      service,
      gateway,
      store,
      guard,
      metrics: metrics.render,
      version,
      onWrite: (method: string, path: string, status: number) => logger?.info({ method, path, status }, "control"),
      onError: onStoreError,
      closing: closing.signal,
    };
    return createApp({
      gateway,
      guard,
      prefix,
      answerOwn: (request, wire) =>
        isControl(pathAt(request, wire))
          ? answerControl(request, wire, control)
          : answerPage(request, wire, { guard, prefix }),
    });
  };
  const nobodyElse = { hosts: undefined, origins, token: undefined, refusals, isInProcess: true } as const;
  const inProcess = createInProcess({ app: appFor(nobodyElse), ready: keysChecked, closing: closing.signal });
  const { fetch } = inProcess;
  const servers = new Set<Listening>();

  const messages = async ({ namespace = "default", ...filter }: MessagesFilter = {}): Promise<readonly Message[]> => {
    const all: Message[] = [];
    for (let after = 0; ;) {
      const { messages: page, next } = await service.messages(namespace, { filter, page: { limit: 1000, after } });
      all.push(...page);
      if (next === undefined) return all;
      after = Number(next);
    }
  };

  return {
    fetch,
    control: createControlClient(fetch),
    messages,
    waitForMessage: async (filter: MessagesFilter = {}, { timeout = 1000 } = {}): Promise<Message> => {
      const { namespace = "default", ...rest } = filter;
      const found = await service.messages(namespace, {
        filter: rest,
        page: { limit: 1 },
        wait: timeout,
        signal: closing.signal,
      });
      const [message] = found.messages;
      if (message) return message;
      throw new WaitError(filter, timeout, await messages({ namespace }));
    },
    reset: (namespace = "default"): Promise<void> => service.reset(namespace),
    open: async (): Promise<void> => {
      await keysChecked;
      await store.open();
      if (options.startConfig) await service.startWith(options.startConfig);
    },
    listen: async ({ port = 0, host = "127.0.0.1", token, tls }: ListenOptions = {}) => {
      await keysChecked;
      if (closing.signal.aborted) throw new StubError("LISTEN_FAILED", "the stub is closed; make another one");
      const guard = guardOf(host, token, { hosts, origins, refusals });
      const listening = await listen(appFor(guard), guard, { host, port, tls });
      servers.add(listening);
      return { ...listening, token: guard.token };
    },
    close: async (grace = GRACE): Promise<void> => {
      closing.abort();
      timers.end();
      await Promise.all([...servers].map((server) => server.close(grace)));
      servers.clear();
      await inProcess.drain(grace);
      await housekeeping?.close();
      await store.close();
      complaints.close();
    },
  };
};
