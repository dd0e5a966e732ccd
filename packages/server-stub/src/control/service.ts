import { isDeepStrictEqual } from "node:util";
import { randomBytes, randomInt } from "node:crypto";
import type {
  Clock,
  DeliveryCallList,
  Fault,
  FaultList,
  PlannedFault as PublicFault,
  Snapshot,
  TrafficReport,
} from "../generated/control-routes.js";
import type { Config } from "../model/config.js";
import type { FaultEffect, PlannedFault } from "../model/fault.js";
import { StubError } from "../model/errors.js";
import { NAME_RULE, isNamespaceName } from "../gateway/target.js";
import { isPlannable } from "../model/results.js";
import { nextTurn } from "../model/turns.js";
import { formatDuration, parseDuration } from "../platform/duration.js";
import { type Dependencies, virtualNow } from "../platform/dependencies.js";
import { StaleRevisionError } from "../store/errors.js";
import { readSlices } from "../store/read-slices.js";
import type { MessageFilter, NamespaceState, PageQuery } from "../store/store.js";
import { atOnce, inTurns } from "../model/slices.js";
import { hasMasks, maskConfig, masksOf, unmaskConfig } from "./config-mask.js";
import type { ConfigVerdict } from "./config-verdict.js";
import { configTag, matchesTag } from "./config-tag.js";
import { type JournalQuery, listAttempts } from "./journal.js";
import { isoTime, presentCall, presentConfig, presentFault, presentMessage, presentReport } from "./present.js";
import { ControlRefusal, illegal } from "./refusal.js";
import { waitForRows } from "./wait.js";

/** Control of the namespaces of one stub: what the control API and `createStub` offer, without HTTP. */
export type ControlService = ReturnType<typeof createControlService>;

const MOST_FAULTS = 1000;

// The schemas of the control API take longer to load than all that a test asks of a stub, so they wait for their first use.
const loadSchemas = () => import("../generated/control-routes.js");

const checkEffect = async (effect: FaultEffect, operation: Fault["operation"]): Promise<void> => {
  const { FaultEffectSchema } = await loadSchemas();
  const effects = Object.keys(FaultEffectSchema.shape).filter((name) => name !== "jitter");
  const named = effects.filter((name) => Object.hasOwn(effect, name));
  if (named.length !== 1) throw illegal("effect", `must be exactly one of ${effects.join(", ")}`);
  if (effect.jitter !== undefined && effect.latency === undefined) {
    throw illegal("effect.jitter", "goes with latency alone");
  }
  if (effect.result !== undefined && !isPlannable(effect.result, operation)) {
    throw illegal("effect.result", `must be a result code of ${operation ?? "an operation"}`);
  }
};

const configOf = (verdict: ConfigVerdict): Config => {
  if ("config" in verdict) return verdict.config;
  throw illegal(verdict.issue.field, verdict.issue.rule);
};

/** From here each of the things that are done with a configuration has a turn of its own. */
const MANY_USERS = 1000;

/** A configuration as it is shown, and its ETag. */
function* showConfig(state: Pick<NamespaceState, "config" | "salt">) {
  const tag = yield* configTag(state);
  const config = presentConfig(yield* maskConfig(state));
  // Whoever answers makes text of it.
  if (state.config.users.length > MANY_USERS) yield;
  return { config, tag };
}

/** What a change is judged by, made beforehand: tag and masks take long for many users. */
function* judgedBy(state: NamespaceState, asks: { readonly tag: boolean; readonly masks: boolean }) {
  return {
    tag: asks.tag ? yield* configTag(state) : undefined,
    masks: asks.masks ? yield* masksOf(state) : [],
  };
}

const clockAt = (now: number, offset: number): Clock => ({
  now: isoTime(now + offset),
  advanced: formatDuration(offset),
});

/** What to list, and how long to wait for it. */
export interface MessagesQuery {
  readonly filter: MessageFilter;
  readonly page: PageQuery;
  /** Real ms; left out, an empty list is answered at once. */
  readonly wait?: number;
  /** Ends the waiting. */
  readonly signal?: AbortSignal;
}

export const createControlService = (dependencies: Dependencies, reload: () => Promise<Config | undefined>) => {
  const { store } = dependencies;

  const enter = async (namespace: string): Promise<NamespaceState> => {
    if (!isNamespaceName(namespace)) throw illegal("namespace", NAME_RULE);
    return store.ensure(namespace, dependencies.initialConfig(), dependencies.now());
  };

  /** Enters a namespace and asks; once more when it was dropped meanwhile. */
  const within = async <T>(namespace: string, ask: () => Promise<T>): Promise<T> => {
    await enter(namespace);
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof StaleRevisionError)) throw error;
      await enter(namespace);
      return ask();
    }
  };

  /** The state as it is now in every replica. */
  const look = async (namespace: string): Promise<NamespaceState> => {
    await enter(namespace);
    await store.refresh(namespace);
    return enter(namespace);
  };

  const listFaults = async (namespace: string): Promise<FaultList> => {
    const { faults } = await look(namespace);
    const counts = await store.faultCounts(namespace);
    return { faults: faults.map((fault, index) => presentFault(fault, counts[index] ?? { drawn: 0, happened: 0 })) };
  };

  const putConfig = async (namespace: string, config: Config, ifMatch?: string) => {
    const state = await enter(namespace);
    const asks = { tag: ifMatch !== undefined, masks: hasMasks(config) };
    const before = await inTurns(judgedBy(state, asks));
    const put = await store.change(namespace, virtualNow(dependencies, state), (current) => {
      const isSame = current.salt === state.salt && current.revision === state.revision;
      const { tag, masks } = isSame ? before : atOnce(judgedBy(current, asks));
      if (ifMatch !== undefined && tag !== undefined && !matchesTag(ifMatch, tag)) {
        throw new ControlRefusal(
          412,
          "If-Match",
          "no longer holds: the configuration was changed meanwhile; read it again",
        );
      }
      const next = asks.masks ? configOf(unmaskConfig(config, current.config, masks)) : config;
      return { next: { config: next }, event: "config", value: { config: next, salt: current.salt } };
    });
    await nextTurn();
    return inTurns(showConfig(put));
  };

  return {
    enter,
    within,

    /** The file that was given at start is what `default` goes by, whatever its store remembers. */
    startWith: async (config: Config): Promise<void> => {
      const { config: known } = await enter("default");
      if (!isDeepStrictEqual(known, config)) await putConfig("default", config);
    },

    messages: async (namespace: string, { filter, page, wait = 0, signal }: MessagesQuery) => {
      const { rows, next } = await waitForRows({ store, namespace, wait, ...(signal && { signal }) }, () =>
        within(namespace, () => store.messages(namespace, filter, page)),
      );
      // Whoever answers makes text of it, which may take as long as a slice.
      await nextTurn(namespace);
      const messages = rows.map(presentMessage);
      return next === undefined ? { messages } : { messages, next: String(next) };
    },

    attempts: async (namespace: string, query: JournalQuery) => {
      const attempts = await within(namespace, () => listAttempts(store, namespace, query));
      await nextTurn(namespace);
      return attempts;
    },

    /** @throws ControlRefusal for a message that is not kept. */
    deliveries: async (namespace: string, messageId: string): Promise<DeliveryCallList> => {
      const { rows } = await within(namespace, () => store.messages(namespace, { messageId }, { limit: 1 }));
      const [message] = rows;
      if (!message) throw new ControlRefusal(404, "messageId", "names no message of this namespace");
      return { deliveries: (message.delivery.calls ?? []).map(presentCall) };
    },

    /** Grades the journal, slice by slice, as long as there is somebody to read it. */
    report: async (namespace: string, signal: AbortSignal): Promise<TrafficReport> => {
      const { startReport } = await import("../report/report.js");
      const report = startReport();
      const read = (page: PageQuery) => within(namespace, () => store.attempts(namespace, {}, page));
      for await (const { rows } of readSlices(namespace, read, { signal })) for (const row of rows) report.add(row);
      return presentReport(await report.finish());
    },

    config: async (namespace: string) => inTurns(showConfig(await look(namespace))),

    /**
     * @param ifMatch the ETags of which the current configuration must have one.
     * @throws ControlRefusal for an illegal configuration, or one that somebody else has changed meanwhile.
     */
    replaceConfig: async (namespace: string, input: unknown, ifMatch?: string) => {
      const { judgeConfig } = await import("./config.js");
      return putConfig(namespace, configOf(await judgeConfig(input)), ifMatch);
    },

    reloadConfig: async (namespace: string) => {
      const config = await reload().catch((error: unknown) => {
        throw error instanceof StubError && error.code === "CONFIG_ILLEGAL" ? illegal("config", error.message) : error;
      });
      if (!config)
        throw illegal(
          "config",
          "there is no file to reload; start the stub with --config, or with a stub.yaml in its folder",
        );
      return putConfig(namespace, config);
    },

    faults: listFaults,

    planFault: async (namespace: string, { effect, ...fault }: Fault): Promise<PublicFault> => {
      await checkEffect(effect, fault.operation);
      const id = randomBytes(6).toString("base64url");
      const seed = fault.seed ?? randomInt(2 ** 32);
      const planned: PlannedFault = { id, ...fault, seed, effect };
      const state = await enter(namespace);
      return store.change(namespace, virtualNow(dependencies, state), ({ faults }) => {
        if (faults.length >= MOST_FAULTS) throw illegal("faults", `must be at most ${MOST_FAULTS}; remove some`);
        const value = presentFault(planned, { drawn: 0, happened: 0 });
        return { next: { faults: [...faults, planned] }, event: "faults", value };
      });
    },

    clearFaults: async (namespace: string, id?: string): Promise<FaultList> => {
      const state = await enter(namespace);
      await store.change(namespace, virtualNow(dependencies, state), ({ faults }) => {
        const left = id === undefined ? [] : faults.filter((fault) => fault.id !== id);
        if (id !== undefined && left.length === faults.length) throw new ControlRefusal(404, "id", "names no fault");
        return { next: { faults: left }, event: "faults", value: undefined };
      });
      return listFaults(namespace);
    },

    clock: async (namespace: string) => {
      const { clockOffset } = await look(namespace);
      return clockAt(dependencies.now(), clockOffset);
    },

    advance: async (namespace: string, text: string): Promise<Clock> => {
      const duration = parseDuration(text);
      if (duration === undefined)
        throw illegal("advance", "must be an ISO 8601 duration such as PT1H, at most a thousand years");
      const state = await enter(namespace);
      const now = dependencies.now();
      return store.change(namespace, now + state.clockOffset, (current) => {
        const clockOffset = current.clockOffset + duration;
        if (parseDuration(formatDuration(clockOffset)) === undefined) {
          throw illegal("advance", "must keep the clock within a thousand years");
        }
        return { next: { clockOffset }, event: "clock", value: clockAt(now, clockOffset) };
      });
    },

    reset: async (namespace: string): Promise<void> => {
      await enter(namespace);
      await store.reset(namespace, dependencies.now());
    },

    snapshot: async (namespace: string): Promise<Snapshot> => {
      const state = await enter(namespace);
      const { id, at } = await store.snapshot(namespace, virtualNow(dependencies, state));
      return { id, at: isoTime(at) };
    },

    dropSnapshots: async (namespace: string): Promise<void> => {
      await enter(namespace);
      await store.dropSnapshots(namespace);
    },

    restore: async (namespace: string, id: string): Promise<Snapshot> => {
      const state = await enter(namespace);
      const restored = await store.restore(namespace, id, virtualNow(dependencies, state));
      if (!restored) throw new ControlRefusal(404, "id", "names no snapshot of this namespace");
      return { id: restored.id, at: isoTime(restored.at) };
    },
  };
};
