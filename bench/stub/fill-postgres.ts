import { Client } from "pg";

/** Asks one after the other, on a connection of its own. */
export const alter = async (url: string, ...texts: readonly string[]): Promise<void> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  for (const text of texts) await client.query(text);
  await client.end();
};

/** Makes so many of the rows that a namespace has: the database copies its own rows faster than anybody sends them. */
export const multiply = (url: string, rows: number, times: number): Promise<void> => {
  const copies = `generate_series(1, ${times - 1}) AS nth`;
  const place = `generation, sequence + nth * ${rows}`;
  return alter(
    url,
    "SET search_path = server_stub",
    `INSERT INTO attempt (generation, sequence, request_id, operation, data) SELECT ${place}, request_id || nth, operation, data FROM attempt, ${copies}`,
    "INSERT INTO message (generation, sequence, message_id, request_id, channel, super_app, delivery, data) " +
      `SELECT ${place}, message_id || nth, request_id || nth, channel, super_app, delivery, data FROM message, ${copies}`,
    "INSERT INTO answer (generation, digest, at, fingerprint, result_code, message_id, pending_until, body) " +
      `SELECT generation, md5(digest::text || nth)::uuid, at, fingerprint, result_code, message_id || nth, pending_until, body FROM answer, ${copies}`,
    `UPDATE progress SET sequence = sequence * ${times}, message_rows = message_rows * ${times}, message_bytes = message_bytes * ${times}, ` +
      `attempt_rows = attempt_rows * ${times}, attempt_bytes = attempt_bytes * ${times}, answer_bytes = answer_bytes * ${times}, layer_bytes = layer_bytes * ${times}`,
  );
};
