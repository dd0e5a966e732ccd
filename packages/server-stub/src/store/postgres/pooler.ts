import type { Client, ClientBase } from "pg";
import { again, asNew } from "./again.js";
import { connectOnce } from "./driver.js";
import { TOO_FEW } from "./crowd.js";
import { NO_ANSWER } from "./failure.js";

/** Connections that a replica needs: one that listens, and one that works. */
export const LEAST_CONNECTIONS = 2;

/**
 * How long a start waits for the first answer, in ms: longer than others keep a connection that they do not need. Whoever asks in
 * vain then has nothing to hope for.
 */
const patience = 12_000;

/** What a connection is to a server that others share out. */
interface Seen {
  /** The server's process that has answered. */
  readonly backend: unknown;
  /** Whether it is another one than the one that said that it had been made for us. */
  readonly isStranger: boolean;
}

const askWho = { text: "SELECT pg_backend_pid() AS pid", query_timeout: patience };

const look = async (client: Client): Promise<Seen> => {
  const { rows } = await again(() => client.query<{ pid: number }>(askWho), asNew);
  const backend = rows[0]?.pid;
  return { backend, isStranger: "processID" in client && client.processID !== backend };
};

const isTimeout = (error: unknown): boolean => error instanceof Error && error.message === "Query read timeout";

const unanswered = (code: string, cause?: unknown): Error => Object.assign(new Error("no answer", { cause }), { code });

const lookFirst = async (client: Client, code: string): Promise<Seen> => {
  try {
    return await look(client);
  } catch (error) {
    throw isTimeout(error) ? unanswered(code, error) : error;
  }
};

/**
 * Whether something stands before the server that shares it out. It gives a connection a number of its own, which no process of the
 * server has; and where it does so by transactions, two connections have the same process in turn.
 *
 * @throws Error when it has fewer connections to give than a replica needs: it takes a connection all the same, and lets it wait
 */
export const isPooled = async (url: string): Promise<boolean> => {
  const first = await connectOnce(url);
  try {
    const begun = await lookFirst(first, NO_ANSWER);
    const second = await connectOnce(url);
    try {
      const other = await lookFirst(second, begun.isStranger ? TOO_FEW : NO_ANSWER);
      if (begun.isStranger || other.isStranger || begun.backend === other.backend) return true;
      const later = [await look(first), await look(second)];
      return later[0]?.backend !== begun.backend || later[1]?.backend !== other.backend;
    } finally {
      await second.end();
    }
  } finally {
    await first.end();
  }
};

/** How long a new connection may take to answer, in ms: shorter where another one may become idle meanwhile. */
const longest = { beside: 1000, alone: 5000 };

/**
 * A pooler takes more connections than it has servers for. What does not answer is worth nothing: who works with it would wait for
 * somebody else to end, while a connection of our own may be idle.
 *
 * @param others how many connections there are beside it
 * @throws Error that counts as one of a server without a connection left
 */
export const prove = async (client: ClientBase, others: number): Promise<void> => {
  const proof = { text: "SELECT 1", query_timeout: others < LEAST_CONNECTIONS ? longest.alone : longest.beside };
  try {
    await again(() => client.query(proof), asNew);
  } catch (error) {
    throw isTimeout(error) ? unanswered(TOO_FEW, error) : error;
  }
};
