import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { CannotRun } from "../cli/cannot-run.js";
import { privatePem, publicPem } from "./identity.js";
import { outcomeOf } from "./outcome-line.js";
import type { Ran, Runner, Task } from "./runner.js";
import { createTaskQueue } from "./task-queue.js";

/** A backend that is running already: it asks for its tasks, and posts their outcomes. */
export interface Listener extends Runner {
  readonly url: string;
  /** Says that no task will follow, lets the backend hear of it, and closes. */
  readonly finish: () => Promise<void>;
}

interface Listening {
  readonly port: number;
  /** Milliseconds from handing out a task to its outcome. */
  readonly timeout: number;
  readonly signal: AbortSignal;
}

const outcomePath = /^\/_scenarios\/(.+)\/outcome$/u;

/**
 * Serves `GET /_scenarios/next` and `POST /_scenarios/{id}/outcome` on loopback.
 *
 * @throws {@link CannotRun} when the port is taken.
 */
export const listen = async ({ port, timeout, signal }: Listening): Promise<Listener> => {
  const queue = createTaskQueue(timeout, signal);
  const heard = Promise.withResolvers<void>();

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = (request.url ?? "").replace(/\?.*$/u, "");
    if (request.method === "GET" && path === "/_scenarios/next") {
      const task = await queue.take();
      if (task !== undefined) return reply(response, 200, tellingOf(task));
      response
        .on("finish", () => heard.resolve())
        .writeHead(204)
        .end();
      return;
    }
    const id = outcomePath.exec(path)?.[1];
    if (request.method === "POST" && id !== undefined) {
      const ran = readOutcome(await textOf(request));
      const known = queue.settle(decode(id), ran);
      if (!known) return reply(response, 404, { error: `No task ${decode(id)} is waiting for an outcome.` });
      return "line" in ran ? void response.writeHead(204).end() : reply(response, 400, { error: ran.trouble });
    }
    reply(response, 404, { error: "Here are GET /_scenarios/next and POST /_scenarios/{id}/outcome." });
  };

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening").catch((error: unknown) => {
    throw new CannotRun(`--listen ${port}: ${whyNot(error)}`, { cause: error });
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a server that listens on TCP has such an address
  const { port: chosen } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${chosen}`,
    kills: false,
    run: queue.add,
    finish: async () => {
      queue.end();
      // The backend that posted the last outcome asks once more; one that is gone is not waited for.
      const timer = setTimeout(() => heard.resolve(), signal.aborted ? 0 : 2000);
      await heard.promise;
      clearTimeout(timer);
      server.close();
      server.closeAllConnections();
    },
  };
};

const whyNot = (error: unknown): string => {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EADDRINUSE") return "the port is in use; another one, or 0 for any that is free, will do.";
  if (code === "EACCES") return "the port needs more rights; one above 1023 will do.";
  return String(error);
};

const tellingOf = ({ id, operation, baseUrl, request, identity, signed }: Task): Record<string, unknown> => ({
  id,
  operation,
  baseUrl,
  request,
  clientId: identity.clientId,
  keyVersion: identity.keyVersion,
  ...(signed ? { privateKey: privatePem(identity.client), platformPublicKey: publicPem(identity.platform) } : {}),
});

const reply = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
};

const readOutcome = (text: string): Ran => {
  const outcome = outcomeOf(parsed(text));
  return typeof outcome === "string"
    ? { trouble: `The outcome that was posted cannot be read: ${outcome}` }
    : { line: outcome };
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const textOf = async (request: IncomingMessage): Promise<string> => {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += String(chunk);
  return text;
};
