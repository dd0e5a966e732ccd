import type { Delivery } from "../../model/message.js";
import type { Connection } from "./connection.js";
import type { Namespace } from "./namespaces.js";
import { rowOf } from "./row.js";

/** Each is found by the index of messageIds. */
export const findDeliveries = (
  { sql }: Connection,
  { generation }: Namespace,
  messageIds: readonly string[],
): ReadonlyMap<string, Delivery> => {
  const range = [rowOf(generation, 0), rowOf(generation + 1, 0)] as const;
  const one = sql("SELECT delivery FROM message WHERE message_id = ? AND row > ? AND row < ?");
  const found = new Map<string, Delivery>();
  for (const messageId of new Set(messageIds)) {
    const fields = one.get(messageId, ...range);
    if (fields) found.set(messageId, JSON.parse(String(fields["delivery"])));
  }
  return found;
};
