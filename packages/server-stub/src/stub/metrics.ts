import type { Delivery } from "../model/message.js";
import { StubError } from "../model/errors.js";
import { missingLibrary } from "../model/missing-library.js";
import type { Operation } from "../model/operation.js";

/** Metrics of one stub, in the format of Prometheus. */
export interface Metrics {
  readonly answered: (operation: Operation, resultCode: string, seconds: number) => void;
  readonly storeError: () => void;
  /** An attempt at a super app, by what has become of the message. */
  readonly delivered: (status: Delivery["status"]) => void;
  readonly render: () => Promise<{ readonly contentType: string; readonly text: string }>;
}

const BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];

type Answered = Parameters<Metrics["answered"]>;

/** Loading takes a tenth of a cold start, so it waits until somebody asks or until so many answers are to be noted. */
const MOST_NOTED = 1000;

/** @throws StubError `LIBRARY_UNUSABLE` where a bundle has left no way to it */
const loadLibrary = async () => {
  try {
    return await import("prom-client");
  } catch (cause) {
    const mend = missingLibrary("prom-client", cause);
    throw mend === undefined ? cause : new StubError("LIBRARY_UNUSABLE", `metrics: ${mend}`, cause);
  }
};

const loadCounters = async (load: typeof loadLibrary) => {
  const { Counter, Histogram, Registry, collectDefaultMetrics } = await load();
  const registry = new Registry();
  const registers = [registry];
  const answers = new Counter({
    name: "server_stub_answers_total",
    help: "Answered attempts by operation and result code.",
    labelNames: ["operation", "result_code"],
    registers,
  });
  const duration = new Histogram({
    name: "server_stub_answer_seconds",
    help: "Time from the whole body to the answer, planned latency included.",
    labelNames: ["operation"],
    buckets: BUCKETS,
    registers,
  });
  const errors = new Counter({
    name: "server_stub_store_errors_total",
    help: "Failures of the store, each of which became UNKNOWN_EXCEPTION or a 503 of the control API.",
    registers,
  });
  const deliveries = new Counter({
    name: "server_stub_delivery_attempts_total",
    help: "Attempts at super apps by what has become of the message.",
    labelNames: ["status"],
    registers,
  });
  return {
    answered: (...[operation, resultCode, seconds]: Answered): void => {
      answers.inc({ operation, result_code: resultCode });
      duration.observe({ operation }, seconds);
    },
    storeErrors: (times: number): void => errors.inc(times),
    delivered: (status: Delivery["status"]): void => deliveries.inc({ status }),
    collectProcess: (): void => collectDefaultMetrics({ register: registry }),
    render: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  };
};

type Counters = Awaited<ReturnType<typeof loadCounters>>;

/** @param library loads prom-client */
export const createMetrics = (library = loadLibrary): Metrics => {
  let noted: ((counters: Counters) => void)[] = [];
  let counters: Counters | undefined;
  let loading: Promise<Counters> | undefined;
  let isCollecting = false;
  let isGivenUp = false;

  const load = async (): Promise<Counters> => {
    const loaded = await loadCounters(library);
    loaded.storeErrors(0);
    for (const note of noted) note(loaded);
    noted = [];
    counters = loaded;
    return loaded;
  };
  const get = (): Promise<Counters> => (loading ??= load());

  /** Who asks for metrics is told; nobody else has to know, and what nobody will ever read is not kept. */
  const giveUp = (): void => {
    isGivenUp = true;
    noted = [];
  };

  const count = (note: (counters: Counters) => void): void => {
    if (counters) note(counters);
    else if (!isGivenUp && noted.push(note) === MOST_NOTED) get().catch(giveUp);
  };

  return {
    answered: (...answered) => count((known) => known.answered(...answered)),
    storeError: () => count((known) => known.storeErrors(1)),
    delivered: (status) => count((known) => known.delivered(status)),
    render: async () => {
      const { collectProcess, render } = await get();
      if (!isCollecting) collectProcess();
      isCollecting = true;
      return render();
    },
  };
};
