import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { envelope } from "../client/script.js";
import type { Reply } from "../scenarios/reply.js";
import { says, signedOtherwise } from "../scenarios/reply.js";
import type { Attempt, Scenario } from "../scenarios/scenario.js";
import { isObject } from "../spec/json.js";
import type { Operation } from "../spec/operation.js";
import { answer } from "./answer.js";
import type { Identity } from "./identity.js";
import { refusalOf, type Refusal } from "./refusal.js";

/** The platform that a client meets in one scenario: it does what the script says, and keeps a journal of bytes. */
export interface Platform {
  /** Address before `/v2/…`, with the scenario's own prefix. */
  readonly baseUrl: string;
  /** Path that the operation's requests must have. */
  readonly uri: string;
  readonly attempts: readonly Attempt[];
  readonly elsewhere: readonly string[];
  /** The messageId of every answer to this requestId. */
  readonly messageIdOf: (requestId: string) => string;
  /** The run of the client that is sending now, counted from 0. */
  run: number;
  /** Settles when a request has been taken. */
  readonly firstRequest: Promise<void>;
  readonly close: () => void;
}

interface Setting {
  readonly scenario: Scenario;
  readonly operation: Operation;
  /** `undefined` when nothing is signed. */
  readonly identity: Identity | undefined;
}

export const startPlatform = async ({ scenario, operation, identity }: Setting): Promise<Platform> => {
  const prefix = `/c${randomBytes(6).toString("hex")}${scenario.prefix ?? "/open"}`;
  const uri = prefix + operation.path;
  const attempts: Attempt[] = [];
  const elsewhere: string[] = [];
  const first = Promise.withResolvers<void>();
  const messageIds = new Map<string, string>();
  const messageIdOf = (requestId: string): string => {
    const known = messageIds.get(requestId) ?? `message-${randomBytes(6).toString("hex")}`;
    messageIds.set(requestId, known);
    return known;
  };
  let taken = 0;

  const take = (): Reply => {
    const reply = scenario.replies[Math.min(taken, scenario.replies.length - 1)] ?? scenario.replies[0];
    taken += 1;
    return reply;
  };

  const receive = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const at = performance.now();
    const { method = "", url = "" } = request;
    const headers = new Headers(
      Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)]),
    );
    const early = scenario.replies[Math.min(taken, scenario.replies.length - 1)]?.manner === "reset";
    const body = early ? Buffer.alloc(0) : await bodyOf(request);
    const refusal = early ? undefined : refusalOf({ method, uri: url, headers, body }, { uri, identity });
    const reply = refusal === undefined ? take() : undefined;
    const text = body.toString("utf8");
    const requestId = requestIdOf(text);
    const entry = { at, method, uri: url, headers, body, text, requestId, run: platform.run };
    attempts.push({ ...entry, reply, refused: refusal?.why });
    first.resolve();
    const facts = { messageId: messageIdOf(requestId ?? ""), elsewhere: elsewhereUrl };
    answer(response, { reply: reply ?? refusing(refusal), facts, uri, identity });
  };

  const other = await redirectTarget(scenario, elsewhere);
  const elsewhereUrl = other === undefined ? "" : urlOf(other);
  const server = await listening((request, response) => {
    // A request that ends early has nobody to answer to.
    receive(request, response).catch(() => response.destroy());
  });
  const platform: Platform = {
    baseUrl: urlOf(server) + prefix,
    uri,
    attempts,
    elsewhere,
    messageIdOf,
    run: 0,
    firstRequest: first.promise,
    close: () => {
      for (const open of [server, other]) {
        open?.close();
        open?.closeAllConnections();
      }
    },
  };
  return platform;
};

/** A server on a port of the system's choice, on loopback alone. */
const listening = async (listener: (request: IncomingMessage, response: ServerResponse) => void): Promise<Server> => {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
};

const urlOf = (server: Server): string => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a server that listens on TCP has such an address
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
};

const redirectTarget = async ({ replies }: Scenario, journal: string[]): Promise<Server | undefined> =>
  replies.some(({ status }) => status >= 300 && status < 400)
    ? listening(({ method, url }, response) => {
        journal.push(`${method} ${url}`);
        response.end(envelope("S"));
      })
    : undefined;

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a stream without an encoding gives bytes
  for await (const chunk of request) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
};

const requestIdOf = (text: string): string | undefined => {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) && typeof value["requestId"] === "string" ? value["requestId"] : undefined;
  } catch {
    return undefined;
  }
};

/** A gateway cannot sign for a caller that it does not know. */
const refusing = (refusal: Refusal | undefined): Reply =>
  signedOtherwise(says("F", { code: refusal?.code ?? "INVALID_API" }), { key: "none" }, true);
