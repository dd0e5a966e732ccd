const all = (names: string): readonly string[] => names.split(" ");

/** What the newest schema has, by its names: what somebody drops or renames is missed at the start, and named. */
export const COLUMNS: Readonly<Record<string, readonly string[]>> = {
  schema_version: all("version"),
  namespace: all(
    "name generation revision clock_offset created_at salt faults config chain message_floor attempt_floor",
  ),
  progress: all(
    "top sequence swept last_used_at message_rows message_bytes attempt_rows attempt_bytes answer_bytes " +
      "forgotten_messages forgotten_attempts layer_bytes",
  ),
  layer: all("generation bytes"),
  snapshot: all(
    "nth id namespace chain at clock_offset swept faults config message_floor attempt_floor " +
      "message_rows message_bytes attempt_rows attempt_bytes answer_bytes",
  ),
  setting: all("name value"),
  attempt: all("generation sequence request_id operation data"),
  message: all("generation sequence changed message_id request_id channel super_app delivery data"),
  answer: all("generation digest at fingerprint result_code message_id pending_until body"),
  control: all("generation sequence change at"),
  hit: all("generation key at until"),
  fault_count: all("generation id drawn happened"),
  outbox: all("top sequence due_at attempts"),
  kept_outbox: all("generation sequence due_at attempts"),
  dropped: all("generation due"),
};

export const SEQUENCES = all("generation snapshot_nth_seq");

/** Which rows of `pg_class` are ours: those of schema $1 with the names $2. */
export const OURS = "relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = $1) AND relname = ANY($2::text[])";
