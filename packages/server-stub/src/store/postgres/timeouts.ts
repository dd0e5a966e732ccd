/** Of the transaction, or of the session where nobody shares that out. */
type Scope = "transaction" | "session";

/** Switches off what somebody may have set for the user or the database, on servers that know it: others fail at the name alone. */
const without = (name: string, scope: Scope): string =>
  `SELECT set_config('${name}', '0', ${scope === "transaction"}) WHERE current_setting('${name}', true) IS NOT NULL`;

/**
 * PostgreSQL 17 ends a transaction, and its connection with it, however much it has done meanwhile. Migrations and checks take their
 * time; what keeps others waiting has limits of its own.
 */
export const untilDone = (scope: Scope): string => without("transaction_timeout", scope);

/** PostgreSQL 14 ends a session that nobody uses: the one that listens, or one that is just about to be used. */
const keptOpen = without("idle_session_timeout", "session");

/** How long a statement of ours may take, whatever the user or the database is given. */
export const STATEMENT_TIMEOUT = "10s";

/** For a session that nobody shares out. A transaction can set its own time only in a statement that is held to the time before. */
export const sessionSettings = `SET statement_timeout = '${STATEMENT_TIMEOUT}'; ${untilDone("session")}; ${keptOpen}`;

/** Long enough for a look into the catalogue, in ms: whoever waits for it has been refused already. */
export const catalogue = { query_timeout: 3000 };

/** For whoever reads everything at once, and keeps nobody waiting. */
export const patiently = `SET LOCAL statement_timeout = 0; SET LOCAL idle_in_transaction_session_timeout = 0; ${untilDone("transaction")}`;
