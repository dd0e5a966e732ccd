import type { Operation } from "./model/operation.js";

/** Metrics of one stub, in the format of Prometheus. */
export interface Metrics {
  readonly answered: (operation: Operation, resultCode: string, seconds: number) => void;
  readonly storeError: () => void;
  readonly render: () => Promise<{ readonly contentType: string; readonly text: string }>;
}

const BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];

type Answered = Parameters<Metrics["answered"]>;

/** Loading takes a tenth of a cold start, so it waits until somebody asks or until so many answers are to be noted. */
const MOST_NOTED = 1000;

const loadCounters = async () => {
  const { Counter, Histogram, Registry, collectDefaultMetrics } = await import("prom-client");
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
    help: "Failures of the store that became UNKNOWN_EXCEPTION.",
    registers,
  });
  return {
    count: (...[operation, resultCode, seconds]: Answered): void => {
      answers.inc({ operation, result_code: resultCode });
      duration.observe({ operation }, seconds);
    },
    countErrors: (times: number): void => errors.inc(times),
    collectProcess: (): void => collectDefaultMetrics({ register: registry }),
    render: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  };
};

type Counters = Awaited<ReturnType<typeof loadCounters>>;

export const createMetrics = (): Metrics => {
  let noted: Answered[] = [];
  let notedErrors = 0;
  let counters: Counters | undefined;
  let loading: Promise<Counters> | undefined;
  let isCollecting = false;

  const load = async (): Promise<Counters> => {
    const loaded = await loadCounters();
    for (const answered of noted) loaded.count(...answered);
    loaded.countErrors(notedErrors);
    noted = [];
    counters = loaded;
    return loaded;
  };
  const get = (): Promise<Counters> => (loading ??= load());

  return {
    answered: (...answered) => {
      if (counters) {
        counters.count(...answered);
      } else if (noted.push(answered) === MOST_NOTED) {
        void get();
      }
    },
    storeError: () => {
      if (counters) counters.countErrors(1);
      else notedErrors += 1;
    },
    render: async () => {
      const { collectProcess, render } = await get();
      if (!isCollecting) collectProcess();
      isCollecting = true;
      return render();
    },
  };
};
