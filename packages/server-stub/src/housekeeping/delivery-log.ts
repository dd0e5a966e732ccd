import type { Logger } from "../model/logger.js";
import type { Delivery } from "../model/message.js";
import { countMilestones } from "../model/milestones.js";
import type { OutboxEntry } from "../store/store.js";

const LEVELS = { failed: "warn", queued: "info", delivered: "debug" } as const;

/**
 * Says how attempts at the super apps end. Where one refuses everything, each message fails in the same way: the first is said, then the
 * tenth, the hundredth and so on.
 */
export const createDeliveryLog = (logger: Logger | undefined) => {
  const count = countMilestones();
  return ({ namespace, message }: OutboxEntry, { status, reason, attempts }: Delivery): void => {
    const { messageId, customerBelongsTo: superApp } = message;
    const times = status === "failed" ? count(`${namespace} ${superApp} ${reason ?? ""}`) : 1;
    if (times === undefined) return;
    const fields = { namespace, messageId, superApp, attempts, reason, ...(times > 1 && { times }) };
    logger?.[LEVELS[status]](fields, `delivery: ${status}`);
  };
};
