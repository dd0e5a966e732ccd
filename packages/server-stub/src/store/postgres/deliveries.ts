import type { Pool } from "pg";
import type { Delivery } from "../../model/message.js";
import { ask } from "./connection.js";

interface DeliveryFields {
  readonly message_id: string;
  readonly delivery: string;
}

const SELECT =
  "SELECT DISTINCT ON (m.message_id) m.message_id, m.delivery FROM namespace n JOIN message m ON m.generation = ANY(n.chain) " +
  "WHERE n.name = $1 AND m.message_id = ANY($2) AND m.sequence > n.message_floor " +
  "ORDER BY m.message_id, m.sequence DESC, array_position(n.chain, m.generation)";

export const findDeliveries = async (
  pool: Pool,
  namespace: string,
  messageIds: readonly string[],
): Promise<ReadonlyMap<string, Delivery>> => {
  const { rows } = await ask<DeliveryFields>(pool, SELECT, [namespace, [...new Set(messageIds)]]);
  return new Map(rows.map(({ message_id: messageId, delivery }) => [messageId, JSON.parse(delivery)]));
};
