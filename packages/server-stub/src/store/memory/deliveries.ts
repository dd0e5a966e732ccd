import type { Delivery } from "../../model/message.js";
import type { World } from "./world.js";

/** Newest first: whoever asks has mostly just looked at new attempts. */
export const findDeliveries = ({ rows }: World, messageIds: readonly string[]): ReadonlyMap<string, Delivery> => {
  const wanted = new Set(messageIds);
  const found = new Map<string, Delivery>();
  for (const { messageId, delivery } of rows.messages.before()) {
    if (found.size === wanted.size) break;
    if (wanted.has(messageId)) found.set(messageId, delivery);
  }
  return found;
};
