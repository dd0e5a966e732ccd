import { randomBytes } from "node:crypto";
import type { Pool, PoolClient } from "pg";
import { ask, askBy, connect } from "./connection.js";
import { createPolling, type Known } from "./polling.js";
import { clearInterval, clearTimeout, setInterval, setTimeout } from "../../model/real-time.js";

const channel = "server_stub_changed";

/** Tells other replicas that a namespace has changed, and hears it from them. */
export interface Notices {
  start(): Promise<void>;
  /** Tells everybody that rows were written; calls of the next milliseconds are sent together. */
  tell(namespaces: Iterable<string>): void;
  /** The same, and that the state is another one. */
  tellState(namespaces: Iterable<string>): void;
  close(): Promise<void>;
}

export interface NoticeHooks {
  /** @param states those of the namespaces whose state has changed */
  readonly heard: (namespaces: readonly string[], states: readonly string[]) => void;
  /** The connection was away: anything may have happened. */
  readonly missed: () => void;
  /** What this replica knows of the namespaces, for when they have to be asked for. */
  readonly known: Known;
}

/** NOTIFY holds a lock of the whole database until its COMMIT, so it goes alone and seldom instead of with each batch. */
const pause = 10;
/** Nobody waits for the disk to keep what is heard now or never. */
const unkept = "SET LOCAL synchronous_commit = 'off'";
const reconnectPause = 500;
const probePause = 10_000;
const probeTime = 1000;
const probe = { text: "SELECT 1", query_timeout: 5000 };
/** A payload has to be shorter than 8000 bytes, and a name has up to 64. */
const mostNames = 50;

interface Payload {
  readonly from: string;
  readonly schema: string;
  readonly names: readonly string[];
  /** Those of `names` whose state has changed. */
  readonly states: readonly string[];
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((text) => typeof text === "string");

/** Anybody may notify; what is not of this form is none of ours. */
const readPayload = (payload: string): Payload | undefined => {
  try {
    const { from, schema, names, states }: Record<string, unknown> = Object(JSON.parse(payload));
    if (typeof from !== "string" || typeof schema !== "string") return undefined;
    return isTexts(names) && isTexts(states) ? { from, schema, names, states } : undefined;
  } catch {
    return undefined;
  }
};

export const createNotices = (pool: Pool, schema: string, { heard, missed, known }: NoticeHooks): Notices => {
  const from = randomBytes(9).toString("base64url");
  let listener: PoolClient | undefined;
  let closed = false;
  let listening: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let again: NodeJS.Timeout | undefined;
  let probing: NodeJS.Timeout | undefined;
  let echo: (() => void) | undefined;
  let polling: { readonly close: () => void } | undefined;
  const names = new Set<string>();
  const states = new Set<string>();

  /** The connection is of no use any more: another one takes its place. */
  const abandon = (client: PoolClient): void => {
    if (listener !== client) return;
    listener = undefined;
    clearInterval(probing);
    client.release(true);
    if (closed) return;
    clearTimeout(again);
    again = setTimeout(relisten, reconnectPause).unref();
  };

  const listen = async (): Promise<void> => {
    const client = await connect(pool);
    if (closed) return client.release(true);
    listener = client;
    client.on("notification", ({ payload = "" }) => {
      if (payload === from) echo?.();
      const said = readPayload(payload);
      if (said && said.from !== from && said.schema === schema) heard(said.names, said.states);
    });
    client.once("error", () => abandon(client));
    try {
      await client.query(`LISTEN ${channel}`);
    } catch (error) {
      abandon(client);
      throw error;
    }
    // Nothing is sent on this connection otherwise, so that a cut in the network would never show.
    probing = setInterval(() => void client.query(probe).catch(() => abandon(client)), probePause).unref();
  };
  const relisten = (): void => {
    listening = listen().then(missed, () => {
      // A connection that broke at LISTEN has set the timer already.
      clearTimeout(again);
      if (!closed) again = setTimeout(relisten, reconnectPause).unref();
    });
  };

  /** Whether what is said to everybody is heard on the connection that listens. */
  const comesBack = async (): Promise<boolean> => {
    let tooLate: NodeJS.Timeout | undefined;
    const came = new Promise<boolean>((resolve) => {
      echo = () => resolve(true);
      tooLate = setTimeout(() => resolve(false), probeTime);
    });
    try {
      await ask(pool, "SELECT pg_notify($1, $2)", [channel, from]);
      return await came;
    } finally {
      clearTimeout(tooLate);
      echo = undefined;
    }
  };

  const send = (): void => {
    timer = undefined;
    const batch: string[] = [];
    for (const name of names) {
      batch.push(name);
      names.delete(name);
      if (batch.length === mostNames) break;
    }
    const said: Payload = { from, schema, names: batch, states: batch.filter((name) => states.delete(name)) };
    void askBy(pool, unkept, "SELECT pg_notify($1, $2)", [channel, JSON.stringify(said)]).catch(() => {});
    if (names.size > 0) timer = setTimeout(send, pause).unref();
  };

  const tell = (changed: Iterable<string>): void => {
    if (closed) return;
    for (const name of changed) names.add(name);
    timer ??= setTimeout(send, pause).unref();
  };

  return {
    start: async () => {
      await listen();
      if (await comesBack()) return;
      // Something in between keeps no session, and so no ear: ask instead.
      const deaf = listener;
      listener = undefined;
      clearInterval(probing);
      deaf?.release(true);
      polling = createPolling(pool, known, heard);
    },
    tell,
    tellState(changed) {
      const all = [...changed];
      for (const name of all) states.add(name);
      tell(all);
    },
    async close() {
      closed = true;
      polling?.close();
      clearTimeout(timer);
      clearTimeout(again);
      if (names.size > 0) send();
      clearTimeout(timer);
      await listening;
      clearInterval(probing);
      const last = listener;
      listener = undefined;
      last?.release(true);
    },
  };
};
