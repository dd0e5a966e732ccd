import { Counter, Histogram, Registry, collectDefaultMetrics } from "prom-client";
import type { Operation } from "./model/operation.js";

/** Metrics of one stub, in the format of Prometheus. */
export interface Metrics {
  readonly answered: (operation: Operation, resultCode: string, seconds: number) => void;
  readonly storeError: () => void;
  readonly render: () => Promise<{ readonly contentType: string; readonly text: string }>;
}

const BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];

export const createMetrics = (): Metrics => {
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
  let isCollecting = false;
  return {
    answered: (operation, resultCode, seconds) => {
      answers.inc({ operation, result_code: resultCode });
      duration.observe({ operation }, seconds);
    },
    storeError: () => errors.inc(),
    render: async () => {
      if (!isCollecting) collectDefaultMetrics({ register: registry });
      isCollecting = true;
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
  };
};
