import type { Delivery } from "../../model/message.js";
import type { Connection } from "./connection.js";
import { rowAt, sequencesOfMessage } from "./layered.js";
import type { Namespace } from "./namespaces.js";

/** Each is found by the index of messageIds. */
export const findDeliveries = (
  connection: Connection,
  namespace: Namespace,
  messageIds: readonly string[],
): ReadonlyMap<string, Delivery> => {
  const found = new Map<string, Delivery>();
  for (const messageId of new Set(messageIds)) {
    const [sequence] = sequencesOfMessage(connection, namespace, messageId);
    if (sequence === undefined) continue;
    const fields = rowAt(connection, namespace, { table: "message", sequence, columns: "delivery" });
    if (fields) found.set(messageId, JSON.parse(String(fields["delivery"])));
  }
  return found;
};
