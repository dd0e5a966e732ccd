import { randomBytes } from "node:crypto";
import type { Pool } from "pg";
import { ask } from "./connection.js";
import { performance } from "../../model/real-time.js";

/** Work that one replica does at a time. */
export interface Lease {
  /** True while it is ours: asks the database at most once in a few seconds. */
  renew(): Promise<boolean>;
  end(): Promise<void>;
}

/** Seconds after which somebody who has died counts as gone; longer than any statement may take. */
const term = 30;
const renewPause = 3000;

/** Seconds of the database's clock, which all replicas share. */
const now = "extract(epoch FROM clock_timestamp())::float8";
const owner = "split_part(setting.value, ' ', 1)";
const until = "split_part(setting.value, ' ', 2)::float8";

/**
 * A row says who works and until when; undefined while that is somebody else. No transaction stays open meanwhile: it would hold a
 * connection of the few that there may be, and the server could not remove what others have deleted.
 */
export const takeLease = async (pool: Pool, name: string): Promise<Lease | undefined> => {
  const id = randomBytes(9).toString("base64url");
  const held = `$2 || ' ' || ${now} + ${term}`;
  const { rowCount } = await ask(
    pool,
    `INSERT INTO setting (name, value) VALUES ($1, ${held}) ON CONFLICT (name) DO UPDATE SET value = excluded.value WHERE ${until} < ${now}`,
    [name, id],
  );
  if (rowCount !== 1) return undefined;
  let renewedAt = performance.now();
  return {
    async renew() {
      if (performance.now() - renewedAt < renewPause) return true;
      renewedAt = performance.now();
      const kept = await ask(pool, `UPDATE setting SET value = ${held} WHERE name = $1 AND ${owner} = $2`, [name, id]);
      return kept.rowCount === 1;
    },
    async end() {
      await ask(pool, `DELETE FROM setting WHERE name = $1 AND ${owner} = $2`, [name, id]).catch(() => {});
    },
  };
};
