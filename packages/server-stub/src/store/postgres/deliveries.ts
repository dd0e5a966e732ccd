import type { Pool } from "pg";
import type { Delivery } from "../../model/message.js";
import { ask } from "./connection.js";

interface DeliveryFields {
  readonly message_id: string;
  readonly delivery: string;
}

const SELECT =
  "SELECT message_id, delivery FROM message WHERE message_id = ANY($2) " +
  "AND generation = (SELECT generation FROM namespace WHERE name = $1)";

export const findDeliveries = async (
  pool: Pool,
  namespace: string,
  messageIds: readonly string[],
): Promise<ReadonlyMap<string, Delivery>> => {
  const { rows } = await ask<DeliveryFields>(pool, SELECT, [namespace, [...new Set(messageIds)]]);
  return new Map(rows.map(({ message_id: messageId, delivery }) => [messageId, JSON.parse(delivery)]));
};
