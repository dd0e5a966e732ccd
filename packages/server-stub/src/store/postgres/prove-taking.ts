import { randomBytes } from "node:crypto";
import type { Pool } from "pg";
import { DEFAULT_CONFIG } from "../../model/config.js";
import { dateNow } from "../../model/real-time.js";
import { Abandon, transaction } from "./connection.js";
import { type Effect, writeEffects } from "./effects.js";
import type { Refused } from "./refused.js";
import { rehearse } from "./rehearse.js";
import { createNamespace } from "./states.js";

/** Commits something as well, since a standby and a full disk can be read well. */
const probe = (pool: Pool): Promise<void> =>
  transaction(pool, async (client) => {
    await rehearse(client);
    await client.query(
      "INSERT INTO setting (name, value) VALUES ('probe', '') ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    );
  });

/** A message like any other, for who knows nothing of the one that was refused. */
const small: Pick<Effect, "query" | "decision" | "nth"> = {
  query: { namespace: "", revision: 1, usedAt: 0, key: "rehearsal", counters: [], faults: [] },
  decision: {
    attempt: {
      at: 0,
      operation: "sendMessage",
      requestId: "rehearsal",
      decidedBy: "delivery",
      result: { resultCode: "SUCCESS", resultStatus: "S", resultMessage: "Success" },
      request: { method: "POST", uri: "", headers: {}, body: "" },
      response: { status: 200, body: "" },
    },
    message: {
      at: 0,
      messageId: "rehearsal",
      requestId: "rehearsal",
      operation: "sendMessage",
      channel: "SMS",
      customerId: "",
      templateCode: "",
      language: "",
      content: { content: "" },
      delivery: { status: "queued" },
    },
    store: { at: 0, fingerprint: "0", resultCode: "SUCCESS", body: "{}" },
    dueAt: 0,
  },
  nth: 1,
};

/**
 * Writes what was refused into a namespace that nobody can name, and takes all of it back: a trigger, or a disk that has room for what
 * is small alone, says so only then.
 */
const tryAgain = async (pool: Pool, refused: Pick<Effect, "query" | "decision" | "nth"> = small): Promise<void> => {
  const isOver = new Error("rolled back");
  await transaction(pool, async (client) => {
    const name = `rehearsal ${randomBytes(9).toString("base64url")}`;
    const { generation, revision, faults } = await createNamespace(client, name, DEFAULT_CONFIG, dateNow());
    const { decision, query, nth } = refused;
    await writeEffects(client, [
      { query, decision, nth: Math.min(nth, 1), standing: { generation, revision, faults } },
    ]);
    await client.query("SET CONSTRAINTS ALL IMMEDIATE");
    throw new Abandon(isOver);
  }).catch((error: unknown) => {
    if (error !== isOver) throw error;
  });
};

/**
 * Resolves when messages can be taken.
 *
 * @throws StoreLostError with what is in the way
 */
export const proveTaking = async (pool: Pool, refused: Refused): Promise<void> => {
  await probe(pool);
  const last = refused.last();
  if (last === undefined) return;
  await tryAgain(pool, last.effect);
  if (refused.last() === last) refused.end();
};
