import { type StubApp, createApp } from "../gateway/app.js";
import type { Guard } from "../gateway/guard.js";
import { createPlatformKey } from "../gateway/platform-key.js";
import type { Gateway } from "../gateway/request-context.js";
import { countMilestones } from "../model/milestones.js";
import type { Dependencies } from "../platform/dependencies.js";
import type { ControlService } from "../control/service.js";
import type { Metrics } from "./metrics.js";
import type { StubOptions } from "./options.js";

const UNPROVEN =
  "a signed request was taken, but nothing was proven, so its answer is unsigned: a client that verifies answers reports it as " +
  "unverified; seed its Client-Id with its public key under clients, and leave policies.signature optional or required";

export interface AnsweringOptions {
  readonly dependencies: Dependencies;
  readonly service: () => Promise<ControlService>;
  readonly metrics: Metrics;
  readonly logger: StubOptions["logger"];
  readonly prefix: string | undefined;
}

/**
 * Makes the app of a stub for each address, whose long answers end when that is closed. Loaded by the first request or address: whoever imports the stub waits for no
 * router and no schema.
 */
export const createAnswering = (options: AnsweringOptions): ((guard: Guard, closing: AbortSignal) => StubApp) => {
  const { dependencies, service, metrics, logger, prefix } = options;
  const count = countMilestones();
  const gateway: Gateway = {
    dependencies,
    key: createPlatformKey(dependencies.store),
    onAnswer: (operation, resultCode, seconds) => {
      metrics.answered(operation, resultCode, seconds);
      logger?.debug({ operation, resultCode, seconds }, "answered");
    },
    onUnproven: (namespace) => {
      const times = count(namespace);
      if (times !== undefined) logger?.warn({ namespace, times }, UNPROVEN);
    },
  };
  const onWrite = (method: string, path: string, status: number): void =>
    logger?.info({ method, path, status }, "control");
  const { store, onStoreError: onError } = dependencies;
  const own = { gateway, store, prefix, metrics: metrics.render, onWrite, onError };
  return (guard, closing) =>
    createApp({
      gateway,
      guard,
      prefix,
      answerOwn: async (request, wire) => {
        const { answerOwn } = await import("./own-paths.js");
        return answerOwn(request, wire, { ...own, guard, closing, service: await service() });
      },
    });
};
